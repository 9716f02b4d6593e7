package pk.muhr.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import pk.muhr.policy.CertificateProfile.Access;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SubjectPublicKey;
import pk.muhr.x509.Validity;

/** Turns profiles into templates. One bundle's templates; the rules of what goes in stand in the profile files. */
public final class Templates {

    private final CertificatePolicy certificatePolicy;

    /** Templates under one bundle. */
    public Templates(PolicyBundle bundle) {
        this.certificatePolicy = bundle.certificatePolicy();
    }

    /** A subscriber's certificate, or why it would outlive its issuer. */
    public Judgement<CertificateTemplate> subscriber(
            CertificateProfile profile,
            SubscriberRequest request,
            Map<AttributeType, String> bodyAttributes,
            IssuerFacts issuer,
            Moment moment) {
        List<DistinguishedName.Attribute> subject = new ArrayList<>();
        for (AttributeType type : profile.subject().fromBody()) {
            String value = bodyAttributes.get(type);
            if (value != null) {
                subject.add(new DistinguishedName.Attribute(type, value));
            }
        }
        if (profile.subject().commonName() == CertificateProfile.CommonName.DNS_NAME) {
            subject.add(new DistinguishedName.Attribute(
                    AttributeType.COMMON_NAME, request.dnsNames().getFirst().value()));
        }
        Validity validity = validity(profile, moment);
        if (validity.notAfter().isAfter(issuer.notAfter())) {
            return new Judgement.Refused<>(new Refusal.OutlivesIssuer(
                    validity.notAfter() + " is after " + issuer.notAfter(),
                    "the authority must be renewed first; tell its administrator"));
        }
        List<Extension> extensions =
                extensions(profile, profile.extendedKeyUsage(), request.key(), Optional.of(issuer));
        extensions.add(policies(profile.certificatePolicies()));
        extensions.add(Extensions.subjectAlternativeName(request.dnsNames()));
        return new Judgement.Permitted<>(new CertificateTemplate(
                moment.serial(),
                issuer.signature(),
                issuer.subject(),
                validity,
                DistinguishedName.of(subject),
                request.key(),
                extensions));
    }

    /** A certificate of our own for a subordinate authority; it ends with its issuer at the latest. */
    public CertificateTemplate authority(
            CertificateProfile profile,
            HierarchyPolicy.Authority authority,
            SubjectPublicKey key,
            IssuerFacts issuer,
            Moment moment) {
        List<KeyPurpose> purposes = authority.extendedKeyUsage().orElse(profile.extendedKeyUsage());
        List<Extension> extensions = extensions(profile, purposes, key, Optional.of(issuer));
        // RFC 5280 §4.2.1.4: without policies below a root that asserts none, no policy would be valid; BR §7.1.2.10.5
        List<String> policies = authority.certificatePolicies().orElse(List.of(ANY_POLICY));
        extensions.add(policies(policies));
        authority.permittedDnsNames().ifPresent(names -> extensions.add(Extensions.nameConstraints(names)));
        return new CertificateTemplate(
                moment.serial(),
                issuer.signature(),
                issuer.subject(),
                shortened(validity(profile, moment), issuer),
                authority.subjectName(),
                key,
                extensions);
    }

    /** The root's certificate, which it signs itself. */
    public CertificateTemplate root(
            CertificateProfile profile, HierarchyPolicy.Authority root, SubjectPublicKey key, Moment moment) {
        List<Extension> extensions = extensions(profile, List.of(), key, Optional.empty());
        return new CertificateTemplate(
                moment.serial(),
                root.signature(),
                root.subjectName(),
                validity(profile, moment),
                root.subjectName(),
                key,
                extensions);
    }

    /** A delegated OCSP responder's certificate; it ends with its issuer at the latest. */
    public CertificateTemplate responder(
            CertificateProfile profile,
            DistinguishedName subject,
            SubjectPublicKey key,
            IssuerFacts issuer,
            Moment moment) {
        return new CertificateTemplate(
                moment.serial(),
                issuer.signature(),
                issuer.subject(),
                shortened(validity(profile, moment), issuer),
                subject,
                key,
                extensions(profile, profile.extendedKeyUsage(), key, Optional.of(issuer)));
    }

    /** What is drawn anew for each certificate: the time of issue and an unpredictable serial number. */
    public record Moment(Instant now, SerialNumber serial) {}

    private static final String ANY_POLICY = "2.5.29.32.0";

    private static Validity validity(CertificateProfile profile, Moment moment) {
        return Validity.of(moment.now().minusSeconds(profile.backdateSeconds()), profile.validity());
    }

    private static Validity shortened(Validity validity, IssuerFacts issuer) {
        return validity.notAfter().isAfter(issuer.notAfter())
                ? new Validity(validity.notBefore(), issuer.notAfter())
                : validity;
    }

    private static List<Extension> extensions(
            CertificateProfile profile, List<KeyPurpose> purposes, SubjectPublicKey key, Optional<IssuerFacts> issuer) {
        List<Extension> extensions = new ArrayList<>();
        OptionalInt pathLength = profile.basicConstraints().pathLen();
        extensions.add(
                profile.basicConstraints().authority()
                        ? Extensions.authority(pathLength)
                        : Extensions.notAnAuthority());
        extensions.add(Extensions.keyUsage(profile.usagesOf(key)));
        if (!purposes.isEmpty()) {
            extensions.add(Extensions.extendedKeyUsage(false, purposes));
        }
        extensions.add(Extensions.authorityKeyIdentifier(
                issuer.map(IssuerFacts::keyIdentifier).orElseGet(key::keyIdentifier)));
        if (profile.subjectKeyIdentifier()) {
            extensions.add(Extensions.subjectKeyIdentifier(key.keyIdentifier()));
        }
        issuer.filter(facts -> profile.crlDistributionPoint())
                .ifPresent(facts -> extensions.add(Extensions.crlDistributionPoint(facts.crl())));
        issuer.filter(facts -> !profile.authorityInfoAccess().isEmpty())
                .ifPresent(facts -> extensions.add(Extensions.authorityInfoAccess(
                        Optional.of(facts.ocsp()).filter(x -> has(profile, Access.OCSP)),
                        Optional.of(facts.caIssuers()).filter(x -> has(profile, Access.CA_ISSUERS)))));
        if (profile.ocspNoCheck()) {
            extensions.add(Extensions.ocspNoCheck());
        }
        return extensions;
    }

    private static boolean has(CertificateProfile profile, Access access) {
        return profile.authorityInfoAccess().contains(access);
    }

    private Extension policies(List<String> references) {
        List<String> oids = references.stream().map(certificatePolicy::resolve).toList();
        boolean ours = references.stream().anyMatch(reference -> reference.startsWith("$"));
        return Extensions.certificatePolicies(
                oids, Optional.of(certificatePolicy.cps()).filter(x -> ours));
    }
}
