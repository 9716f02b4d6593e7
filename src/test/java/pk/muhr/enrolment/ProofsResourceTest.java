package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.TestPolicy;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;
import pk.muhr.validation.BodyProof;
import pk.muhr.validation.BodyProofs;
import pk.muhr.validation.DomainProof;
import pk.muhr.validation.DomainProofs;
import pk.muhr.validation.PersonProof;
import pk.muhr.validation.PersonProofs;
import pk.muhr.validation.TestProofs;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.DnsName;

/** Proofs that officers record and end, and what is issued by them, over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ProofsResourceTest {

    private static final Actor TEST = Actor.system("test");
    private static final Map<String, Object> PERSON =
            Map.of("givenName", "Test", "surname", "Person", "cnic", "35202-1234999-9");

    @Inject
    Bodies bodies;

    @Inject
    BodyProofs bodyProofs;

    @Inject
    DomainProofs domainProofs;

    @Inject
    PersonProofs personProofs;

    @Inject
    AuditRecords audit;

    @Inject
    TestPolicy policy;

    private final BodyId body = new BodyId("p" + UUID.randomUUID());
    private final String account = "person-" + body;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void register() {
        bodies.register(
                new Body(
                        body,
                        "Test Body",
                        "PK",
                        Optional.of("Islamabad Capital Territory"),
                        Optional.of("Islamabad"),
                        "GOVPK"),
                TEST);
    }

    // --- the organisation itself ---

    @Test
    void namesNoOrganisationThatNobodyVerified() {
        Response refused = seal();
        refused(refused, 403, "organization-not-proved", "signing: 825");
        assertThat(refused.path("value").toString()).contains("never verified");
        Response proof = officer().body(Map.of("method", "gazette of 2026")).post(path("/proofs"));
        assertThat(proof.statusCode()).as(proof.asString()).isEqualTo(201);
        assertThat(seal().statusCode()).isEqualTo(201);
        assertThat(recorded("BODY_PROVED", body.value())).isTrue();
    }

    @Test
    void namesNoOrganisationThatWasVerifiedTooLongAgo() {
        bodyProofs.register(proof(399), TEST);
        assertThat(seal().statusCode()).isEqualTo(201);
        domainProofs.register(domainProof(1), TEST);
        Map<String, Object> host = alternative("dns", "www." + domain());
        refused(ask("tls-server", host, Csrs.p256().pem()), 403, "organization-not-proved", "tls: 398");
        bodyProofs.register(proof(397), TEST);
        assertThat(ask("tls-server", host, Csrs.p256().pem()).statusCode()).isEqualTo(201);
    }

    @Test
    void refusesASealOnceTheVerificationIsOlderThan825Days() {
        bodyProofs.register(proof(826), TEST);
        refused(seal(), 403, "organization-not-proved", "signing: 825");
    }

    @Test
    void asksNothingOfAnOrganisationThatIsNotNamed() {
        domainProofs.register(domainProof(1), TEST);
        Response answer = ask(
                "email-protection-mailbox",
                alternative("email", "info@" + domain()),
                Csrs.p256().pem());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }

    // --- keys in hardware ---

    @Test
    void signsNoProgramsWithAKeyThatMayLieAnywhere() {
        bodyProofs.register(proof(1), TEST);
        String csr = Csrs.rsa(3072).pem();
        refused(ask("code-signing", Map.of(), csr), 422, "key-protection-not-proved", "keyProtection: required");
        Map<String, Object> attested = Map.of("csr", csr, "method", "key-attestation");
        assertThat(officer()
                        .body(attested)
                        .post("/api/v1/bodies/ntc/key-protections")
                        .statusCode())
                .isEqualTo(201);
        assertThat(ask("code-signing", Map.of(), csr).statusCode()).isEqualTo(422);
        assertThat(officer().body(attested).post(path("/key-protections")).statusCode())
                .isEqualTo(201);
        assertThat(ask("code-signing", Map.of(), csr).statusCode()).isEqualTo(201);
        assertThat(recorded("KEY_PROTECTION_PROVED", fingerprint(csr))).isTrue();
    }

    @Test
    void takesTheHashOfAKeyToo() {
        bodyProofs.register(proof(1), TEST);
        String csr = Csrs.rsa(3072).pem();
        assertThat(officer()
                        .body(Map.of("spkiSha256", fingerprint(csr), "method", "audit-report"))
                        .post(path("/key-protections"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(ask("code-signing", Map.of(), csr).statusCode()).isEqualTo(201);
    }

    @Test
    void saysWhatIsNoProof() {
        for (Map<String, String> bad : List.of(
                Map.of("method", "key-attestation"),
                Map.of("spkiSha256", "12", "method", "key-attestation"),
                Map.of("csr", "nothing", "method", "key-attestation"),
                Map.of("spkiSha256", "0".repeat(64)),
                Map.of("spkiSha256", "0".repeat(64), "method", "trust me"))) {
            assertThat(officer().body(bad).post(path("/key-protections")).statusCode())
                    .as("%s", bad)
                    .isEqualTo(400);
        }
        assertThat(officer().body(Map.of("method", " ")).post(path("/proofs")).statusCode())
                .isEqualTo(400);
        assertThat(officer()
                        .body(Map.of("method", "x"))
                        .post("/api/v1/bodies/no-such/proofs")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void isTheBusinessOfRegistrationOfficersAlone() {
        Map<String, String> proof = Map.of("spkiSha256", "0".repeat(64), "method", "audit-report");
        for (Role other : List.of(Role.AUDITOR, Role.SECURITY_OFFICER)) {
            assertThat(Api.officer(other)
                            .contentType(ContentType.JSON)
                            .body(proof)
                            .post(path("/key-protections"))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(Api.subscriber("nitb")
                        .contentType(ContentType.JSON)
                        .body(Map.of("method", "mine"))
                        .post("/api/v1/bodies/nitb/proofs")
                        .statusCode())
                .isEqualTo(403);
    }

    // --- people ---

    @Test
    void endsTheProofOfAPerson() throws Exception {
        bodyProofs.register(proof(1), TEST);
        PersonProof proof = personProof(1);
        personProofs.register(proof, TEST);
        assertThat(ask("digital-signature", PERSON, Csrs.p256().pem()).statusCode())
                .isEqualTo(201);

        Response listed = Api.officer(Role.REGISTRATION_OFFICER).get("/api/v1/people-proofs?body=" + body);
        assertThat(listed.<List<String>>path("id")).containsExactly(proof.id().toString());
        assertThat(listed.asString())
                .doesNotContain(proof.identifier().semantics().substring(6));
        String end = "/api/v1/people-proofs/" + proof.id() + "/end";
        assertThat(Api.officer(Role.AUDITOR).post(end).statusCode()).isEqualTo(403);
        assertThat(Api.subscriber("nitb").post(end).statusCode()).isEqualTo(403);
        assertThat(Api.officer(Role.REGISTRATION_OFFICER).post(end).statusCode())
                .isEqualTo(200);
        assertThat(Api.officer(Role.REGISTRATION_OFFICER).post(end).statusCode())
                .isEqualTo(200);

        refused(ask("digital-signature", PERSON, Csrs.p256().pem()), 403, "person-not-proved", "fromPerson: ");
        assertThatThrownBy(() -> TestInstallation.execute("do $$ begin if not proofs_stand(array['" + proof.id()
                        + "']::uuid[]) then raise exception 'relied on by none'; end if; end $$"))
                .as("and an intent that was judged before")
                .hasMessageContaining("relied on by none");
        assertThat(recorded("PERSON_PROOF_ENDED", proof.id().toString())).isTrue();
        assertThat(Api.officer(Role.REGISTRATION_OFFICER)
                        .get("/api/v1/people-proofs?body=" + body)
                        .<List<String>>path("id"))
                .isEmpty();
        assertThat(Api.officer(Role.REGISTRATION_OFFICER)
                        .post("/api/v1/people-proofs/" + UUID.randomUUID() + "/end")
                        .statusCode())
                .isEqualTo(404);
    }

    // --- which line of the policy decided ---

    @Test
    void saysWhichLineAsksForTheProofOfAName() {
        bodyProofs.register(proof(1), TEST);
        refused(
                ask(
                        "tls-server",
                        alternative("dns", "www.example.gov.pk"),
                        Csrs.p256().pem()),
                403,
                "name-not-proved",
                "subjectAltName: ");
    }

    @Test
    void saysWhichFloorMadeAProofTooOld() {
        bodyProofs.register(proof(1), TEST);
        domainProofs.register(domainProof(2), TEST);
        personProofs.register(personProof(2), TEST);
        policy.change(files -> files.computeIfPresent(
                "floors.yaml", (_, text) -> text.replace("personProofMaximumDays: 825", "personProofMaximumDays: 1")
                        .replace(
                                "- {issuedFrom: 2026-03-15, days: 200}\n  - {issuedFrom: 2027-03-15, days: 100}\n"
                                        + "  - {issuedFrom: 2029-03-15, days: 10}",
                                "- {issuedFrom: 2026-03-15, days: 1}\n  - {issuedFrom: 2027-03-15, days: 100}\n"
                                        + "  - {issuedFrom: 2029-03-15, days: 10}")));
        try {
            refused(
                    ask("digital-signature", PERSON, Csrs.p256().pem()),
                    403,
                    "person-not-proved",
                    "personProofMaximumDays: ");
            refused(
                    ask(
                            "tls-server",
                            alternative("dns", "www." + domain()),
                            Csrs.p256().pem()),
                    403,
                    "name-not-proved",
                    "domainProofMaximumDays:");
        } finally {
            policy.restore();
        }
    }

    @Test
    void countsAProofOfADomainLongerForMailboxes() {
        bodyProofs.register(proof(1), TEST);
        domainProofs.register(domainProof(201), TEST);
        refused(
                ask(
                        "tls-server",
                        alternative("dns", "www." + domain()),
                        Csrs.p256().pem()),
                403,
                "name-not-proved",
                "domainProofMaximumDays:");
        Response mailbox = ask(
                "email-protection-mailbox",
                alternative("email", "info@" + domain()),
                Csrs.p256().pem());
        assertThat(mailbox.statusCode()).as(mailbox.asString()).isEqualTo(201);
    }

    private Response seal() {
        return ask("eseal", Map.of(), Csrs.p256().pem());
    }

    private Response ask(String profile, Map<String, Object> names, String csr) {
        return Api.bearer(TestInstallation.token(body, account))
                .contentType(ContentType.JSON)
                .body(Map.of("profile", profile, "csr", csr, "names", names))
                .post("/api/v1/requests");
    }

    private static io.restassured.specification.RequestSpecification officer() {
        return Api.officer(Role.REGISTRATION_OFFICER).contentType(ContentType.JSON);
    }

    private String path(String rest) {
        return "/api/v1/bodies/" + body + rest;
    }

    /** @param line what stands in the line of the policy that decided */
    private static void refused(Response answer, int status, String rule, String line) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.path("rule").toString()).isEqualTo(rule);
        assertThat(answer.path("fix").toString()).isNotBlank();
        assertThat(Api.policyLine(answer)).contains(line);
    }

    private boolean recorded(String event, String subject) {
        return audit.newest(50).stream()
                .anyMatch(record -> record.event().event().equals(event)
                        && record.event().subject().equals(Optional.of(subject)));
    }

    private static String fingerprint(String csr) {
        return CertificationRequest.ofPem(csr).key().fingerprint().hex();
    }

    private static Map<String, Object> alternative(String kind, String name) {
        return Map.of("subjectAltName", Map.of(kind, List.of(name)));
    }

    private String domain() {
        return body + ".example.gov.pk";
    }

    private BodyProof proof(int daysOld) {
        return new BodyProof(UUID.randomUUID(), body, "test", now.minus(Duration.ofDays(daysOld)));
    }

    private DomainProof domainProof(int daysOld) {
        Instant from = now.minus(Duration.ofDays(daysOld));
        return new DomainProof(
                UUID.randomUUID(), body, new DnsName(domain()), "test", from, from.plus(DomainProof.LONGEST_USE));
    }

    private PersonProof personProof(int daysOld) {
        return TestProofs.ofPerson(body, account, "3520212349999", daysOld);
    }
}
