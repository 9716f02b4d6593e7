package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.TestPolicy;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.IssuedCredential;
import pk.muhr.identity.Role;
import pk.muhr.identity.TlsConnection;
import pk.muhr.revocation.TestCertificates;

/** Approvals that a policy asks the officer's certificate for. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ApprovalCredentialResourceTest {

    private static final String AYESHA = "ayesha.khan";
    private static final String BILAL = "bilal.ahmed";

    @Inject
    TestPolicy policy;

    @Inject
    AuditRecords audit;

    @Inject
    Approvals approvals;

    @BeforeEach
    void askForTwoWithCertificates() {
        TestInstallation.token(Role.REGISTRATION_OFFICER, AYESHA);
        TestInstallation.token(Role.REGISTRATION_OFFICER, BILAL);
        policy.replace("tls-server", "approvals: 0", "approvals: 2\napprovalNeeds: certificate");
    }

    @AfterEach
    void restore() {
        policy.restore();
    }

    @Test
    void countsWhoeverShowsTheirCertificateAndNobodyWithATokenAlone() throws IOException {
        Response asked = ask();
        assertThat(asked.<String>path("decision.needs")).isEqualTo("certificate");
        Response byToken = approveByToken(asked, AYESHA);
        assertThat(byToken.statusCode()).as(byToken.asString()).isEqualTo(403);
        assertThat(byToken.<String>path("rule")).isEqualTo("certificate-needed");
        assertThat(byToken.<String>path("fix")).contains("--cert");
        assertThat(shown(asked).<List<Object>>path("decision.approvals")).isEmpty();

        IssuedCredential ayesha = IssuedCredential.ofAyesha();
        TlsConnection.Answer first = approve(ayesha, asked, Map.of());
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.path("state")).isEqualTo("validated");
        IssuedCredential bilal = IssuedCredential.ofBilal();
        TlsConnection.Answer second = approve(
                bilal,
                asked,
                Map.of("Authorization", "Bearer " + TestInstallation.token(Role.REGISTRATION_OFFICER, BILAL)));
        assertThat(second.path("state")).as(second.body()).isEqualTo("issued");
        assertThat(shown(asked).<List<String>>path("decision.approvals.certificate"))
                .containsExactly(fingerprint(ayesha), fingerprint(bilal));
        assertThat(recordedApproval(AYESHA, asked))
                .containsEntry("shownBy", "certificate")
                .containsEntry("certificateSha256", fingerprint(ayesha));
    }

    /** A request keeps what the policy asked for when it came. */
    @Test
    void asksForItAfterThePolicyHasChangedToo() {
        Response asked = ask();
        policy.replace("tls-server", "approvals: 0", "approvals: 2");
        assertThat(approveByToken(asked, AYESHA).<String>path("rule")).isEqualTo("certificate-needed");
        Response later = ask();
        assertThat(later.<String>path("decision.needs")).isEqualTo("token");
        assertThat(approveByToken(later, AYESHA).statusCode()).isEqualTo(200);
        assertThat(recordedApproval(AYESHA, later)).containsEntry("shownBy", "token");
    }

    @Test
    void isHeldByTheTableWhoeverWrites() throws SQLException {
        Response asked = ask();
        IssuedCredential ayesha = IssuedCredential.ofAyesha();
        IssuedCredential revoked = IssuedCredential.ofAyesha();
        order(revoked, "superseded");
        assertThatThrownBy(() -> write(asked, AYESHA, null)).hasMessageContaining("needs a certificate");
        assertThatThrownBy(() -> write(asked, BILAL, fingerprint(ayesha))).hasMessageContaining("is not known by");
        assertThatThrownBy(() -> write(asked, AYESHA, fingerprint(revoked))).hasMessageContaining("is not known by");
        write(asked, AYESHA, fingerprint(ayesha));
        assertThatThrownBy(() -> write(asked, AYESHA, fingerprint(ayesha))).hasMessageContaining("already");
        assertThat(shown(asked).<List<String>>path("decision.approvals.by")).containsExactly(AYESHA);
    }

    /** Whoever stole the key may have approved; what was held by mistake counts again. */
    @Test
    void forgetsTheApprovalOfACertificateThatWasHeldOrRevoked() throws IOException {
        Response asked = ask();
        IssuedCredential ayesha = IssuedCredential.ofAyesha();
        assertThat(approve(ayesha, asked, Map.of()).status()).isEqualTo(200);
        assertThat(standing(asked)).isEqualTo("1");
        order(ayesha, "certificateHold");
        assertThat(standing(asked)).isEqualTo("0");
        assertThat(TestCertificates.release(ayesha.certificate()).statusCode()).isEqualTo(200);
        assertThat(standing(asked)).isEqualTo("1");
        order(ayesha, "keyCompromise");
        assertThat(standing(asked)).isEqualTo("0");
        TlsConnection.Answer second = approve(IssuedCredential.ofBilal(), asked, Map.of());
        assertThat(second.path("state")).as(second.body()).isEqualTo("validated");
        assertThatThrownBy(() -> TestInstallation.execute("insert into request_decision (request, decision, decided_by)"
                        + " values ('" + asked.path("id") + "', 'approved', '" + BILAL + "')"))
                .hasMessageContaining("lacks approvals");
    }

    @Test
    void takesAnotherApprovalForOneThatCountsNoMore() throws IOException {
        Response asked = ask();
        IssuedCredential stolen = IssuedCredential.ofAyesha();
        assertThat(approve(stolen, asked, Map.of()).status()).isEqualTo(200);
        order(stolen, "keyCompromise");
        assertThat(counts(asked)).containsExactly(false);
        IssuedCredential mine = IssuedCredential.ofAyesha();
        assertThat(approve(mine, asked, Map.of()).path("state")).isEqualTo("validated");
        assertThat(approve(mine, asked, Map.of()).path("state")).isEqualTo("validated");
        assertThat(counts(asked)).as("the same again changes nothing").containsExactly(false, true);
        assertThat(approve(IssuedCredential.ofBilal(), asked, Map.of()).path("state"))
                .isEqualTo("issued");
    }

    @Test
    void countsAnOfficerWhoApprovedTwiceOnce() throws Exception {
        Response asked = ask();
        IssuedCredential other = IssuedCredential.ofBilal();
        approve(other, asked, Map.of());
        order(other, "certificateHold");
        IssuedCredential held = IssuedCredential.ofAyesha();
        approve(held, asked, Map.of());
        order(held, "certificateHold");
        approve(IssuedCredential.ofAyesha(), asked, Map.of());
        assertThat(TestCertificates.release(held.certificate()).statusCode()).isEqualTo(200);
        assertThat(counts(asked)).containsExactly(false, true, true);
        assertThat(standing(asked)).isEqualTo("1");
        approvals.finish();
        assertThat(shown(asked).<String>path("state")).isEqualTo("validated");
        assertThat(TestCertificates.release(other.certificate()).statusCode()).isEqualTo(200);
        Finishing.issues(approvals, asked.path("id"));
        assertThat(recordedApproval("system:approvals", asked).get("given")).hasToString("2");
    }

    /** While it was held the other officer's approval was one too few. */
    @Test
    void issuesWhenTheReleaseOfACertificateMakesTheApprovalsEnough() throws Exception {
        Response asked = ask();
        IssuedCredential held = IssuedCredential.ofAyesha();
        approve(held, asked, Map.of());
        order(held, "certificateHold");
        approve(IssuedCredential.ofBilal(), asked, Map.of());
        approvals.finish();
        assertThat(shown(asked).<String>path("state")).isEqualTo("validated");
        assertThat(TestCertificates.release(held.certificate()).statusCode()).isEqualTo(200);
        Finishing.issues(approvals, asked.path("id"));
        assertThat(recordedApproval("system:approvals", asked)).containsEntry("lastBy", BILAL);
    }

    private static List<Boolean> counts(Response asked) {
        return shown(asked).path("decision.approvals.counts");
    }

    private static String standing(Response asked) {
        return TestInstallation.stored("select approvals_standing('" + asked.path("id") + "')");
    }

    private static void order(IssuedCredential credential, String reason) {
        Response order = TestCertificates.order(credential.certificate(), reason);
        assertThat(order.statusCode()).as(order.asString()).isEqualTo(200);
    }

    private Map<String, Object> recordedApproval(String officer, Response asked) {
        return audit.newest(50).stream()
                .map(one -> one.event())
                .filter(event -> event.event().equals("REQUEST_APPROVED")
                        && event.actor().id().equals(officer)
                        && event.request().toString().contains(asked.<String>path("id")))
                .findFirst()
                .orElseThrow()
                .details();
    }

    private static Response ask() {
        Response asked = Api.askForHost("ntc");
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(201);
        return asked;
    }

    private static Response shown(Response asked) {
        return Api.officer(Role.REGISTRATION_OFFICER).get("/api/v1/requests/" + asked.path("id"));
    }

    private static Response approveByToken(Response asked, String officer) {
        return Api.bearer(TestInstallation.token(Role.REGISTRATION_OFFICER, officer))
                .contentType(ContentType.JSON)
                .body(Map.of("contentSha256", asked.path("contentSha256")))
                .post("/api/v1/requests/" + asked.path("id") + "/approvals");
    }

    private static TlsConnection.Answer approve(IssuedCredential officer, Response asked, Map<String, String> more)
            throws IOException {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "application/json");
        try (TlsConnection connection = officer.connect()) {
            assertThat(connection
                            .get("/api/v1/requests/" + asked.path("id"), more)
                            .path("contentSha256"))
                    .as("what is approved can be read, though the officer acts for another body")
                    .isEqualTo(asked.path("contentSha256"));
            return connection.send(
                    "POST",
                    "/api/v1/requests/" + asked.path("id") + "/approvals",
                    headers,
                    "{\"contentSha256\": \"" + asked.path("contentSha256") + "\"}");
        }
    }

    private static String fingerprint(IssuedCredential credential) {
        return credential.certificate().fingerprint().hex();
    }

    private static void write(Response asked, String officer, String certificate) throws SQLException {
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into request_approval (request, approver, content_sha256, certificate_sha256)"
                                + " values (cast(? as uuid), ?, ?, ?)")) {
            insert.setString(1, asked.path("id"));
            insert.setString(2, officer);
            insert.setString(3, asked.path("contentSha256"));
            insert.setString(4, certificate);
            insert.executeUpdate();
        }
    }
}
