package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Role;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;

/** Requests over HTTP, as a subscriber's program sends them. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class EnrolmentResourceTest {

    private static final String NAME = "www.nitb.example.gov.pk";

    @Inject
    AuditRecords audit;

    @Test
    void issuesACertificateForAProvedName() {
        Response answer = submit(document(Csrs.p256().dns(NAME).pem()));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.path("state").toString()).isEqualTo("issued");
        Certificate certificate =
                Certificate.of(Pem.parse(answer.path("certificate.pem")).content());
        assertThat(certificate.dnsNames()).containsExactly(NAME);
        assertThat(certificate.fingerprint().hex()).isEqualTo(answer.path("certificate.id"));
        assertThat(answer.path("certificate.chain").toString().split("BEGIN CERTIFICATE"))
                .hasSize(4);
        assertThat(audit.newest(10)).extracting(r -> r.event().event()).contains("INTENT_OPENED", "CERTIFICATE_ISSUED");
        assertThat(Api.subscriber("nitb")
                        .get("/api/v1/requests/" + answer.path("id"))
                        .path("certificate.id")
                        .toString())
                .isEqualTo(answer.path("certificate.id"));
        assertThat(Api.subscriber("nitb")
                        .accept("application/pkix-cert")
                        .get("/api/v1/certificates/" + answer.path("certificate.id"))
                        .asByteArray())
                .isEqualTo(certificate.der().bytes());
    }

    @Test
    void takesNamesFromTheRequestBeforeThoseOfTheCsr() {
        Map<String, Object> document = Map.of(
                "profile", "tls-server",
                "csr", Csrs.p256().pem(),
                "names", Map.of("subjectAltName", Map.of("dns", List.of("a." + NAME, "*.nitb.example.gov.pk"))));
        Certificate certificate = Certificate.of(
                Pem.parse(submit(document).path("certificate.pem")).content());
        assertThat(certificate.dnsNames()).containsExactly("a." + NAME, "*.nitb.example.gov.pk");
    }

    @Test
    void showsABodyItsOwnOnly() {
        Response answer = submit(document(Csrs.p256().dns(NAME).pem()));
        Api.subscriber("ntc")
                .get("/api/v1/requests/" + answer.path("id"))
                .then()
                .statusCode(404);
        Api.subscriber("ntc")
                .get("/api/v1/certificates/" + answer.path("certificate.id"))
                .then()
                .statusCode(404);
        assertThat(Api.subscriber("ntc").get("/api/v1/certificates").asString())
                .doesNotContain(answer.path("certificate.id").toString());
    }

    @Test
    void answersARepeatedIdempotencyKeyWithTheSameCertificate() {
        Map<String, Object> document = document(Csrs.p256().dns(NAME).pem());
        String key = UUID.randomUUID().toString();
        Response first = submit(document, key);
        Response second = submit(document, key);
        assertThat(second.path("certificate.id").toString()).isEqualTo(first.path("certificate.id"));
        Response other = submit(document(Csrs.p256().dns(NAME).pem()), key);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.path("rule").toString()).isEqualTo("idempotency-key-taken");
    }

    @Test
    void makesOneCertificateOfManyRequestsWithOneKey() throws Exception {
        Map<String, Object> document = document(Csrs.p256().dns(NAME).pem());
        String key = UUID.randomUUID().toString();
        Callable<Response> call = () -> submit(document, key);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Response>> answers =
                    threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> call).toList());
            for (Future<Response> answer : answers) {
                assertThat(answer.get().statusCode()).isIn(201, 202, 503);
            }
            assertThat(answers.stream()
                            .map(EnrolmentResourceTest::issued)
                            .filter(id -> id != null)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void refusesAKeyThatAnotherBodyUses() {
        String csr = Csrs.p256().pem();
        assertThat(submit(document(csr, "a." + NAME)).statusCode()).isEqualTo(201);
        Response foreign = Api.subscriber("ntc")
                .contentType(ContentType.JSON)
                .body(document(csr, "a.ntc.example.gov.pk"))
                .post("/api/v1/requests");
        assertThat(foreign.statusCode()).isEqualTo(409);
        assertThat(foreign.path("rule").toString()).isEqualTo("key-in-use");
        assertThat(Api.policyLine(foreign)).startsWith("keys: ");
    }

    @Test
    void neverCertifiesAKeyAgainThatWasReportedCompromised() {
        String csr = Csrs.p256().dns(NAME).pem();
        Response first = submit(document(csr));
        assertThat(submit(document(csr)).statusCode()).isEqualTo(201);
        Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "keyCompromise"))
                .post("/api/v1/certificates/" + first.path("certificate.id") + "/revocation")
                .then()
                .statusCode(200);
        Response again = submit(document(csr));
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.path("rule").toString()).isEqualTo("key-compromised");
        assertThat(Api.policyLine(again)).startsWith("keys: ");
    }

    @Test
    void pointsAtTheKeyThatGovernsARuleOfTheLinter() {
        Response foreign = submit(document(Csrs.p256().dns("www.example.com").pem()));
        assertThat(foreign.path("rule").toString()).isEqualTo("government-namespace");
        assertThat(Api.policyLine(foreign)).startsWith("subjectAltName: ");
        assertThat(foreign.<String>path("value")).contains("at or below gov.pk", "www.example.com");
        assertThat(foreign.<String>path("fix")).startsWith("ask for what this rule permits, such as other names");
    }

    /** Each is refused with a problem that names rule and fix; nothing is issued; a record says so; nothing leaks. */
    @TestFactory
    Stream<DynamicTest> refusesBadRequests() throws IOException {
        String good = Csrs.p256().dns(NAME).pem();
        return Stream.of(
                bad("an empty CSR", "request-malformed", document("")),
                bad("a truncated CSR", "request-malformed", document(good.substring(0, good.length() / 2))),
                bad("an over-long CSR", "request-malformed", document(good + " ".repeat(70_000))),
                bad("two PEM blocks", "request-malformed", document(good + good)),
                bad(
                        "a point off the curve",
                        "request-malformed",
                        document(Csrs.offCurve().dns(NAME).pem())),
                bad(
                        "a bad signature",
                        "possession-not-proved",
                        document(Csrs.p256().dns(NAME).signedByAnother().pem())),
                bad(
                        "SHA-1",
                        "possession-not-proved",
                        document(Csrs.rsa(3072)
                                .signedWith("SHA1withRSA")
                                .dns(NAME)
                                .pem())),
                bad(
                        "RSA-1024",
                        "key-not-permitted",
                        document(Csrs.rsa(1024).dns(NAME).pem())),
                bad(
                        "the RSA exponent 1",
                        "rsa-exponent",
                        document(Csrs.rsaExponentOne().dns(NAME).pem())),
                bad(
                        "CA:TRUE",
                        "authority-not-permitted",
                        document(Csrs.p256().dns(NAME).asAuthority().pem())),
                bad(
                        "the usage of an authority",
                        "key-usage-not-permitted",
                        document(Csrs.p256()
                                .dns(NAME)
                                .extension(Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign))
                                .pem())),
                bad(
                        "another purpose",
                        "key-purpose-not-permitted",
                        document(Csrs.p256()
                                .dns(NAME)
                                .extension(
                                        Extension.extendedKeyUsage,
                                        new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
                                .pem())),
                bad(
                        "name constraints",
                        "extension-not-permitted",
                        document(Csrs.p256()
                                .dns(NAME)
                                .extension(Extension.nameConstraints, new org.bouncycastle.asn1.DERSequence())
                                .pem())),
                bad(
                        "an e-mail name",
                        "name-kind-not-permitted",
                        document(Csrs.p256()
                                .name(GeneralName.rfc822Name, "a@nitb.example.gov.pk")
                                .pem())),
                bad(
                        "an IP address",
                        "name-kind-not-permitted",
                        document(Csrs.p256()
                                .name(GeneralName.iPAddress, "10.0.0.1")
                                .pem())),
                bad(
                        "an IP address as DNS name",
                        "dns-name",
                        document(Csrs.p256().dns("10.0.0.1").pem())),
                bad(
                        "an internal name",
                        "dns-name",
                        document(Csrs.p256().dns("intranet.local").pem())),
                bad(
                        "a bare host",
                        "dns-name",
                        document(Csrs.p256().dns("localhost").pem())),
                bad(
                        "a wildcard in the middle",
                        "dns-name",
                        document(Csrs.p256().dns("www.*.nitb.example.gov.pk").pem())),
                bad(
                        "a wildcard within a label",
                        "dns-name",
                        document(Csrs.p256().dns("w*.nitb.example.gov.pk").pem())),
                bad(
                        "a NUL in a name",
                        "dns-name",
                        document(Csrs.p256()
                                .dns("www.nitb.example.gov.pk\0.evil.com")
                                .pem())),
                bad(
                        "a fake A-label",
                        "dns-name",
                        document(Csrs.p256().dns("xn--a.nitb.example.gov.pk").pem())),
                bad(
                        "somebody else's name",
                        "name-not-proved",
                        document(Csrs.p256().dns("www.ntc.example.gov.pk").pem())),
                bad(
                        "a name that only looks like it",
                        "name-not-proved",
                        document(Csrs.p256().dns("evilnitb.example.gov.pk").pem())),
                bad(
                        "one bad name among good ones",
                        "name-not-proved",
                        document(Csrs.p256().dns(NAME, "a.gov.pk").pem())),
                bad("no name", "name-count", document(Csrs.p256().pem())),
                bad(
                        "too many names",
                        "name-count",
                        document(Csrs.p256()
                                .dns(IntStream.range(0, 101)
                                        .mapToObj(i -> "h" + i + ".nitb.example.gov.pk")
                                        .toArray(String[]::new))
                                .pem())),
                bad(
                        "another organisation",
                        "subject-attribute-not-permitted",
                        document(
                                Csrs.p256().subject("O=Evil Ministry").dns(NAME).pem())),
                bad(
                        "a common name of its own",
                        "common-name",
                        document(Csrs.p256()
                                .subject("CN=other.example.com")
                                .dns(NAME)
                                .pem())),
                bad("an unknown profile", "profile-unknown", Map.of("profile", "no-such", "csr", good)),
                bad(
                        "a profile that is not for subscribers",
                        "profile-unknown",
                        Map.of("profile", "ocsp-responder", "csr", good)),
                bad("a malformed profile", "request-malformed", Map.of("profile", "../x", "csr", good)),
                bad("a missing CSR", "request-malformed", Map.of("profile", "tls-server")),
                bad("an unknown field", "unknown-field", Map.of("profile", "tls-server", "csr", good, "serial", 1)),
                bad("a duplicate key", "duplicate-key", "{\"profile\":\"tls-server\",\"profile\":\"x\",\"csr\":\"y\"}"),
                bad("broken JSON", null, "{\"profile\":"),
                bad("something that is not JSON", null, "hello"));
    }

    @TestFactory
    Stream<DynamicTest> asksWhoIsCalling() {
        Map<String, Object> document = document(Csrs.p256().dns(NAME).pem());
        return Stream.of(
                caller("nobody", 401, "credential-missing", Api.anonymous(), document),
                caller("garbage", 401, "token-invalid", Api.bearer("garbage"), document),
                caller("an auditor", 403, "role-missing", Api.officer(Role.AUDITOR), document),
                caller("an officer", 403, "role-missing", Api.officer(Role.SECURITY_OFFICER), document));
    }

    private DynamicTest caller(String who, int status, String rule, RequestSpecification call, Object document) {
        return DynamicTest.dynamicTest(who, () -> {
            long issued = issuedSoFar();
            Response answer = call.contentType(ContentType.JSON).body(document).post("/api/v1/requests");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.<String>path("rule")).isEqualTo(rule);
            assertThat(answer.<String>path("value")).isNotEmpty();
            assertThat(answer.<String>path("fix")).isNotEmpty();
            assertRefused(answer, issued);
        });
    }

    private DynamicTest bad(String what, String rule, Object document) {
        return DynamicTest.dynamicTest(what, () -> {
            long issued = issuedSoFar();
            Response answer = submit(document);
            assertThat(answer.statusCode()).isBetween(400, 499);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            if (rule != null) {
                assertThat(answer.path("rule").toString()).isEqualTo(rule);
                assertThat(answer.path("value").toString()).isNotEmpty();
            }
            assertThat(answer.path("fix").toString()).isNotEmpty();
            assertRefused(answer, issued);
        });
    }

    private void assertRefused(Response answer, long issuedBefore) {
        assertThat(answer.asString()).doesNotContain("Exception", "\tat ", "pk.muhr", "select ", "insert ");
        assertThat(issuedSoFar()).isEqualTo(issuedBefore);
        String id = answer.path("id");
        assertThat(audit.newest(20))
                .filteredOn(record -> record.event().event().equals("REQUEST_REFUSED"))
                .anyMatch(record -> record.event().toString().contains(id));
    }

    private long issuedSoFar() {
        return audit.newest(10_000).stream()
                .filter(record -> record.event().event().equals("INTENT_OPENED"))
                .count();
    }

    private static String issued(Future<Response> answer) {
        try {
            return answer.get().statusCode() == 201 ? answer.get().path("certificate.id") : null;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> document(String csr, String... names) {
        return names.length == 0
                ? Map.of("profile", "tls-server", "csr", csr)
                : Map.of(
                        "profile",
                        "tls-server",
                        "csr",
                        csr,
                        "names",
                        Map.of("subjectAltName", Map.of("dns", List.of(names))));
    }

    private static Response submit(Object document) {
        return submit(document, UUID.randomUUID().toString());
    }

    private static Response submit(Object document, String key) {
        return Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(document)
                .post("/api/v1/requests");
    }
}
