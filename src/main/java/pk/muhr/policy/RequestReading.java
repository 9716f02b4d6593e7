package pk.muhr.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.GeneralNameText;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.OrganizationIdentifier;
import pk.muhr.x509.SubjectPublicKey;

/**
 * Reads what a subscriber asks for and judges it by the profile. The certification request contributes its key and
 * requested values only. A value that the certificate would not carry is refused and not dropped in silence, but for the
 * subject and the alternative names of a request whose sender chose names beside it: those stand in their place.
 */
public final class RequestReading {

    private static final Set<String> EXTENSIONS_THAT_MAY_BE_ASKED = Set.of(
            Extensions.SUBJECT_ALTERNATIVE_NAME,
            Extensions.BASIC_CONSTRAINTS,
            Extensions.KEY_USAGE,
            Extensions.EXTENDED_KEY_USAGE,
            Extensions.SUBJECT_KEY_IDENTIFIER);

    private final CertificateProfile profile;
    private final PolicyBundle bundle;
    private final Map<AttributeType, String> bodyAttributes;
    private final RefusedNames refused;

    /** For one profile and what is known of the body that asks. */
    public RequestReading(CertificateProfile profile, PolicyBundle bundle, Map<AttributeType, String> bodyAttributes) {
        this.profile = profile;
        this.bundle = bundle;
        this.bodyAttributes = bodyAttributes;
        this.refused = new RefusedNames(bundle, profile);
    }

    /**
     * Judges a request.
     *
     * @param names what the requester chose; when absent, the request's subject and alternative names stand for it
     */
    public Judgement<SubscriberRequest> judge(CertificationRequest csr, Optional<RequestedNames> names) {
        try {
            refuseForeignBody();
            refuseForm(csr);
            refuseKey(csr.key());
            refuseExtensions(csr);
            if (names.isEmpty()) {
                refuseSubject(csr);
            }
            RequestedNames asked = names.orElseGet(() -> namesOf(csr));
            return new Judgement.Permitted<>(new NameReading(profile, refused, bodyAttributes).read(csr.key(), asked));
        } catch (RefusedNames.Declined e) {
            return new Judgement.Refused<>(e.refusal());
        }
    }

    /** Each domain of the hierarchy serves the organisations of its own registers. */
    private void refuseForeignBody() {
        HierarchyPolicy.Domain domain =
                profile.authority().flatMap(bundle.hierarchy()::domainOf).orElseThrow();
        String identifier = bodyAttributes.getOrDefault(AttributeType.ORGANIZATION_IDENTIFIER, "");
        if (!domain.organizationIdentifiers()
                .contains(OrganizationIdentifier.of(identifier).scheme())) {
            throw refused.declined(
                    "body-not-of-domain",
                    "authority",
                    "normative reference 0.2, hierarchy.yaml domains",
                    identifier,
                    "ask under a profile of the domain that your organisation belongs to; " + domain.authority()
                            + " serves " + domain.organizationIdentifiers());
        }
    }

    private void refuseForm(CertificationRequest csr) {
        if (csr.asksForAuthority()) {
            throw new RefusedNames.Declined(
                    new Refusal.AuthorityNotPermitted(bundle.place(profile, "basicConstraints")));
        }
        if (csr.signatureAlgorithm().isEmpty() && !(csr.key() instanceof SubjectPublicKey.Unsupported)) {
            throw new RefusedNames.Declined(new Refusal.PossessionNotProved(
                    "signature algorithm " + csr.signatureAlgorithmOid(),
                    "sign the request with SHA-256, SHA-384 or SHA-512",
                    bundle.place(profile, "keys")));
        }
    }

    private void refuseKey(SubjectPublicKey key) {
        int exponent = bundle.floors().rsaExponent();
        if (key instanceof SubjectPublicKey.Rsa rsa && !rsa.exponent().equals(java.math.BigInteger.valueOf(exponent))) {
            throw new RefusedNames.Declined(new Refusal.KeyNotPermitted(
                    "rsa-exponent",
                    new Citation("BR §6.1.6"),
                    bundle.place("floors.yaml", "rsaExponent"),
                    "RSA exponent " + LegibleText.shown(rsa.exponent().toString()),
                    "make a key with the exponent " + exponent));
        }
        if (!profile.permits(key)) {
            throw new RefusedNames.Declined(new Refusal.KeyNotPermitted(
                    "key-not-permitted",
                    new Citation("BR §6.1.5"),
                    bundle.place(profile, "keys"),
                    key.label(),
                    "make a key that is one of " + profile.keyNames()));
        }
    }

    private void refuseExtensions(CertificationRequest csr) {
        if (!profile.usagesOf(csr.key()).containsAll(csr.keyUsage())) {
            throw refused.declined(
                    "key-usage-not-permitted",
                    "keyUsage",
                    "RFC 5280 §4.2.1.3",
                    csr.keyUsage().toString(),
                    "leave keyUsage out of the request: the certificate will say " + profile.usagesOf(csr.key()));
        }
        List<String> purposes =
                profile.extendedKeyUsage().stream().map(KeyPurpose::oid).toList();
        if (!purposes.containsAll(csr.keyPurposes())) {
            throw refused.declined(
                    "key-purpose-not-permitted",
                    "extendedKeyUsage",
                    "RFC 5280 §4.2.1.12",
                    csr.keyPurposes().toString(),
                    "leave extKeyUsage out of the request: the certificate will say " + profile.extendedKeyUsage());
        }
        for (Extension asked : csr.extensions()) {
            if (!EXTENSIONS_THAT_MAY_BE_ASKED.contains(asked.oid())) {
                throw refused.declined(
                        "extension-not-permitted",
                        "id",
                        "RFC 2985 §5.4.2",
                        asked.oid(),
                        "leave this extension out of the request");
            }
        }
    }

    /** A subject attribute must be one that requesters name, or repeat what the body's record says. */
    private void refuseSubject(CertificationRequest csr) {
        for (DistinguishedName.Found found : csr.subject().attributes()) {
            if (requested(found).isPresent()) {
                continue;
            }
            String known = bodyAttributes.entrySet().stream()
                    .filter(entry -> entry.getKey().label().equals(found.name()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            if (!found.value().equals(known)) {
                throw refused.declined(
                        "subject-attribute-not-permitted",
                        "subject",
                        "BR §7.1.4.2",
                        RefusedNames.shown(found.name(), found.value()),
                        known == null
                                ? "leave " + found.name() + " out of the request"
                                : "leave it out: the certificate will say " + found.name() + "=" + known);
            }
        }
    }

    /** The attribute's type, if it is one that a requester may choose under this profile. */
    private Optional<AttributeType> requested(DistinguishedName.Found found) {
        return Stream.concat(Stream.of(AttributeType.COMMON_NAME), profile.subject().ofPerson().stream())
                .filter(type -> type.label().equals(found.name()))
                .findFirst();
    }

    private RequestedNames namesOf(CertificationRequest csr) {
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        for (GeneralNameText name : csr.alternativeNames()) {
            byKind.computeIfAbsent(name.kind(), kind -> new ArrayList<>()).add(name.value());
        }
        Map<AttributeType, String> attributes = new EnumMap<>(AttributeType.class);
        for (DistinguishedName.Found found : csr.subject().attributes()) {
            requested(found)
                    .filter(type -> attributes.putIfAbsent(type, found.value()) != null)
                    .ifPresent(type -> {
                        throw refused.declined(
                                "subject-attribute-not-permitted",
                                "subject",
                                "BR §7.1.4.1",
                                RefusedNames.shown(found.name(), found.value()),
                                "name each attribute once");
                    });
        }
        return new RequestedNames(attributes, byKind);
    }
}
