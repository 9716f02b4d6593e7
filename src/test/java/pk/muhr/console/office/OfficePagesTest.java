package pk.muhr.console.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.console.Browser;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;

/** Certificates and bodies, as officers see and change them in a browser. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class OfficePagesTest {

    private final Browser registration = Browser.of(Role.REGISTRATION_OFFICER);
    private final Browser revocation = Browser.of(Role.REVOCATION_OFFICER);

    @Test
    void aRevocationOfficerRevokesWhoMeansIt() {
        String address = "/office/certificates/" + issued();
        assertThat(revocation.request().get(address).asString()).contains("www.ntc.example.gov.pk", ">valid<");
        Map<String, String> wish = Map.of("reason", "keyCompromise", "invalidity", "");
        Response unmeant = act(revocation, address, "revoke", wish);
        assertThat(unmeant.statusCode()).isEqualTo(422);
        assertThat(unmeant.asString()).contains("Tick the box", "<option value=\"keyCompromise\" selected>");
        Map<String, String> meant = Map.of("reason", "keyCompromise", "mean", "yes", "invalidity", "");
        Response wrong =
                act(revocation, address, "revoke", Map.of("reason", "superseded", "mean", "yes", "invalidity", "<b>"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.asString()).contains("This time was not understood", "value=\"&lt;b&gt;\"");
        assertThat(act(registration, address, "revoke", meant).statusCode()).isEqualTo(403);
        assertThat(act(Browser.of(Role.CA_ADMINISTRATOR), address, "revoke", meant)
                        .statusCode())
                .isEqualTo(403);
        Response revoked = act(revocation, address, "revoke", meant);
        assertThat(revoked.header("Location")).endsWith("?done=doneRevoked");
        assertThat(revocation.request().get(address).asString())
                .contains(">revoked<", "the key is in wrong hands", "dev-revocation-officer")
                .doesNotContain("id=\"revoke\"");
        assertThat(act(revocation, address, "revoke", meant).statusCode()).isEqualTo(409);
        assertThat(revocation
                        .request()
                        .get("/office/certificates?state=revoked&body=ntc")
                        .asString())
                .contains(address);
        assertThat(revocation
                        .request()
                        .get("/office/certificates?state=valid&body=ntc")
                        .asString())
                .doesNotContain(address);
    }

    @Test
    void aReasonThatTheProfileDoesNotKnowIsRefused() {
        String address = "/office/certificates/" + issued();
        for (String reason : List.of("cACompromise", "nothing", "<script>")) {
            Response refused =
                    act(revocation, address, "revoke", Map.of("reason", reason, "mean", "yes", "invalidity", ""));
            assertThat(refused.statusCode()).as(reason).isIn(400, 422);
            assertThat(refused.asString()).contains("id=\"said\"").doesNotContain("<script>alert");
        }
        assertThat(act(revocation, address, "hold", Map.of()).statusCode()).isEqualTo(422);
        assertThat(act(revocation, address, "release", Map.of()).statusCode()).isEqualTo(409);
        assertThat(revocation.request().get(address + "/pem").asString()).startsWith("-----BEGIN CERTIFICATE");
    }

    @Test
    void aCertificateIsHeldAndReleasedWhereItsProfileLetsIt() {
        String csr = Csrs.p256().dns("machine.ntc.example.gov.pk").pem();
        Response issued = Api.subscriber("ntc")
                .contentType(ContentType.JSON)
                .body(Map.of("profile", "authentication-device", "csr", csr))
                .post("/api/v1/requests");
        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(201);
        String address = "/office/certificates/" + issued.<String>path("certificate.id");
        assertThat(revocation.request().get(address).asString()).contains("id=\"hold\"");
        assertThat(act(registration, address, "hold", Map.of()).statusCode()).isEqualTo(403);
        assertThat(act(revocation, address, "hold", Map.of()).header("Location"))
                .endsWith("?done=doneHeld");
        assertThat(revocation.request().get(address).asString())
                .contains(">held<", "id=\"release\"")
                .doesNotContain("id=\"hold\"");
        Browser security = Browser.of(Role.SECURITY_OFFICER);
        assertThat(act(security, address, "release", Map.of()).header("Location"))
                .endsWith("?done=doneReleased");
        assertThat(revocation.request().get(address).asString()).contains(">valid<", "Released");
    }

    @Test
    void certificatesAreForOfficers() {
        String address = "/office/certificates/" + issued();
        for (Browser other :
                List.of(Browser.of(Role.AUDITOR), Browser.of(Role.POLICY_AUTHORITY), Browser.subscriber("ntc"))) {
            for (String path : List.of("/office/certificates", address, address + "/pem")) {
                assertThat(other.request().get(path).statusCode()).as(path).isEqualTo(403);
            }
        }
        assertThat(registration.request().get(address).asString())
                .contains("You may read this one")
                .doesNotContain("id=\"revoke\"");
    }

    @Test
    void oneOfficerSuspendsABodyAndAnotherResumesIt() {
        String address = "/office/bodies/punjab";
        String why = "<script>alert(1)</script> {{7*7}} \"><img src=x>";
        Response suspended = act(registration, address, "suspend", Map.of("why", why));
        try {
            assertThat(suspended.header("Location")).endsWith("?done=doneBody");
            assertThat(registration.request().get(address).asString())
                    .contains(">suspended<", "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} &quot;&gt;&lt;img")
                    .doesNotContain("<script>alert", "\"><img");
            Response same = act(registration, address, "resume", Map.of("why", "it is over"));
            assertThat(same.statusCode()).isEqualTo(409);
            assertThat(same.asString()).contains("ask another officer", "it is over</textarea>");
        } finally {
            Response resumed =
                    act(Browser.of("dev-registration-officer-2"), address, "resume", Map.of("why", "it is over"));
            assertThat(resumed.statusCode()).isEqualTo(303);
        }
    }

    @Test
    void bodiesAreForOfficers() {
        assertThat(registration.request().get("/office/bodies?q=nitb").asString())
                .contains("National Information Technology Board")
                .doesNotContain("Example Textiles");
        for (Browser other :
                List.of(Browser.of(Role.AUDITOR), Browser.of(Role.REVOCATION_OFFICER), Browser.subscriber("nitb"))) {
            assertThat(other.request().get("/office/bodies").statusCode()).isEqualTo(403);
            assertThat(other.request().get("/office/bodies/nitb").statusCode()).isEqualTo(403);
            assertThat(act(other, "/office/bodies/nitb", "close", Map.of("why", "no"))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(registration.request().get("/office/bodies/unknown").statusCode())
                .isEqualTo(404);
        assertThat(act(registration, "/office/bodies/nitb", "verify", Map.of("why", "seen"))
                        .statusCode())
                .as("it is active")
                .isEqualTo(409);
    }

    @Test
    void aSubscriberIsProposedAndConfirmedElsewhere() {
        String address = "/office/bodies/textiles";
        Response proposed = act(registration, address, "propose", Map.of("person", "test-clerk", "name", "Test Clerk"));
        assertThat(proposed.statusCode()).as(proposed.asString()).isEqualTo(303);
        assertThat(registration.request().get(address).asString()).contains("test-clerk", ">proposed<");
        Response broken = act(registration, address, "propose", Map.of("person", "a b", "name", ""));
        assertThat(broken.statusCode()).isEqualTo(400);
        Response hidden = act(registration, address, "propose", Map.of("person", "test-clerk-2", "name", "a\u202Eb"));
        assertThat(hidden.statusCode()).isEqualTo(400);
        assertThat(act(registration, "/office/bodies/ntc", "end", Map.of("appointment", "x", "why", "y"))
                        .statusCode())
                .isEqualTo(404);
    }

    private static String issued() {
        Response issued = Api.askForHost("ntc");
        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(201);
        return issued.path("certificate.id");
    }

    private static Response act(Browser browser, String address, String act, Map<String, String> more) {
        return browser.form()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("form-token", browser.token())
                .formParam("act", act)
                .formParams(more)
                .post(address);
    }
}
