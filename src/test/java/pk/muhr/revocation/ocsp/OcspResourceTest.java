package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.TestInstallation;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.SerialNumber;

/** OCSP over plain HTTP, read with somebody else's eyes. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class OcspResourceTest {

    private static final int MALFORMED = 1;
    private static final int UNAUTHORIZED = 6;

    @Inject
    Hierarchy hierarchy;

    @Test
    void saysGoodOfWhatWasIssuedAndRevokedAsSoonAsItIs() throws Exception {
        Certificate certificate = TestCertificates.issued("nitb");
        assertThat(status(certificate)).isEqualTo(CertificateStatus.GOOD);
        String at =
                TestCertificates.revoke("nitb", certificate, "keyCompromise").path("revokedAt");
        RevokedStatus revoked = (RevokedStatus) status(certificate);
        assertThat(revoked.getRevocationReason()).isEqualTo(1);
        assertThat(revoked.getRevocationTime().toInstant()).isEqualTo(Instant.parse(at));
    }

    @Test
    void repeatsAnAnswerByteForByteWithTheSameHeaders() throws Exception {
        Certificate certificate = TestCertificates.issued("nitb");
        Der request = about(tls().certificate(), certificate.serial().value());
        Answer first = post(request);
        Answer again = post(request);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(unvarying(again)).isEqualTo(unvarying(first));

        String path = Base64.getUrlEncoder().encodeToString(request.bytes()).replace("-", "%2B");
        Answer got = get(path.replace("_", "/"));
        Answer gotAgain = sent(HttpRequest.newBuilder(uri("/" + path.replace("_", "/")))
                .header("If-None-Match", "\"another\"")); // conditional requests pass the short way by
        assertThat(got.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(gotAgain.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(unvarying(gotAgain)).isEqualTo(unvarying(got));
        Answer known = sent(
                HttpRequest.newBuilder(uri("/" + path.replace("_", "/"))).header("If-None-Match", got.header("ETag")));
        assertThat(known.statusCode()).isEqualTo(304);
    }

    /** What two answers in different seconds must have in common. */
    private static Map<String, List<String>> unvarying(Answer answer) {
        Map<String, List<String>> headers =
                new java.util.TreeMap<>(answer.headers().map());
        headers.replaceAll((_, values) -> values.stream()
                .map(value -> value.replaceAll("max-age=[0-9]+", "max-age"))
                .toList());
        headers.remove("date");
        return headers;
    }

    @Test
    void noticesWithinFiveSecondsWhatAnotherReplicaRevoked() throws Exception {
        Certificate certificate = TestCertificates.issued("nitb");
        assertThat(status(certificate)).isEqualTo(CertificateStatus.GOOD);
        TestCertificates.revokedElsewhere("gov-tls-g1", tls().certificate(), certificate.serial());
        Instant latest = Instant.now().plusSeconds(5);
        for (Instant asked = Instant.now(); status(certificate) == CertificateStatus.GOOD; asked = Instant.now()) {
            assertThat(asked).isBefore(latest);
            Thread.sleep(100);
        }
        assertThat(status(certificate)).isInstanceOf(RevokedStatus.class);
    }

    @Test
    void leavesAnUnspecifiedReasonOut() throws Exception {
        Certificate certificate = TestCertificates.issued("nitb");
        TestCertificates.revoke("nitb", certificate, "unspecified");
        assertThat(((RevokedStatus) status(certificate)).hasRevocationReason()).isFalse();
    }

    @Test
    void knowsItsIssuersByEveryDigest() throws Exception {
        Certificate certificate = TestCertificates.issued("nitb");
        Map<String, String> digests = Map.of(
                Questions.SHA1, "SHA-1",
                Questions.SHA256, "SHA-256",
                Questions.SHA384, "SHA-384",
                Questions.SHA512, "SHA-512");
        for (Map.Entry<String, String> digest : digests.entrySet()) {
            Der request = Questions.request()
                    .about(
                            digest.getKey(),
                            digest.getValue(),
                            tls().certificate(),
                            certificate.serial().value())
                    .der();
            SingleResp single = basic(post(request)).getResponses()[0];
            assertThat(single.getCertStatus()).isEqualTo(CertificateStatus.GOOD);
            assertThat(single.getCertID().getHashAlgOID().getId()).isEqualTo(digest.getKey());
        }
        Der unknown = Questions.request()
                .about(
                        Questions.MD5,
                        "MD5",
                        tls().certificate(),
                        certificate.serial().value())
                .der();
        assertError(post(unknown), UNAUTHORIZED);
    }

    @Test
    void saysUnknownOfWhatWasNeverIssued() throws Exception {
        for (BigInteger serial : List.of(
                BigInteger.ONE,
                BigInteger.ZERO,
                BigInteger.TEN.negate(),
                BigInteger.TWO.pow(1599),
                new BigInteger(159, new SecureRandom()))) {
            assertThat(status(tls().certificate(), serial)).isInstanceOf(UnknownStatus.class);
        }
    }

    @Test
    void neverSaysGoodOfAnIntentOrAnOrphan() throws Exception {
        SerialNumber serial = SerialNumber.random(new SecureRandom());
        UUID intent = TestCertificates.pending("gov-tls-g1", tls().certificate(), serial);
        assertThat(status(tls().certificate(), serial.value())).isInstanceOf(UnknownStatus.class);
        TestCertificates.orphaned(intent);
        assertThat(status(tls().certificate(), serial.value())).isInstanceOf(RevokedStatus.class);
    }

    @Test
    void answersForAuthoritiesAndRespondersToo() throws Exception {
        for (CertificateAuthority authority : hierarchy.authorities()) {
            Certificate issuer = authority.issuer().orElse(authority.certificate());
            assertThat(status(issuer, authority.certificate().serial().value())).isEqualTo(CertificateStatus.GOOD);
        }
        X509CertificateHolder responder =
                basic(post(about(tls().certificate(), BigInteger.ONE))).getCerts()[0];
        assertThat(status(tls().certificate(), responder.getSerialNumber())).isEqualTo(CertificateStatus.GOOD);
    }

    @Test
    void signsWithADelegatedResponderOfTheSameAuthority() throws Exception {
        for (CertificateAuthority authority : hierarchy.authorities()) {
            BasicOCSPResp answer = basic(post(about(authority.certificate(), BigInteger.ONE)));
            Certificate responder = Certificate.of(Der.of(answer.getCerts()[0].getEncoded()));
            assertThat(responder.verifiesWith(authority.certificate().key())).isTrue();
            assertThat(responder.keyPurposes()).containsExactly(KeyPurpose.OCSP_SIGNING.oid());
            assertThat(responder.key().label()).isEqualTo("P-256");
            assertThat(Duration.between(responder.notBefore(), responder.notAfter()))
                    .isLessThanOrEqualTo(Duration.ofDays(30));
            SingleResp single = answer.getResponses()[0];
            Instant thisUpdate = single.getThisUpdate().toInstant();
            assertThat(thisUpdate)
                    .isBeforeOrEqualTo(Instant.now())
                    .isEqualTo(answer.getProducedAt().toInstant());
            assertThat(single.getNextUpdate().toInstant())
                    .isEqualTo(thisUpdate.plus(authority.definition().ocsp().validFor()))
                    .isBeforeOrEqualTo(responder.notAfter());
        }
    }

    @Test
    void answersForNobodyElsesAuthority() {
        assertError(post(Questions.request().about(BigInteger.ONE).der()), UNAUTHORIZED);
        Der nameOnly = Questions.request()
                .about(
                        Questions.SHA1,
                        IssuerIndex.hash(Questions.SHA1, "SHA-1", tls().certificate())
                                .name()
                                .bytes(),
                        new byte[20],
                        BigInteger.ONE)
                .der();
        assertError(post(nameOnly), UNAUTHORIZED);
    }

    @Test
    void answersForOneAuthorityAtATime() {
        Certificate government = hierarchy.named("government").orElseThrow().certificate();
        assertError(
                post(Questions.request()
                        .about(tls().certificate(), BigInteger.ONE)
                        .about(government, BigInteger.ONE)
                        .der()),
                UNAUTHORIZED);
        assertError(
                post(Questions.request()
                        .about(tls().certificate(), BigInteger.ONE)
                        .about(BigInteger.ONE)
                        .der()),
                UNAUTHORIZED);
    }

    @Test
    void answersForManyCertificatesInTheirOrder() throws Exception {
        Certificate good = TestCertificates.issued("nitb");
        Certificate revoked = TestCertificates.issued("ntc");
        TestCertificates.revoke("ntc", revoked, "cessationOfOperation");
        Questions request = Questions.request();
        List<BigInteger> serials = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            serials.addAll(List.of(good.serial().value(), revoked.serial().value(), BigInteger.valueOf(-i)));
        }
        serials.add(good.serial().value());
        serials.forEach(serial -> request.about(tls().certificate(), serial));
        SingleResp[] answers = basic(post(request.der())).getResponses();
        assertThat(answers)
                .extracting(single -> single.getCertID().getSerialNumber())
                .isEqualTo(serials);
        assertThat(answers[0].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        assertThat(answers[1].getCertStatus()).isInstanceOf(RevokedStatus.class);
        assertThat(answers[2].getCertStatus()).isInstanceOf(UnknownStatus.class);
        assertThat(answers[99].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 128})
    void repeatsANonce(int octets) throws Exception {
        Der request = Questions.request()
                .about(tls().certificate(), BigInteger.ONE)
                .nonce(octets)
                .der();
        Answer answer = post(request);
        assertThat(basic(answer)
                        .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                        .getExtnValue()
                        .getOctets())
                .isEqualTo(OcspQuestion.of(request).nonce().orElseThrow().bytes());
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void answersWithNoncesOutOfMemoryUntilTheStatusChanges() throws Exception {
        CertificateAuthority authority = hierarchy.named("gov-authentication").orElseThrow();
        BigInteger serial = basic(post(about(authority.certificate(), BigInteger.ONE)))
                .getCerts()[0]
                .getSerialNumber();
        for (int octets = 1; octets <= 128; octets++) {
            Der request = Questions.request()
                    .about(authority.certificate(), serial)
                    .nonce(octets)
                    .der();
            BasicOCSPResp answer = basic(post(request));
            assertThat(answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                            .getExtnValue()
                            .getOctets())
                    .isEqualTo(OcspQuestion.of(request).nonce().orElseThrow().bytes());
            SingleResp single = answer.getResponses()[0];
            assertThat(single.getCertStatus()).isEqualTo(CertificateStatus.GOOD);
            assertThat(single.getThisUpdate())
                    .isBeforeOrEqualTo(answer.getProducedAt())
                    .isAfter(Date.from(answer.getProducedAt().toInstant().minusSeconds(6)));
        }
        Der fresh = Questions.request()
                .about(authority.certificate(), serial)
                .nonce(32)
                .der();
        TestCertificates.revokedElsewhere(authority.id().toString(), authority.certificate(), new SerialNumber(serial));
        Instant latest = Instant.now().plusSeconds(5);
        Answer answer = post(fresh);
        while (isGoodOrLater(answer)) {
            assertThat(Instant.now()).isBefore(latest);
            Thread.sleep(50);
            answer = post(fresh);
        }
        assertThat(basic(answer).getResponses()[0].getCertStatus()).isInstanceOf(RevokedStatus.class);
    }

    /** The certificate is its responder's own, so there may be none for a moment, before or after the first answer. */
    private static boolean isGoodOrLater(Answer answer) throws Exception {
        OCSPResp response = new OCSPResp(answer.asByteArray());
        return response.getStatus() != OCSPResp.SUCCESSFUL
                || ((BasicOCSPResp) response.getResponseObject()).getResponses()[0].getCertStatus()
                        == CertificateStatus.GOOD;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 129, 4000})
    void refusesANonceOfAnotherLength(int octets) {
        assertError(
                post(Questions.request()
                        .about(tls().certificate(), BigInteger.ONE)
                        .nonce(octets)
                        .der()),
                MALFORMED);
    }

    @Test
    void answersARequestInTheAddressForCaches() throws Exception {
        Certificate certificate = TestCertificates.issued("nitb");
        String base64 = Base64.getEncoder()
                .encodeToString(
                        about(tls().certificate(), certificate.serial().value()).bytes());
        String escaped = base64.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
        for (String spelling : List.of(base64, escaped, base64.replaceAll("=+$", ""))) {
            Answer answer = get(spelling);
            assertThat(basic(answer).getResponses()[0].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
            assertThat(answer.header("Cache-Control"))
                    .contains("public", "no-transform", "must-revalidate")
                    .containsPattern("max-age=431[5-9][0-9]|max-age=43200");
            assertThat(answer.header("ETag")).isNotBlank();
            assertThat(answer.header("Expires")).isNotBlank();
            assertThat(answer.header("Last-Modified")).isNotBlank();
        }
    }

    @Test
    void letsNobodyKeepWhatMayChangeAtAnyMoment() {
        String unknown = Base64.getEncoder()
                .encodeToString(about(tls().certificate(), BigInteger.ONE).bytes());
        assertThat(get(unknown).header("Cache-Control")).contains("no-store");
        assertThat(get("AAAA").header("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "%25", "a%0Ab", "%7B%7D", "AAAA//BBBB", "MDAwLg%3D%3D"})
    void answersGarbageInTheAddressAsOcsp(String path) {
        assertError(get(path), MALFORMED);
    }

    @Test
    void answersGarbageAsOcsp() {
        byte[] whole = Questions.request()
                .about(tls().certificate(), BigInteger.ONE)
                .der()
                .bytes();
        for (int length = 0; length < whole.length; length++) {
            assertError(post(Der.of(java.util.Arrays.copyOf(whole, length))), MALFORMED);
        }
        assertError(post(Der.of("{\"reason\": \"superseded\"}".getBytes())), MALFORMED);
        assertError(post(Der.of(new byte[65_537])), MALFORMED);
        assertError(post(Der.of(new byte[2_000_000])), MALFORMED);
    }

    @Test
    void readsNothingOfARequestButItsBody() throws Exception {
        Der request = about(tls().certificate(), BigInteger.ONE);
        assertThat(List.of(
                        post(request, "Content-Type", "application/json"),
                        post(request, "Accept", "application/json"),
                        post(request, "Authorization", "Bearer rubbish")))
                .allSatisfy(answer -> assertThat(basic(answer).getResponses()).hasSize(1));
    }

    private CertificateAuthority tls() {
        return hierarchy.named("gov-tls").orElseThrow();
    }

    private CertificateStatus status(Certificate certificate) throws Exception {
        return status(tls().certificate(), certificate.serial().value());
    }

    private static CertificateStatus status(Certificate issuer, BigInteger serial) throws Exception {
        return basic(post(about(issuer, serial))).getResponses()[0].getCertStatus();
    }

    private static Der about(Certificate issuer, BigInteger serial) {
        return Questions.request().about(issuer, serial).der();
    }

    private static Answer post(Der request) {
        return post(request, "Content-Type", "application/ocsp-request");
    }

    private static Answer post(Der request, String... headers) {
        return sent(HttpRequest.newBuilder(uri(""))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.bytes())));
    }

    /** Exactly this address, as no friendlier client would send it. */
    private static Answer get(String path) {
        return sent(HttpRequest.newBuilder(uri("/" + path)));
    }

    private static URI uri(String rest) {
        return URI.create("http://localhost:" + RestAssured.port + "/ocsp" + rest);
    }

    private static Answer sent(HttpRequest.Builder request) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What came over HTTP. */
    private record Answer(int statusCode, HttpHeaders headers, byte[] asByteArray) {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String contentType() {
            return header("Content-Type");
        }
    }

    /** A successful answer whose signature is right, by Bouncy Castle's reader. */
    private static BasicOCSPResp basic(Answer answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/ocsp-response");
        OCSPResp response = new OCSPResp(answer.asByteArray());
        assertThat(response.getStatus()).isEqualTo(OCSPResp.SUCCESSFUL);
        BasicOCSPResp basic = (BasicOCSPResp) response.getResponseObject();
        assertThat(basic.getCerts()).hasSize(1);
        assertThat(basic.isSignatureValid(new JcaContentVerifierProviderBuilder().build(basic.getCerts()[0])))
                .isTrue();
        assertThat(basic.getCerts()[0].isValidOn(Date.from(Instant.now()))).isTrue();
        return basic;
    }

    private static void assertError(Answer answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/ocsp-response");
        assertThat(answer.asByteArray()).isEqualTo(new byte[] {0x30, 3, 0x0a, 1, (byte) status});
    }
}
