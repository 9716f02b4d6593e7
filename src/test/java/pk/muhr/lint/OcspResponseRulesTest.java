package pk.muhr.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import pk.muhr.lint.Specimens.Specimen;
import pk.muhr.policy.Finding;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;

/**
 * Every rule for OCSP answers is broken once and must say so. The answers stand as fixtures beside those of certificates;
 * {@code mvn test -Dtest=OcspResponseRulesTest -Dmuhr.fixtures=write} writes them anew.
 */
class OcspResponseRulesTest {

    private static final String LABEL = "OCSP RESPONSE DATA";
    private static final Path FIXTURES = Path.of("src/test/resources/lint");
    private static final Instant NOW = Specimens.NOW;
    private static final Certificate ISSUER = Specimens.issuer("gov-tls");
    private static final Certificate RESPONDER = responder();

    private final Linter linter = new Linter();

    @Test
    void everyRuleHasFixturesThatSayWhatIsMadeHere() {
        if ("write".equals(System.getProperty("muhr.fixtures"))) {
            Rules.OCSP_RESPONSE.forEach(rule -> {
                write(rule.id(), "passes-answer", answer().data());
                write(rule.id(), "fails-answer", breaches().get(rule.id()));
            });
        }
        Rules.OCSP_RESPONSE.forEach(rule -> {
            assertThat(read(rule.id(), "passes-answer")).isEqualTo(answer().data());
            assertThat(read(rule.id(), "fails-answer")).isEqualTo(breaches().get(rule.id()));
        });
    }

    @Test
    void noRuleObjectsToARightAnswer() {
        assertThat(findings(answer().data())).isEmpty();
        assertThat(findings(answer().revoked(NOW.minusSeconds(60))
                        .nonce(new byte[32])
                        .data()))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> theRuleFindsWhatIsWrong() {
        assertThat(breaches().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Rules.OCSP_RESPONSE.stream().map(rule -> rule.id()).toList());
        return breaches().entrySet().stream()
                .map(breach -> DynamicTest.dynamicTest(breach.getKey(), () -> assertThat(
                                breach.getKey().equals("ocsp-responder-of-issuer")
                                        ? linter.judgeOcspResponse(
                                                breach.getValue(), ISSUER, ISSUER, Specimens.BUNDLE, NOW)
                                        : findings(breach.getValue()))
                        .extracting(Finding::rule)
                        .contains(breach.getKey())));
    }

    private static Map<String, Der> breaches() {
        Map<String, Der> breaches = new LinkedHashMap<>();
        breaches.put("ocsp-answers-present", answer().ofNobody().data());
        breaches.put("ocsp-responder-id", answer().by(new byte[20]).data());
        breaches.put("ocsp-responder-of-issuer", answer().data());
        breaches.put("ocsp-produced-at", answer().produced("20261122100001Z").data());
        breaches.put("ocsp-next-update", answer().goodFor(Duration.ofHours(7)).data());
        breaches.put(
                "ocsp-responder-outlived",
                answer().until(RESPONDER.notAfter().plusSeconds(1)).data());
        breaches.put("ocsp-no-reason-extension", answer().withReasonExtension().data());
        breaches.put(
                "ocsp-revocation-time", answer().revoked(NOW.plusSeconds(1)).data());
        breaches.put(
                "ocsp-extended-revoke-declared", answer().revoked(Instant.EPOCH).data());
        breaches.put("ocsp-times-whole", answer().produced("20261122100000.5Z").data());
        breaches.put("ocsp-nonce", answer().nonce(new byte[129]).data());
        return breaches;
    }

    private List<Finding> findings(Der data) {
        return linter.judgeOcspResponse(data, RESPONDER, ISSUER, Specimens.BUNDLE, NOW);
    }

    private static Certificate responder() {
        Specimen specimen = Specimens.named("ocsp-responder");
        return Certificate.assemble(
                specimen.template().tbs(), specimen.template().signature(), Specimens.SIGNATURE);
    }

    private static Answer answer() {
        return new Answer();
    }

    private static void write(String rule, String name, Der data) {
        try {
            Path file = FIXTURES.resolve(rule).resolve(name + ".pem");
            Files.createDirectories(file.getParent());
            Files.writeString(file, new Pem(LABEL, data).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Der read(String rule, String name) {
        try {
            return Pem.parse(Files.readString(FIXTURES.resolve(rule).resolve(name + ".pem")))
                    .content();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer, right unless something is said to be otherwise. */
    private static final class Answer {

        private byte[] responder = sha1(RESPONDER.key().keyBits());
        private ASN1GeneralizedTime produced = time(NOW);
        private Instant nextUpdate = NOW.plus(Duration.ofHours(48));
        private CertStatus status = new CertStatus();
        private Extensions single;
        private Extensions whole;
        private boolean nobody;

        Answer ofNobody() {
            nobody = true;
            return this;
        }

        Answer by(byte[] hash) {
            responder = hash;
            return this;
        }

        Answer produced(String time) {
            produced = new DERGeneralizedTime(time);
            return this;
        }

        Answer goodFor(Duration length) {
            return until(NOW.plus(length));
        }

        Answer until(Instant end) {
            nextUpdate = end;
            return this;
        }

        Answer revoked(Instant at) {
            status = new CertStatus(new RevokedInfo(time(at), null));
            return this;
        }

        Answer withReasonExtension() {
            single = new Extensions(
                    new Extension(Extension.reasonCode, false, new DEROctetString(new byte[] {10, 1, 1})));
            return this;
        }

        Answer nonce(byte[] value) {
            whole = new Extensions(new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                    false,
                    new DEROctetString(Der.of(new DEROctetString(value)).bytes())));
            return this;
        }

        Der data() {
            CertID asked = new CertID(
                    new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
                    new DEROctetString(sha1(ISSUER.subject().der().bytes())),
                    new DEROctetString(sha1(ISSUER.key().keyBits())),
                    new org.bouncycastle.asn1.ASN1Integer(BigInteger.valueOf(4711)));
            SingleResponse said = new SingleResponse(asked, status, time(NOW), time(nextUpdate), single);
            return Der.of(new ResponseData(
                    new ResponderID(new DEROctetString(responder)),
                    produced,
                    new DERSequence(nobody ? new ASN1Encodable[0] : new ASN1Encodable[] {said}),
                    whole));
        }

        private static ASN1GeneralizedTime time(Instant instant) {
            return new DERGeneralizedTime(DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                    .withZone(ZoneOffset.UTC)
                    .format(instant));
        }

        private static byte[] sha1(byte[] bytes) {
            try {
                return MessageDigest.getInstance("SHA-1").digest(bytes);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
