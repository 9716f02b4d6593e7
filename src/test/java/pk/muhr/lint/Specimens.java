package pk.muhr.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import pk.muhr.policy.AuthorityName;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.DistributionPoints;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.IssuerFacts;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PersonClaim;
import pk.muhr.policy.PersonFacts;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.SubscriberRequest;
import pk.muhr.policy.Templates;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.Der;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.NameKind;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.ServiceUri;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SubjectPublicKey;
import pk.muhr.x509.UserPrincipalName;

/**
 * What the real templates give under the policies of this installation, with fixed keys, serial numbers and times: the
 * same bytes at every run.
 */
final class Specimens {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final Der SIGNATURE = Der.of("placeholder, not a signature".getBytes(StandardCharsets.UTF_8));

    /** The policies of this installation, and some of the fixtures' own for what it has no profile for. */
    static final PolicyBundle BUNDLE = bundle();

    private static final Templates TEMPLATES = new Templates(BUNDLE);
    private static final Map<String, Certificate> ISSUERS = new LinkedHashMap<>();

    private Specimens() {}

    /**
     * A good certificate.
     *
     * @param name of the specimen
     * @param authority that the certificate is for; null for others
     */
    record Specimen(String name, String profile, String issuer, String authority, CertificateTemplate template) {

        CertificateProfile judgedBy() {
            return Specimens.profile(profile);
        }
    }

    private static PolicyBundle bundle() {
        Path directory = Path.of("src/test/resources/lint/policies");
        try (Stream<Path> own = Files.list(directory)) {
            Map<String, String> files =
                    new TreeMap<>(PolicyBundle.read(Path.of("policies")).files());
            for (Path file :
                    own.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
            files.merge(
                    "hierarchy.yaml",
                    Files.readString(directory.resolve("more-authorities.txt")),
                    (ours, more) -> ours.stripTrailing() + "\n" + more);
            return PolicyBundle.of(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of every profile and of every kind of authority. */
    static List<Specimen> all() {
        return List.of(
                subscriber("tls-server", "p-256"),
                subscriber("tls-server", "rsa-3072"),
                subscriber("tls-server-domain", "p-256"),
                subscriber("email-protection", "p-256"),
                subscriber("email-protection", "rsa-3072"),
                subscriber("email-protection-organization", "p-256"),
                subscriber("email-protection-mailbox", "p-256"),
                subscriber("authentication-person", "p-256"),
                subscriber("authentication-device", "p-256"),
                subscriber("authentication-device-short", "p-256"),
                subscriber("digital-signature", "p-256"),
                subscriber("digital-signature-clear", "p-256"),
                subscriber("eseal", "rsa-4096"),
                subscriber("eseal-qualified", "p-256"),
                subscriber("eseal-commercial", "rsa-3072"),
                subscriber("code-signing", "rsa-3072"),
                subscriber("time-stamping", "rsa-4096"),
                responder(),
                authority("national-root"),
                authority("government"),
                authority("gov-tls"),
                authority("gov-email"),
                authority("gov-authentication"),
                authority("gov-signing"),
                authority("gov-code-signing"),
                authority("gov-timestamping"),
                authority("com-signing"));
    }

    static Specimen named(String name) {
        return all().stream()
                .filter(specimen -> specimen.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no specimen " + name));
    }

    static CertificateProfile profile(String id) {
        return BUNDLE.profile(new ProfileId(id)).orElseThrow();
    }

    static HierarchyPolicy.Authority definition(String name) {
        return BUNDLE.hierarchy().authority(new AuthorityName(name)).orElseThrow();
    }

    /** The certificate of an authority, or of a responder that plays one; signed by nobody. */
    static Certificate issuer(String name) {
        if (!ISSUERS.containsKey(name)) {
            CertificateTemplate template = (name.equals("ocsp-responder") ? responder() : authority(name)).template();
            ISSUERS.put(name, Certificate.assemble(template.tbs(), template.signature(), SIGNATURE));
        }
        return ISSUERS.get(name);
    }

    private static Specimen authority(String name) {
        HierarchyPolicy.Authority authority = definition(name);
        CertificateProfile profile = profile(authority.profile().value());
        SubjectPublicKey key =
                PublicKeys.kept("authority-" + name, authority.key().label().toLowerCase(Locale.ROOT));
        Templates.Moment moment = moment("authority " + name);
        if (authority.issuer().isEmpty()) {
            return new Specimen(
                    name, profile.id().toString(), name, name, TEMPLATES.root(profile, authority, key, moment));
        }
        String issuer = authority.issuer().get().value();
        return new Specimen(
                name,
                profile.id().toString(),
                issuer,
                name,
                TEMPLATES.authority(profile, authority, key, facts(issuer), moment));
    }

    private static Specimen responder() {
        DistinguishedName subject = DistinguishedName.of(List.of(
                new DistinguishedName.Attribute(AttributeType.COUNTRY, "PK"),
                new DistinguishedName.Attribute(AttributeType.ORGANIZATION, "National Telecommunication Corporation"),
                new DistinguishedName.Attribute(AttributeType.COMMON_NAME, "NTC Government TLS CA OCSP")));
        return new Specimen(
                "ocsp-responder",
                "ocsp-responder",
                "gov-tls",
                null,
                TEMPLATES.responder(
                        profile("ocsp-responder"),
                        subject,
                        PublicKeys.kept("responder", "p-256"),
                        facts("gov-tls"),
                        moment("responder")));
    }

    private static Specimen subscriber(String profileId, String key) {
        CertificateProfile profile = profile(profileId);
        String issuer = profile.authority().orElseThrow().value();
        String name =
                profileId + (key.equals("p-256") || !profileId.matches("tls-server|email-protection") ? "" : "-rsa");
        Judgement<CertificateTemplate> judgement = TEMPLATES.subscriber(
                profile,
                request(profile, PublicKeys.kept("subscriber-" + key, key)),
                body(profile),
                profile.subject().ofPerson().isEmpty() ? Optional.empty() : Optional.of(person()),
                facts(issuer),
                moment(name));
        return new Specimen(
                name, profileId, issuer, null, ((Judgement.Permitted<CertificateTemplate>) judgement).value());
    }

    private static SubscriberRequest request(CertificateProfile profile, SubjectPublicKey key) {
        List<NameKind> kinds = profile.subjectAltName()
                .map(CertificateProfile.AlternativeNames::kinds)
                .orElse(List.of());
        return new SubscriberRequest(
                key,
                new SubscriberRequest.AlternativeNames(
                        kinds.contains(NameKind.DNS) ? List.of(new DnsName("www.nitb.example.gov.pk")) : List.of(),
                        kinds.contains(NameKind.EMAIL)
                                ? List.of(new EmailAddress("ayesha.khan@nitb.gov.pk"))
                                : List.of(),
                        kinds.contains(NameKind.UPN)
                                ? List.of(new UserPrincipalName("ayesha.khan@nitb.gov.pk"))
                                : List.of(),
                        kinds.contains(NameKind.URI)
                                ? List.of(new ServiceUri("spiffe://nitb.gov.pk/cards"))
                                : List.of()),
                profile.subject().ofPerson().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new PersonClaim(
                                Optional.of("Ayesha"),
                                Optional.of("Khan"),
                                Optional.of("Director"),
                                Optional.empty(),
                                Optional.empty())),
                profile.subject().commonName() == CertificateProfile.CommonName.UNIT
                        ? Optional.of("TSU 1 of NTC")
                        : Optional.empty());
    }

    private static Map<AttributeType, String> body(CertificateProfile profile) {
        boolean company = profile.authority().orElseThrow().value().startsWith("com-");
        return Map.of(
                AttributeType.COUNTRY,
                "PK",
                AttributeType.LOCALITY,
                "Islamabad",
                AttributeType.ORGANIZATION,
                company ? "Example Trading (Private) Limited" : "National Information Technology Board",
                AttributeType.ORGANIZATION_IDENTIFIER,
                company ? "NTRPK-0012345" : "GOVPK");
    }

    private static PersonFacts person() {
        return new PersonFacts(
                Map.of(
                        AttributeType.GIVEN_NAME, "Ayesha",
                        AttributeType.SURNAME, "Khan",
                        AttributeType.TITLE, "Director"),
                new NaturalIdentifier.Cnic("3520212345671"),
                "0123456789abcdef".repeat(4),
                List.of(new EmailAddress("ayesha.khan@nitb.gov.pk")),
                Optional.of(new UserPrincipalName("ayesha.khan@nitb.gov.pk")),
                Optional.of("S-1-5-21-1004336348-1177238915-682003330-1105"),
                new UUID(0, 0));
    }

    static IssuerFacts facts(String issuer) {
        URI base = URI.create("http://pki.example.gov.pk/" + issuer);
        Certificate certificate = issuer(issuer);
        return new IssuerFacts(
                certificate.subject(),
                certificate.subjectKeyIdentifier().orElseThrow(),
                definition(issuer).signature(),
                certificate.notAfter(),
                base,
                base,
                new DistributionPoints(base, Optional.empty()));
    }

    /** A serial number that is the hash of what it is for, so that no run differs from another. */
    private static Templates.Moment moment(String what) {
        String hex = Sha256.of(what.getBytes(StandardCharsets.UTF_8)).hex();
        return new Templates.Moment(NOW, new SerialNumber(new BigInteger(hex.substring(0, 38), 16).setBit(151)));
    }
}
