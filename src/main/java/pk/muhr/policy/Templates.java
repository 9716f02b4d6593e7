package pk.muhr.policy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import pk.muhr.policy.CertificateProfile.Access;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.QcStatement;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SubjectPublicKey;
import pk.muhr.x509.Validity;

/** Turns profiles into templates. One bundle's templates; the rules of what goes in stand in the profile files. */
public final class Templates {

    private final PolicyBundle bundle;
    private final CertificatePolicy certificatePolicy;

    /** Templates under one bundle. */
    public Templates(PolicyBundle bundle) {
        this.bundle = bundle;
        this.certificatePolicy = bundle.certificatePolicy();
    }

    /**
     * A subscriber's certificate, or why it would outlive its issuer.
     *
     * @param person what is proved of the natural person that the request names, if it names one
     */
    public Judgement<CertificateTemplate> subscriber(
            CertificateProfile profile,
            SubscriberRequest request,
            Map<AttributeType, String> bodyAttributes,
            Optional<PersonFacts> person,
            IssuerFacts issuer,
            Moment moment) {
        Validity validity = validity(profile, moment);
        if (validity.notAfter().isAfter(issuer.notAfter())) {
            return new Judgement.Refused<>(new Refusal.OutlivesIssuer(
                    validity.notAfter() + " is after " + issuer.notAfter(),
                    "the authority must be renewed first; tell its administrator",
                    bundle.place(profile, "validityDays")));
        }
        List<Extension> extensions =
                extensions(profile, profile.extendedKeyUsage(), request.key(), Optional.of(issuer), moment);
        extensions.add(policies(profile.certificatePolicies()));
        SubscriberRequest.AlternativeNames names = request.names();
        if (!names.isEmpty()) {
            extensions.add(Extensions.subjectAlternativeName(names.dns(), names.email(), names.upn(), names.uri()));
        }
        keyUsagePeriod(profile, validity).ifPresent(extensions::add);
        person.filter(facts -> profile.carriesSecurityIdentifier())
                .flatMap(PersonFacts::securityIdentifier)
                .ifPresent(sid -> extensions.add(Extensions.securityIdentifier(sid)));
        profile.qcStatements().ifPresent(qc -> extensions.add(QcStatement.extension(statements(qc))));
        return new Judgement.Permitted<>(new CertificateTemplate(
                moment.serial(),
                issuer.signature(),
                issuer.subject(),
                validity,
                DistinguishedName.of(subject(profile, request, bodyAttributes, person)),
                request.key(),
                extensions));
    }

    private static List<DistinguishedName.Attribute> subject(
            CertificateProfile profile,
            SubscriberRequest request,
            Map<AttributeType, String> bodyAttributes,
            Optional<PersonFacts> person) {
        List<DistinguishedName.Attribute> subject = new ArrayList<>();
        for (AttributeType type : profile.subject().fromBody()) {
            Optional.ofNullable(bodyAttributes.get(type))
                    .ifPresent(value -> subject.add(new DistinguishedName.Attribute(type, value)));
        }
        person.ifPresent(facts -> profile.subject().ofPerson().forEach(type -> attribute(type, profile, request, facts)
                .ifPresent(value -> subject.add(new DistinguishedName.Attribute(type, value)))));
        commonName(profile, request, bodyAttributes, person)
                .ifPresent(name -> subject.add(new DistinguishedName.Attribute(AttributeType.COMMON_NAME, name)));
        return subject;
    }

    /** A title stands in the certificate when the request asks for it, everything else always. */
    private static Optional<String> attribute(
            AttributeType type, CertificateProfile profile, SubscriberRequest request, PersonFacts facts) {
        if (type == AttributeType.SERIAL_NUMBER) {
            return profile.subject().naturalIdentifier().map(facts::serialNumber);
        }
        boolean asked = type != AttributeType.TITLE
                || request.person().flatMap(PersonClaim::title).isPresent();
        return Optional.ofNullable(facts.attributes().get(type)).filter(value -> asked);
    }

    private static Optional<String> commonName(
            CertificateProfile profile,
            SubscriberRequest request,
            Map<AttributeType, String> bodyAttributes,
            Optional<PersonFacts> person) {
        return switch (profile.subject().commonName()) {
            case ABSENT, GIVEN -> Optional.empty();
            case DNS_NAME -> request.names().dns().stream().findFirst().map(DnsName::value);
            case EMAIL -> request.names().email().stream().findFirst().map(EmailAddress::value);
            case PERSONAL_NAME -> person.map(Templates::personalName);
            case ORGANIZATION_NAME -> Optional.ofNullable(bodyAttributes.get(AttributeType.ORGANIZATION));
            case UNIT -> request.unit();
        };
    }

    private static String personalName(PersonFacts facts) {
        String pseudonym = facts.attributes().get(AttributeType.PSEUDONYM);
        return pseudonym != null
                ? pseudonym
                : facts.attributes().get(AttributeType.GIVEN_NAME) + " "
                        + facts.attributes().get(AttributeType.SURNAME);
    }

    private static List<QcStatement> statements(QcStatements qc) {
        List<QcStatement> statements = new ArrayList<>();
        qc.legislation().ifPresent(countries -> {
            statements.add(QcStatement.compliance());
            statements.add(QcStatement.legislation(countries));
        });
        qc.certificateType().ifPresent(type -> statements.add(QcStatement.type(type == QcStatements.QcType.ESEAL)));
        qc.disclosures().ifPresent(disclosures -> {
            Map<String, URI> byLanguage = new TreeMap<>();
            disclosures.forEach(disclosure -> byLanguage.put(disclosure.language(), disclosure.url()));
            statements.add(QcStatement.disclosures(byLanguage));
        });
        statements.add(QcStatement.semantics(qc.semantics() == QcStatements.Semantics.LEGAL));
        return statements;
    }

    /** A certificate of our own for a subordinate authority; it ends with its issuer at the latest. */
    public CertificateTemplate authority(
            CertificateProfile profile,
            HierarchyPolicy.Authority authority,
            SubjectPublicKey key,
            IssuerFacts issuer,
            Moment moment) {
        List<KeyPurpose> purposes = authority.extendedKeyUsage().orElse(profile.extendedKeyUsage());
        List<Extension> extensions = extensions(profile, purposes, key, Optional.of(issuer), moment);
        // RFC 5280 §4.2.1.4: without policies below a root that asserts none, no policy would be valid; BR §7.1.2.10.5
        List<String> policies = authority.certificatePolicies().orElse(List.of(Extensions.ANY_POLICY));
        extensions.add(policies(policies));
        List<String> dnsNames = authority.permittedDnsNames().orElse(List.of());
        List<String> emailDomains = authority.permittedEmailDomains().orElse(List.of());
        if (!dnsNames.isEmpty() || !emailDomains.isEmpty()) {
            extensions.add(Extensions.nameConstraints(dnsNames, emailDomains));
        }
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
        List<Extension> extensions = extensions(profile, List.of(), key, Optional.empty(), moment);
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
                extensions(profile, profile.extendedKeyUsage(), key, Optional.of(issuer), moment));
    }

    /** The certificate of a time-stamping unit of our own (RFC 3161 §2.3); it ends with its issuer at the latest. */
    public CertificateTemplate unit(
            CertificateProfile profile,
            DistinguishedName subject,
            SubjectPublicKey key,
            IssuerFacts issuer,
            Moment moment) {
        Validity validity = shortened(validity(profile, moment), issuer);
        List<Extension> extensions = extensions(profile, profile.extendedKeyUsage(), key, Optional.of(issuer), moment);
        extensions.add(policies(profile.certificatePolicies()));
        keyUsagePeriod(profile, validity).ifPresent(extensions::add);
        return new CertificateTemplate(
                moment.serial(), issuer.signature(), issuer.subject(), validity, subject, key, extensions);
    }

    private static Optional<Extension> keyUsagePeriod(CertificateProfile profile, Validity validity) {
        return profile.privateKeyUsageDays()
                .map(days -> Extensions.privateKeyUsagePeriod(
                        validity.notBefore(),
                        Validity.of(validity.notBefore(), Duration.ofDays(days)).notAfter()));
    }

    /** What is drawn anew for each certificate: the time of issue and an unpredictable serial number. */
    public record Moment(Instant now, SerialNumber serial) {}

    private static Validity validity(CertificateProfile profile, Moment moment) {
        return Validity.of(moment.now().minusSeconds(profile.backdateSeconds()), profile.validity());
    }

    private static Validity shortened(Validity validity, IssuerFacts issuer) {
        return validity.notAfter().isAfter(issuer.notAfter())
                ? new Validity(validity.notBefore(), issuer.notAfter())
                : validity;
    }

    private static List<Extension> extensions(
            CertificateProfile profile,
            List<KeyPurpose> purposes,
            SubjectPublicKey key,
            Optional<IssuerFacts> issuer,
            Moment moment) {
        List<Extension> extensions = new ArrayList<>();
        OptionalInt pathLength = profile.basicConstraints().pathLen();
        extensions.add(
                profile.basicConstraints().authority()
                        ? Extensions.authority(pathLength)
                        : Extensions.notAnAuthority());
        extensions.add(Extensions.keyUsage(profile.usagesOf(key)));
        if (!purposes.isEmpty()) {
            // critical for a time-stamping unit and for nobody else (RFC 3161 §2.3)
            boolean critical = profile.type() == CertificateType.TIME_STAMPING_UNIT;
            extensions.add(Extensions.extendedKeyUsage(critical, purposes));
        }
        extensions.add(Extensions.authorityKeyIdentifier(
                issuer.map(IssuerFacts::keyIdentifier).orElseGet(key::keyIdentifier)));
        if (profile.subjectKeyIdentifier()) {
            extensions.add(Extensions.subjectKeyIdentifier(key.keyIdentifier()));
        }
        issuer.filter(facts -> profile.crlDistributionPoint())
                .ifPresent(facts -> extensions.add(
                        Extensions.crlDistributionPoint(facts.crl().of(moment.serial()))));
        issuer.filter(facts -> !profile.authorityInfoAccess().isEmpty())
                .ifPresent(facts -> extensions.add(Extensions.authorityInfoAccess(
                        Optional.of(facts.ocsp()).filter(x -> has(profile, Access.OCSP)),
                        Optional.of(facts.caIssuers()).filter(x -> has(profile, Access.CA_ISSUERS)))));
        if (profile.ocspNoCheck()) {
            extensions.add(Extensions.ocspNoCheck());
        }
        if (profile.saysNoRevAvail()) {
            extensions.add(Extensions.noRevAvail());
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
