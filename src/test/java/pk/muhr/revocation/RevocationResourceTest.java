package pk.muhr.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Revocation over HTTP, as holders and officers ask for it. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RevocationResourceTest {

    @Inject
    AuditRecords audit;

    @Inject
    Hierarchy hierarchy;

    @Inject
    CertificateStatuses statuses;

    @Test
    void revokesACertificateOfTheCallersBody() {
        Certificate certificate = TestCertificates.issued("nitb");
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Response answer = TestCertificates.revoke("nitb", certificate, "keyCompromise");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.path("id").toString())
                .isEqualTo(certificate.fingerprint().hex());
        assertThat(answer.path("serial").toString())
                .isEqualTo(certificate.serial().hex());
        assertThat(answer.path("state").toString()).isEqualTo("revoked");
        assertThat(answer.path("reason").toString()).isEqualTo("keyCompromise");
        assertThat(Instant.parse(answer.path("revokedAt"))).isBetween(before, Instant.now());
        assertThat(records("CERTIFICATE_REVOKED"))
                .anySatisfy(record -> assertThat(record.event().subject())
                        .contains(certificate.fingerprint().hex()));
    }

    @Test
    void revokesOnceAndSaysSo() {
        Certificate certificate = TestCertificates.issued("nitb");
        String at = TestCertificates.revoke("nitb", certificate, "superseded").path("revokedAt");
        Response second = TestCertificates.revoke("nitb", certificate, "cessationOfOperation");
        assertRefused(second, 409, "already-revoked");
        assertThat(second.path("value").toString()).contains(at, "superseded");
    }

    @Test
    void revokesOnceHoweverManyAskAtTheSameTime() throws Exception {
        Certificate certificate = TestCertificates.issued("nitb");
        Callable<Integer> ask =
                () -> TestCertificates.revoke("nitb", certificate, "superseded").statusCode();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Integer> answers = threads
                    .invokeAll(IntStream.range(0, 16).mapToObj(i -> ask).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(answers).containsOnlyOnce(200).containsOnly(200, 409);
        }
        assertThat(records("CERTIFICATE_REVOKED").stream().filter(r -> r.event()
                        .subject()
                        .equals(java.util.Optional.of(certificate.fingerprint().hex()))))
                .hasSize(1);
    }

    @Test
    void answersForAnotherBodysCertificateAsForNone() {
        Certificate certificate = TestCertificates.issued("nitb");
        Response foreign = TestCertificates.revoke("ntc", certificate, "superseded");
        assertRefused(foreign, 404, "certificate-unknown");
        Response none = post(Api.subscriber("ntc"), "0".repeat(64), Map.of("reason", "superseded"));
        assertRefused(none, 404, "certificate-unknown");
        assertThat(foreign.path("detail").toString()).isEqualTo(none.path("detail"));
        assertThat(TestCertificates.revoke("nitb", certificate, "superseded").statusCode())
                .isEqualTo(200);
    }

    @Test
    void letsOfficersRevokeForEveryBody() {
        for (Role role : List.of(Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER)) {
            String id = TestCertificates.issued("ntc").fingerprint().hex();
            Response answer = post(Api.officer(role), id, Map.of("reason", "privilegeWithdrawn"));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"privilegeWithdrawn", "certificateHold", "cACompromise", "aACompromise"})
    void refusesReasonsThatAreNotTheHoldersToGive(String reason) {
        Certificate certificate = TestCertificates.issued("nitb");
        assertRefused(TestCertificates.revoke("nitb", certificate, reason), 422, "reason-not-permitted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificateHold", "cACompromise", "aACompromise"})
    void refusesReasonsThatAreNobodysToGive(String reason) {
        String id = TestCertificates.issued("nitb").fingerprint().hex();
        assertRefused(
                post(Api.officer(Role.REVOCATION_OFFICER), id, Map.of("reason", reason)), 422, "reason-not-permitted");
    }

    @Test
    void refusesWhatIsNoReasonAndNoId() {
        String id = "0".repeat(64);
        assertRefused(post(Api.subscriber("nitb"), id, Map.of("reason", "bored")), 400, "reason-unknown");
        assertRefused(post(Api.subscriber("nitb"), id, Map.of("reasons", "x")), 400, "unknown-field");
        assertRefused(
                post(Api.subscriber("nitb"), "xyz", Map.of("reason", "superseded")), 400, "certificate-id-malformed");
    }

    @Test
    void takesAnInvalidityDateWithinTheCertificatesLifeOnly() {
        Certificate certificate = TestCertificates.issued("nitb");
        String id = certificate.fingerprint().hex();
        Instant notBefore = certificate.notBefore();
        for (Instant date : List.of(notBefore.minusSeconds(1), Instant.now().plusSeconds(60))) {
            assertRefused(
                    post(
                            Api.subscriber("nitb"),
                            id,
                            Map.of("reason", "keyCompromise", "invalidityDate", date.toString())),
                    422,
                    "invalidity-date-not-permitted");
        }
        assertThat(post(
                                Api.subscriber("nitb"),
                                id,
                                Map.of("reason", "keyCompromise", "invalidityDate", notBefore.toString()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void leavesAuthoritiesToCeremonies() {
        String id = hierarchy
                .named("gov-tls")
                .orElseThrow()
                .certificate()
                .fingerprint()
                .hex();
        assertRefused(
                post(Api.officer(Role.SECURITY_OFFICER), id, Map.of("reason", "keyCompromise")),
                403,
                "authority-needs-ceremony");
    }

    @Test
    void refusesWhoHoldsAnotherOfficeOrNone() {
        String id = TestCertificates.issued("nitb").fingerprint().hex();
        Map<String, String> wish = Map.of("reason", "superseded");
        for (Role role : List.of(Role.AUDITOR, Role.CA_ADMINISTRATOR, Role.REGISTRATION_OFFICER)) {
            assertThat(post(Api.officer(role), id, wish).statusCode()).isEqualTo(403);
        }
        assertThat(post(Api.anonymous(), id, wish).statusCode()).isEqualTo(401);
    }

    @Test
    void recordsWhatItRefuses() {
        Certificate certificate = TestCertificates.issued("nitb");
        String problem =
                TestCertificates.revoke("ntc", certificate, "superseded").path("id");
        assertThat(records("REQUEST_REFUSED"))
                .anySatisfy(record ->
                        assertThat(record.event().details().toString()).contains(problem));
    }

    /** As reference 5.3 has it for TLS: 1, 3, 4, 5 and 9, and none at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unspecified",
                "keyCompromise",
                "affiliationChanged",
                "superseded",
                "cessationOfOperation",
                "privilegeWithdrawn"
            })
    void takesEveryReasonOfTheProfileFromAnOfficer(String reason) {
        assertThat(TestCertificates.order(TestCertificates.issued("nitb"), reason)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void namesClauseAndLineOfThePolicyThatSaysNo() {
        Response refused = TestCertificates.revoke("nitb", TestCertificates.issued("nitb"), "privilegeWithdrawn");
        assertRefused(refused, 422, "reason-not-permitted");
        assertThat(refused.path("clause").toString()).contains("BR §4.9.1.1");
        assertThat(refused.path("policy").toString()).startsWith("policies/tls-server.yaml:");
        assertThat(refused.path("value").toString()).isEqualTo("privilegeWithdrawn");
        List<String> listed = Api.officer(Role.AUDITOR)
                .get("/api/v1/refusals?rule=reason-not-permitted")
                .path("refusals.problem");
        assertThat(listed).contains(refused.path("id").toString());
    }

    @Test
    void letsTheReasonBecomeTheCompromiseOfTheKeyAndTheDateThatOfTheCompromise() {
        Certificate certificate = TestCertificates.issued("nitb");
        Instant compromised = certificate.notBefore();
        TestCertificates.revoke("nitb", certificate, "superseded");
        Response answer = TestCertificates.order(certificate, "keyCompromise", compromised);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.path("reason").toString()).isEqualTo("keyCompromise");
        assertThat(answer.path("revokedAt").toString()).isEqualTo(compromised.toString());
        assertRefused(TestCertificates.order(certificate, "superseded"), 409, "already-revoked");
        assertRefused(TestCertificates.order(certificate, "keyCompromise"), 409, "already-revoked");
    }

    @Test
    void takesAnEarlierInvalidityDateAndNoLaterOne() throws InterruptedException {
        Certificate certificate = TestCertificates.issued("nitb");
        Thread.sleep(1100); // dates are whole seconds
        Instant later = certificate.notBefore().plusSeconds(1);
        String revokedAt =
                TestCertificates.order(certificate, "superseded", later).path("revokedAt");
        Response earlier = TestCertificates.order(certificate, "superseded", certificate.notBefore());
        assertThat(earlier.statusCode()).as(earlier.asString()).isEqualTo(200);
        assertThat(earlier.path("revokedAt").toString()).isEqualTo(revokedAt);
        assertRefused(TestCertificates.order(certificate, "superseded", later), 409, "already-revoked");
    }

    @Test
    void revokesEveryCertificateOfACompromisedKeyWithIt() {
        String csr = Csrs.p256().dns("www.nitb.example.gov.pk").pem();
        Certificate first = TestCertificates.issued("nitb", "tls-server", csr);
        Certificate second = TestCertificates.issued("nitb", "tls-server", csr);
        Certificate superseded = TestCertificates.issued("nitb", "tls-server", csr);
        Certificate other = TestCertificates.issued("nitb");
        TestCertificates.revoke("nitb", superseded, "superseded");
        Response answer = TestCertificates.revoke("nitb", first, "keyCompromise");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<List<String>>path("sameKey"))
                .containsExactlyInAnyOrder(
                        second.fingerprint().hex(), superseded.fingerprint().hex());
        assertThat(statuses.of(key("gov-tls"), second.serial()))
                .isInstanceOfSatisfying(CertificateStatus.Revoked.class, revoked -> assertThat(revoked.reason())
                        .isEqualTo(RevocationReason.KEY_COMPROMISE));
        assertThat(statuses.of(key("gov-tls"), other.serial())).isInstanceOf(CertificateStatus.Good.class);
    }

    /** Begun before the compromise was known and finished after it: revoked from its birth. */
    @Test
    void revokesACertificateOfTheKeyThatIsBeingSigned() throws SQLException {
        Certificate first = TestCertificates.issued("nitb");
        SerialNumber pending = SerialNumber.random(new SecureRandom());
        TestCertificates.pendingOfKey(first, "gov-tls-g1", key("gov-tls"), pending);
        TestCertificates.revoke("nitb", first, "keyCompromise");
        assertThat(statuses.of(key("gov-tls"), pending)).isInstanceOf(CertificateStatus.Revoked.class);
    }

    private Sha256 key(String authority) {
        return hierarchy.named(authority).orElseThrow().certificate().key().fingerprint();
    }

    private static Response post(RequestSpecification caller, String id, Map<String, String> wish) {
        return caller.contentType(ContentType.JSON).body(wish).post("/api/v1/certificates/" + id + "/revocation");
    }

    private static void assertRefused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.path("rule").toString()).isEqualTo(rule);
        assertThat(answer.path("fix").toString()).isNotBlank();
    }

    private List<AuditRecord> records(String event) {
        return audit.newest(200).stream()
                .filter(record -> record.event().event().equals(event))
                .toList();
    }
}
