package pk.muhr.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.GeneralNameText;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.SubjectPublicKey;

/**
 * Reads what a subscriber asks for and judges it by the profile. The certification request contributes its key and
 * requested values only. A value that the certificate would not carry is refused and not dropped in silence, but for the
 * subject and the alternative names of a request whose sender chose names beside it: those stand in their place.
 */
public final class RequestReading {

    private static final Citation NAMES = new Citation("BR §7.1.4.2, §3.2.2.4");
    private static final Set<String> EXTENSIONS_THAT_MAY_BE_ASKED = Set.of(
            Extensions.SUBJECT_ALTERNATIVE_NAME,
            Extensions.BASIC_CONSTRAINTS,
            Extensions.KEY_USAGE,
            Extensions.EXTENDED_KEY_USAGE,
            Extensions.SUBJECT_KEY_IDENTIFIER);

    private final CertificateProfile profile;
    private final Floors floors;
    private final Map<AttributeType, String> bodyAttributes;

    /** For one profile and what is known of the body that asks. */
    public RequestReading(CertificateProfile profile, Floors floors, Map<AttributeType, String> bodyAttributes) {
        this.profile = profile;
        this.floors = floors;
        this.bodyAttributes = bodyAttributes;
    }

    /**
     * Judges a request.
     *
     * @param names what the requester chose; when absent, the request's subject and alternative names stand for it
     */
    public Judgement<SubscriberRequest> judge(CertificationRequest csr, Optional<RequestedNames> names) {
        Optional<Refusal> refusal = refusedForm(csr)
                .or(() -> refusedKey(csr.key()))
                .or(() -> refusedExtensions(csr))
                .or(() -> names.isPresent() ? Optional.empty() : refusedSubject(csr));
        if (refusal.isPresent()) {
            return new Judgement.Refused<>(refusal.get());
        }
        return judgeNames(csr.key(), names.orElseGet(() -> namesOf(csr)));
    }

    private static Optional<Refusal> refusedForm(CertificationRequest csr) {
        if (csr.asksForAuthority()) {
            return Optional.of(new Refusal.AuthorityNotPermitted());
        }
        if (csr.signatureAlgorithm().isEmpty() && !(csr.key() instanceof SubjectPublicKey.Unsupported)) {
            return Optional.of(new Refusal.PossessionNotProved(
                    "signature algorithm " + csr.signatureAlgorithmOid(),
                    "sign the request with SHA-256, SHA-384 or SHA-512"));
        }
        return Optional.empty();
    }

    private Optional<Refusal> refusedKey(SubjectPublicKey key) {
        if (key instanceof SubjectPublicKey.Rsa rsa && rsa.exponent().intValue() != floors.rsaExponent()) {
            return Optional.of(new Refusal.KeyNotPermitted(
                    "rsa-exponent",
                    new Citation("BR §6.1.6"),
                    "RSA exponent " + shortened(rsa.exponent().toString()),
                    "make a key with the exponent " + floors.rsaExponent()));
        }
        if (!profile.permits(key)) {
            return Optional.of(new Refusal.KeyNotPermitted(
                    "key-not-permitted",
                    new Citation("BR §6.1.5, policies/" + profile.id() + ".yaml keys"),
                    key.label(),
                    "make a key that is one of " + profile.keyNames()));
        }
        return Optional.empty();
    }

    private Optional<Refusal> refusedExtensions(CertificationRequest csr) {
        if (!profile.usagesOf(csr.key()).containsAll(csr.keyUsage())) {
            return refusedName(
                    "key-usage-not-permitted",
                    csr.keyUsage().toString(),
                    "leave keyUsage out of the request: the certificate will say " + profile.usagesOf(csr.key()));
        }
        List<String> purposes =
                profile.extendedKeyUsage().stream().map(KeyPurpose::oid).toList();
        if (!purposes.containsAll(csr.keyPurposes())) {
            return refusedName(
                    "key-purpose-not-permitted",
                    csr.keyPurposes().toString(),
                    "leave extKeyUsage out of the request: the certificate will say " + profile.extendedKeyUsage());
        }
        for (Extension asked : csr.extensions()) {
            if (!EXTENSIONS_THAT_MAY_BE_ASKED.contains(asked.oid())) {
                return refusedName("extension-not-permitted", asked.oid(), "leave this extension out of the request");
            }
        }
        return Optional.empty();
    }

    /** A subject attribute must be the common name or repeat what the body's record says. */
    private Optional<Refusal> refusedSubject(CertificationRequest csr) {
        for (DistinguishedName.Found found : csr.subject().attributes()) {
            if (found.name().equals(AttributeType.COMMON_NAME.label())) {
                continue;
            }
            String known = bodyAttributes.entrySet().stream()
                    .filter(entry -> entry.getKey().label().equals(found.name()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            if (!found.value().equals(known)) {
                return refusedName(
                        "subject-attribute-not-permitted",
                        found.name() + "=" + found.value(),
                        known == null
                                ? "leave " + found.name() + " out of the request"
                                : "leave it out: the certificate will say " + found.name() + "=" + known);
            }
        }
        return Optional.empty();
    }

    private static RequestedNames namesOf(CertificationRequest csr) {
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        for (GeneralNameText name : csr.alternativeNames()) {
            byKind.computeIfAbsent(name.kind(), kind -> new ArrayList<>()).add(name.value());
        }
        List<String> commonNames = csr.subject().values(AttributeType.COMMON_NAME);
        return new RequestedNames(commonNames.stream().findFirst(), byKind);
    }

    private Judgement<SubscriberRequest> judgeNames(SubjectPublicKey key, RequestedNames names) {
        for (Map.Entry<String, List<String>> kind : names.alternativeNames().entrySet()) {
            boolean permitted = profile.subjectAltName()
                    .map(san -> san.kinds().contains(kind.getKey()))
                    .orElse(false);
            if (!permitted && !kind.getValue().isEmpty()) {
                return refuse(
                        "name-kind-not-permitted",
                        kind.getKey() + ":" + kind.getValue().getFirst(),
                        "ask for names of these kinds only: "
                                + profile.subjectAltName()
                                        .map(CertificateProfile.AlternativeNames::kinds)
                                        .orElse(List.of()));
            }
        }
        List<String> asked = names.alternativeNames().getOrDefault("dns", List.of());
        return dnsNames(key, asked.isEmpty() ? names.commonName().stream().toList() : asked, names.commonName());
    }

    private Judgement<SubscriberRequest> dnsNames(
            SubjectPublicKey key, List<String> asked, Optional<String> commonName) {
        Set<DnsName> accepted = new LinkedHashSet<>();
        int most = profile.subjectAltName().orElseThrow().maximum();
        if (asked.isEmpty() || asked.size() > most) {
            return refuse("name-count", asked.size() + " names", "ask for 1 to " + most + " DNS names");
        }
        for (String text : asked) {
            DnsName name;
            try {
                name = new DnsName(text.toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                return refuse("dns-name", text, e.getMessage());
            }
            if (name.isWildcard() && !profile.subjectAltName().orElseThrow().wildcards()) {
                return refuse("wildcard-not-permitted", text, "name each host");
            }
            accepted.add(name);
        }
        String wanted = commonName.map(cn -> cn.toLowerCase(Locale.ROOT)).orElse(null);
        if (wanted != null && accepted.stream().noneMatch(name -> name.value().equals(wanted))) {
            return refuse(
                    "common-name",
                    commonName.get(),
                    "leave the common name out, or make it one of the DNS names asked for (BR §7.1.4.3)");
        }
        return new Judgement.Permitted<>(new SubscriberRequest(key, List.copyOf(accepted)));
    }

    private static Optional<Refusal> refusedName(String rule, String value, String fix) {
        return Optional.of(new Refusal.NameNotPermitted(rule, NAMES, shortened(value), fix));
    }

    private static Judgement<SubscriberRequest> refuse(String rule, String value, String fix) {
        return new Judgement.Refused<>(refusedName(rule, value, fix).orElseThrow());
    }

    private static String shortened(String value) {
        return value.length() <= 200 ? value : value.substring(0, 200) + "…";
    }
}
