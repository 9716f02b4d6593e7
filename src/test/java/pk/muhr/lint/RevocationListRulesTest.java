package pk.muhr.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.muhr.lint.RevocationListMutations.aki;
import static pk.muhr.lint.RevocationListMutations.critical;
import static pk.muhr.lint.RevocationListMutations.entry;
import static pk.muhr.lint.RevocationListMutations.longAki;
import static pk.muhr.lint.RevocationListMutations.number;
import static pk.muhr.lint.RevocationListMutations.partitioned;
import static pk.muhr.lint.RevocationListMutations.reason;
import static pk.muhr.lint.RevocationListMutations.time;
import static pk.muhr.lint.RevocationListMutations.with;
import static pk.muhr.lint.RevocationListMutations.withEntry;
import static pk.muhr.lint.RevocationListMutations.withExtensions;
import static pk.muhr.lint.RevocationListMutations.without;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.policy.Finding;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.Der;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyUsage;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationListTemplate;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;
import pk.muhr.x509.Validity;

/** Every rule for CRLs is broken once and must say so; what authorities make must pass. */
class RevocationListRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final PolicyBundle BUNDLE = PolicyBundle.read(Path.of("policies"));
    private static final Der PLACEHOLDER = Der.of(new byte[] {1});
    private static final Certificate SUBSCRIBERS = issuer(OptionalInt.of(0), KeyUsage.CRL_SIGN);
    private static final Certificate AUTHORITIES = issuer(OptionalInt.empty(), KeyUsage.CRL_SIGN);

    // where the fields of a TBSCertList with entries stand
    private static final int VERSION = 0;
    private static final int ALGORITHM = 1;
    private static final int THIS_UPDATE = 3;
    private static final int NEXT_UPDATE = 4;
    private static final int ENTRIES = 5;
    private static final int EXTENSIONS = 6;

    private final Linter linter = new Linter();

    @Test
    void passesAListWithAndWithoutEntries() {
        assertThat(linter.lintRevocationList(template(SUBSCRIBERS, Duration.ofDays(4)), SUBSCRIBERS, BUNDLE, NOW))
                .isInstanceOf(LintResult.Clean.class);
        assertThat(rules(tbs())).isEmpty();
        assertThat(rules(without(tbs(), ENTRIES))).isEmpty();
    }

    @Test
    void givesOnlyWhatItPassedOnToBeSigned() {
        RevocationListTemplate template = template(SUBSCRIBERS, Duration.ofDays(4));
        LintResult<LintedRevocationList> result = linter.lintRevocationList(template, SUBSCRIBERS, BUNDLE, NOW);
        assertThat(((LintResult.Clean<LintedRevocationList>) result).linted().tbs())
                .isEqualTo(template.tbs());
        assertThat(linter.lintRevocationList(template, AUTHORITIES, BUNDLE, NOW))
                .isInstanceOf(LintResult.Broken.class);
    }

    @Test
    void letsAnAuthorityOfAuthoritiesAnnounceALongerTime() {
        assertThat(rules(template(AUTHORITIES, Duration.ofDays(180)).tbs(), AUTHORITIES))
                .isEmpty();
        assertThat(rules(template(AUTHORITIES, Duration.ofDays(367)).tbs(), AUTHORITIES))
                .containsExactly("crl-next-update");
    }

    @Test
    void letsOnlyAnAuthorityOfAuthoritiesSpeakOfThem() {
        UnaryOperator<Der> compromised = tbs -> withEntry(tbs, entry(BigInteger.TEN, NOW, reason(2, false)));
        assertThat(rules(
                        compromised.apply(
                                template(AUTHORITIES, Duration.ofDays(4)).tbs()),
                        AUTHORITIES))
                .isEmpty();
        assertThat(rules(compromised.apply(tbs()))).containsExactly("crl-entry-extensions");
    }

    @TestFactory
    Stream<DynamicTest> findsWhatIsWrong() {
        Map<String, UnaryOperator<Der>> broken = new LinkedHashMap<>();
        broken.put("crl-version-2", tbs -> without(without(tbs, VERSION), EXTENSIONS - 1));
        broken.put(
                "crl-algorithm of another key",
                tbs -> with(tbs, ALGORITHM, SignatureAlgorithm.SHA384_RSA.identifier()));
        broken.put(
                "crl-algorithm that differs outside",
                tbs -> with(tbs, ALGORITHM, SignatureAlgorithm.SHA256_ECDSA.identifier()));
        broken.put("crl-this-update", tbs -> with(tbs, THIS_UPDATE, time(NOW.plusSeconds(601))));
        broken.put("crl-next-update missing", tbs -> without(tbs, NEXT_UPDATE));
        broken.put("crl-next-update before", tbs -> with(tbs, NEXT_UPDATE, time(NOW)));
        broken.put(
                "crl-next-update late",
                tbs -> with(tbs, NEXT_UPDATE, time(NOW.plus(Duration.ofDays(10)).plusSeconds(1))));
        broken.put("crl-extensions missing", tbs -> withExtensions(tbs, number(BigInteger.ONE)));
        broken.put(
                "crl-extensions critical",
                tbs -> withExtensions(tbs, aki(SUBSCRIBERS), critical(number(BigInteger.ONE))));
        broken.put(
                "crl-extensions unknown",
                tbs -> withExtensions(tbs, aki(SUBSCRIBERS), number(BigInteger.ONE), partitioned()));
        broken.put(
                "crl-authority-key-identifier of another",
                tbs -> withExtensions(tbs, aki(AUTHORITIES), number(BigInteger.ONE)));
        broken.put(
                "crl-authority-key-identifier with more",
                tbs -> withExtensions(tbs, longAki(SUBSCRIBERS), number(BigInteger.ONE)));
        broken.put("crl-number zero", tbs -> withExtensions(tbs, aki(SUBSCRIBERS), number(BigInteger.ZERO)));
        broken.put("crl-number long", tbs -> withExtensions(tbs, aki(SUBSCRIBERS), number(BigInteger.TWO.pow(159))));
        broken.put("crl-entries-present", tbs -> with(tbs, ENTRIES, new DERSequence()));
        broken.put(
                "crl-entries-once twice",
                tbs -> with(tbs, ENTRIES, new DERSequence(new ASN1Encodable[] {
                    entry(BigInteger.TEN, NOW), entry(BigInteger.TWO, NOW), entry(BigInteger.TEN, NOW.minusSeconds(5))
                })));
        broken.put("crl-entries-once negative", tbs -> withEntry(tbs, entry(BigInteger.TEN.negate(), NOW)));
        broken.put("crl-entries-once long", tbs -> withEntry(tbs, entry(BigInteger.TWO.pow(160), NOW)));
        broken.put("crl-entry-dates", tbs -> withEntry(tbs, entry(BigInteger.TEN, NOW.plusSeconds(1))));
        for (int code : new int[] {0, 6, 8, 10}) {
            broken.put(
                    "crl-entry-extensions reason " + code,
                    tbs -> withEntry(tbs, entry(BigInteger.TEN, NOW, reason(code, false))));
        }
        broken.put("crl-entry-extensions critical", tbs -> withEntry(tbs, entry(BigInteger.TEN, NOW, reason(1, true))));
        broken.put(
                "crl-entry-extensions unknown",
                tbs -> withEntry(tbs, entry(BigInteger.TEN, NOW, number(BigInteger.ONE))));
        return broken.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(), () -> assertThat(rules(each.getValue().apply(tbs())))
                                .contains(each.getKey().split(" ")[0])));
    }

    @Test
    void findsAnIssuerThatIsNotTheAuthority() {
        Der other = template(issuer("Another CA", OptionalInt.of(0), KeyUsage.CRL_SIGN), Duration.ofDays(4))
                .tbs();
        assertThat(rules(other)).contains("crl-issuer-bytes", "crl-authority-key-identifier");
    }

    @Test
    void findsAnAuthorityThatMayNotSignLists() {
        Certificate mute = issuer(OptionalInt.of(0), KeyUsage.KEY_CERT_SIGN);
        assertThat(rules(template(mute, Duration.ofDays(4)).tbs(), mute)).containsExactly("crl-issuer-may-sign");
    }

    private static List<String> rules(Der tbs) {
        return rules(tbs, SUBSCRIBERS);
    }

    private static List<String> rules(Der tbs, Certificate issuer) {
        RevocationList list = RevocationList.assemble(tbs, SignatureAlgorithm.SHA384_ECDSA, PLACEHOLDER);
        return Rules.findings(new RevocationListSubject(list, issuer, BUNDLE.floors(), NOW)).stream()
                .map(Finding::rule)
                .toList();
    }

    // --- lists ---

    private static Der tbs() {
        return template(SUBSCRIBERS, Duration.ofDays(4)).tbs();
    }

    private static RevocationListTemplate template(Certificate issuer, Duration validFor) {
        return new RevocationListTemplate(
                SignatureAlgorithm.SHA384_ECDSA,
                issuer.subject(),
                issuer.subjectKeyIdentifier().orElseThrow(),
                BigInteger.ONE,
                NOW,
                NOW.plus(validFor),
                List.of(new RevocationEntry(
                        SerialNumber.ofHex("0a"),
                        NOW,
                        RevocationReason.KEY_COMPROMISE,
                        Optional.of(NOW.minusSeconds(9)))));
    }

    // --- authorities ---

    private static Certificate issuer(OptionalInt pathLength, KeyUsage usage) {
        return issuer("Test CA", pathLength, usage);
    }

    private static Certificate issuer(String name, OptionalInt pathLength, KeyUsage usage) {
        SubjectPublicKey key = key();
        DistinguishedName subject = DistinguishedName.of(List.of(
                new DistinguishedName.Attribute(AttributeType.COUNTRY, "PK"),
                new DistinguishedName.Attribute(AttributeType.COMMON_NAME, name)));
        CertificateTemplate template = new CertificateTemplate(
                SerialNumber.random(new SecureRandom()),
                SignatureAlgorithm.SHA384_ECDSA,
                subject,
                Validity.of(NOW, Duration.ofDays(1000)),
                subject,
                key,
                List.of(
                        Extensions.authority(pathLength),
                        Extensions.keyUsage(List.of(usage)),
                        Extensions.subjectKeyIdentifier(key.keyIdentifier())));
        return Certificate.assemble(template.tbs(), template.signature(), PLACEHOLDER);
    }

    private static SubjectPublicKey key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp384r1"));
            return SubjectPublicKey.of(generator.generateKeyPair().getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
