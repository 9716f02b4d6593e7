package pk.muhr.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pk.muhr.lint.Mutations.about;
import static pk.muhr.lint.Mutations.adding;
import static pk.muhr.lint.Mutations.issuedBy;
import static pk.muhr.lint.Mutations.lasting;
import static pk.muhr.lint.Mutations.naming;
import static pk.muhr.lint.Mutations.rawDns;
import static pk.muhr.lint.Mutations.rawIp;
import static pk.muhr.lint.Mutations.replacing;
import static pk.muhr.lint.Mutations.sequence;
import static pk.muhr.lint.Mutations.uncritical;
import static pk.muhr.lint.Mutations.with;
import static pk.muhr.lint.Mutations.without;
import static pk.muhr.lint.Mutations.written;
import static pk.muhr.lint.PublicKeys.F4;
import static pk.muhr.lint.PublicKeys.closePrimes;
import static pk.muhr.lint.PublicKeys.ec;
import static pk.muhr.lint.PublicKeys.oddModulus;
import static pk.muhr.lint.PublicKeys.rsa;
import static pk.muhr.lint.PublicKeys.rsaKey;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import pk.muhr.policy.AuthorityName;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.Finding;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.IssuerFacts;
import pk.muhr.policy.Judgement;
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
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.KeyUsage;
import pk.muhr.x509.MalformedDer;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/** Every rule is broken once and must say so; what the profiles give must pass. */
class LinterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Der PLACEHOLDER = Der.of(new byte[] {1});
    private static final PolicyBundle BUNDLE = PolicyBundle.read(Path.of("policies"));
    private static final Templates TEMPLATES = new Templates(BUNDLE);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int VALIDITY = 4;

    private static final Certificate ROOT = root();
    private static final Certificate GOVERNMENT = below("government", ROOT, rsa(4096));
    private static final Certificate GOV_TLS = below("gov-tls", GOVERNMENT, ec("secp384r1"));

    private final Linter linter = new Linter();

    @Test
    void passesWhatTheTlsProfileGives() {
        assertThat(findings(tls())).isEmpty();
    }

    @Test
    void passesAnRsaKeyToo() {
        assertThat(findings(tls(rsa(3072)))).isEmpty();
    }

    @Test
    void passesEveryAuthorityOfTheHierarchy() {
        assertThat(lintAuthority("national-root", rootTemplate(), Optional.empty()))
                .isEmpty();
        assertThat(lintAuthority("government", authorityTemplate("government", ROOT, rsa(4096)), Optional.of(ROOT)))
                .isEmpty();
        assertThat(lintAuthority(
                        "gov-tls", authorityTemplate("gov-tls", GOVERNMENT, ec("secp384r1")), Optional.of(GOVERNMENT)))
                .isEmpty();
    }

    @Test
    void passesAResponder() {
        assertThat(lintResponder(responder())).isEmpty();
    }

    /** Rules that no template can break, and why; {@link #findsWhatNoTemplateCanSay} breaks them by hand. */
    private static final Map<String, String> KEPT_BY_CONSTRUCTION = Map.of(
            "version-3", "a template encodes version 3 and nothing else",
            "algorithms-agree", "both fields are written from the template's one algorithm",
            "algorithm-permitted", "a template's algorithm is one that we know",
            "validity-whole", "no Validity ends before it begins",
            "extensions-once", "bytes that say an extension twice are not read at all");

    @Test
    void everyRuleIsBrokenHere() {
        Set<String> broken = new TreeSet<>(breaches().keySet());
        broken.addAll(KEPT_BY_CONSTRUCTION.keySet());
        assertThat(broken).containsExactlyInAnyOrderElementsOf(Linter.ruleIds());
    }

    @TestFactory
    Stream<DynamicTest> findsWhatIsWrong() {
        return breaches().entrySet().stream()
                .map(breach -> DynamicTest.dynamicTest(
                        breach.getKey(), () -> assertThat(breach.getValue().get())
                                .extracting(Finding::rule)
                                .contains(breach.getKey())));
    }

    /** Findings about something that breaks a rule, by the rule's id. */
    private Map<String, Supplier<List<Finding>>> breaches() {
        Map<String, Supplier<List<Finding>>> all = new LinkedHashMap<>();
        brokenTls().forEach((rule, mutation) -> all.put(rule, () -> findings(mutation.apply(tls()))));
        brokenKeys().forEach((rule, key) -> all.put(rule, () -> findings(with(tls(), key.get()))));
        all.putAll(brokenAuthorities());
        all.put("responder-no-check", () -> lintResponder(without(responder(), Extensions.OCSP_NO_CHECK)));
        all.put(
                "responder-key-usage",
                () -> lintResponder(replacing(
                        responder(),
                        Extensions.extendedKeyUsage(false, List.of(KeyPurpose.OCSP_SIGNING, KeyPurpose.SERVER_AUTH)))));
        return all;
    }

    private static Map<String, UnaryOperator<CertificateTemplate>> brokenTls() {
        Map<String, UnaryOperator<CertificateTemplate>> broken = new LinkedHashMap<>();
        broken.put("serial-number", t -> with(t, new SerialNumber(BigInteger.TWO.pow(100))));
        broken.put("algorithm-of-issuer-key", t -> with(t, SignatureAlgorithm.SHA256_RSA));
        broken.put("issuer-bytes", t -> issuedBy(t, t.subject()));
        broken.put(
                "validity-of-profile", t -> lasting(t, NOW, Duration.ofDays(90).plusSeconds(1)));
        broken.put("tls-validity", t -> lasting(t, NOW, Duration.ofDays(200).plusSeconds(1)));
        broken.put("not-before-window", t -> lasting(t, NOW.minusSeconds(3600), Duration.ofDays(80)));
        broken.put("issuer-outlived", t -> lasting(t, NOW, Duration.ofDays(4000)));
        broken.put("extensions-of-profile", t -> without(t, Extensions.CRL_DISTRIBUTION_POINTS));
        broken.put("authority-key-identifier", t -> replacing(t, Extensions.authorityKeyIdentifier(PLACEHOLDER)));
        broken.put("basic-constraints", t -> replacing(t, Extensions.authority(OptionalInt.empty())));
        broken.put("key-usage", t -> replacing(t, Extensions.keyUsage(List.of(KeyUsage.KEY_CERT_SIGN))));
        broken.put(
                "extended-key-usage",
                t -> replacing(
                        t,
                        Extensions.extendedKeyUsage(false, List.of(KeyPurpose.SERVER_AUTH, KeyPurpose.CLIENT_AUTH))));
        broken.put(
                "policy-identifiers",
                t -> replacing(t, Extensions.certificatePolicies(List.of("2.23.140.1.2.1"), Optional.empty())));
        broken.put(
                "addresses-http",
                t -> replacing(t, Extensions.crlDistributionPoint(URI.create("https://pki.example.gov.pk/crl/a.crl"))));
        broken.put("subject-key-identifier", t -> replacing(t, Extensions.subjectKeyIdentifier(PLACEHOLDER)));
        broken.put("tls-names-present", t -> without(t, Extensions.SUBJECT_ALTERNATIVE_NAME));
        broken.put("tls-names-once", t -> naming(t, "a.nitb.example.gov.pk", "a.nitb.example.gov.pk"));
        broken.put("tls-names-form", t -> replacing(t, rawDns("localhost")));
        broken.put("tls-names-dns-only", t -> replacing(t, rawIp()));
        broken.put(
                "tls-names-count",
                t -> naming(
                        t,
                        Stream.iterate(0, i -> i + 1)
                                .limit(101)
                                .map(i -> "h" + i + ".nitb.example.gov.pk")
                                .toArray(String[]::new)));
        broken.put("tls-common-name", t -> about(t, AttributeType.COMMON_NAME, "other.example.gov.pk"));
        broken.put("tls-subject", t -> about(t, AttributeType.ORGANIZATIONAL_UNIT, "IT"));
        broken.put("no-check-is-for-responders", t -> adding(t, Extensions.ocspNoCheck()));
        return broken;
    }

    private static Map<String, Supplier<SubjectPublicKey>> brokenKeys() {
        return Map.of(
                "key-permitted", () -> ec("secp521r1"),
                "spki-algorithm", PublicKeys::rsaWithoutParameters,
                "rsa-size", () -> rsa(1024),
                "rsa-exponent", () -> rsaKey(oddModulus(), BigInteger.ONE),
                "rsa-small-factor", () -> rsaKey(oddModulus().multiply(BigInteger.valueOf(751)), F4),
                "rsa-close-primes", () -> rsaKey(closePrimes(), F4));
    }

    private Map<String, Supplier<List<Finding>>> brokenAuthorities() {
        CertificateTemplate government = authorityTemplate("government", ROOT, rsa(4096));
        CertificateTemplate govTls = authorityTemplate("gov-tls", GOVERNMENT, ec("secp384r1"));
        return Map.of(
                "ca-subject",
                () -> lintAuthority(
                        "government", about(government, AttributeType.ORGANIZATIONAL_UNIT, "PKI"), Optional.of(ROOT)),
                "ca-signs-no-ocsp",
                () -> lintAuthority(
                        "gov-tls",
                        replacing(govTls, Extensions.extendedKeyUsage(false, List.of(KeyPurpose.OCSP_SIGNING))),
                        Optional.of(GOVERNMENT)),
                "ca-path-length",
                () -> lintAuthority(
                        "government",
                        replacing(government, Extensions.authority(OptionalInt.of(1))),
                        Optional.of(GOVERNMENT)),
                "ca-name-constraints",
                () -> lintAuthority(
                        "gov-tls", uncritical(govTls, Extensions.NAME_CONSTRAINTS), Optional.of(GOVERNMENT)),
                "issuer-may-issue",
                () -> lintAuthority(
                        "gov-tls", authorityTemplate("gov-tls", GOV_TLS, ec("secp384r1")), Optional.of(GOV_TLS)));
    }

    @TestFactory
    Stream<DynamicTest> findsWhatNoTemplateCanSay() {
        Map<String, Certificate> broken = Map.of(
                "version-3", written(tls(), fields -> fields.subList(1, fields.size() - 1)),
                "validity-whole",
                        written(tls(), fields -> {
                            ASN1Sequence times = ASN1Sequence.getInstance(fields.get(VALIDITY));
                            fields.set(VALIDITY, sequence(List.of(times.getObjectAt(1), times.getObjectAt(0))));
                            return fields;
                        }),
                "algorithms-agree", written(tls(), SignatureAlgorithm.SHA256_ECDSA.identifier()),
                "algorithm-permitted",
                        written(tls(), new AlgorithmIdentifier(PKCSObjectIdentifiers.sha1WithRSAEncryption)));
        return broken.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> assertThat(finding(entry.getKey(), entry.getValue()))
                                .isPresent()));
    }

    @Test
    void readsNoBytesThatSayAnExtensionTwice() {
        assertThatThrownBy(() -> findings(adding(tls(), Extensions.notAnAuthority())))
                .isInstanceOf(MalformedDer.class)
                .hasMessageContaining("repeated extension");
    }

    /** What this rule alone says of a TLS certificate; it says nothing of a good one. */
    private static Optional<Finding> finding(String rule, Certificate certificate) {
        Rule<Subject> only = CommonRules.ALL.stream()
                .filter(one -> one.id().equals(rule))
                .findFirst()
                .orElseThrow();
        Certificate good = written(tls(), fields -> fields);
        assertThat(only.findingIn(subject(good))).isEmpty();
        return only.findingIn(subject(certificate));
    }

    private static Subject subject(Certificate certificate) {
        return new Subject(certificate, profile("tls-server"), GOV_TLS, null, BUNDLE, NOW);
    }

    private List<Finding> findings(CertificateTemplate template) {
        return result(
                linter.lint(template, profile("tls-server"), Optional.of(GOV_TLS), Optional.empty(), BUNDLE, NOW));
    }

    private List<Finding> lintAuthority(String name, CertificateTemplate template, Optional<Certificate> issuer) {
        HierarchyPolicy.Authority authority = authority(name);
        return result(linter.lint(
                template, profile(authority.profile().value()), issuer, Optional.of(authority), BUNDLE, NOW));
    }

    private List<Finding> lintResponder(CertificateTemplate template) {
        return result(
                linter.lint(template, profile("ocsp-responder"), Optional.of(GOV_TLS), Optional.empty(), BUNDLE, NOW));
    }

    private static List<Finding> result(LintResult<LintedCertificate> result) {
        return result instanceof LintResult.Broken<LintedCertificate>(List<Finding> found) ? found : List.of();
    }

    private static CertificateTemplate tls() {
        return tls(ec("secp256r1"));
    }

    private static CertificateTemplate tls(SubjectPublicKey key) {
        Judgement<CertificateTemplate> judgement = TEMPLATES.subscriber(
                profile("tls-server"),
                new SubscriberRequest(key, List.of(new DnsName("www.nitb.example.gov.pk"))),
                Map.of(
                        AttributeType.COUNTRY, "PK",
                        AttributeType.LOCALITY, "Islamabad",
                        AttributeType.ORGANIZATION, "National Information Technology Board"),
                facts(GOV_TLS, SignatureAlgorithm.SHA384_ECDSA),
                moment());
        return ((Judgement.Permitted<CertificateTemplate>) judgement).value();
    }

    private static CertificateTemplate responder() {
        DistinguishedName subject = DistinguishedName.of(List.of(
                new DistinguishedName.Attribute(AttributeType.COUNTRY, "PK"),
                new DistinguishedName.Attribute(AttributeType.ORGANIZATION, "NTC"),
                new DistinguishedName.Attribute(AttributeType.COMMON_NAME, "OCSP")));
        return TEMPLATES.responder(
                profile("ocsp-responder"),
                subject,
                ec("secp256r1"),
                facts(GOV_TLS, SignatureAlgorithm.SHA384_ECDSA),
                moment());
    }

    private static Certificate root() {
        return Certificate.assemble(rootTemplate().tbs(), SignatureAlgorithm.SHA384_RSA, PLACEHOLDER);
    }

    private static CertificateTemplate rootTemplate() {
        return TEMPLATES.root(profile("root-ca"), authority("national-root"), rsa(4096), moment());
    }

    private static CertificateTemplate authorityTemplate(String name, Certificate issuer, SubjectPublicKey key) {
        SignatureAlgorithm algorithm = issuer.key() instanceof SubjectPublicKey.Rsa
                ? SignatureAlgorithm.SHA384_RSA
                : SignatureAlgorithm.SHA384_ECDSA;
        return TEMPLATES.authority(
                profile(authority(name).profile().value()), authority(name), key, facts(issuer, algorithm), moment());
    }

    private static Certificate below(String name, Certificate issuer, SubjectPublicKey key) {
        CertificateTemplate template = authorityTemplate(name, issuer, key);
        return Certificate.assemble(template.tbs(), template.signature(), PLACEHOLDER);
    }

    private static IssuerFacts facts(Certificate issuer, SignatureAlgorithm algorithm) {
        URI base = URI.create("http://pki.example.gov.pk/x");
        return new IssuerFacts(
                issuer.subject(),
                issuer.subjectKeyIdentifier().orElseThrow(),
                algorithm,
                issuer.notAfter(),
                base,
                base,
                base);
    }

    private static Templates.Moment moment() {
        return new Templates.Moment(NOW, SerialNumber.random(RANDOM));
    }

    private static CertificateProfile profile(String id) {
        return BUNDLE.profile(new ProfileId(id)).orElseThrow();
    }

    private static HierarchyPolicy.Authority authority(String name) {
        return BUNDLE.hierarchy().authority(new AuthorityName(name)).orElseThrow();
    }
}
