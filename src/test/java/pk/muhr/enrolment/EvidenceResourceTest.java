package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.TestPolicy;
import pk.muhr.identity.Role;
import pk.muhr.x509.Sha256;

/** Files beside a request that officers decide about. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class EvidenceResourceTest {

    private static final byte[] LETTER =
            "%PDF-1.7\n<script>alert(1)</script>\n%%EOF".getBytes(StandardCharsets.US_ASCII);

    @Inject
    TestPolicy policy;

    private String request;

    @BeforeEach
    void ask() {
        policy.replace("tls-server", "approvals: 0", "approvals: 1");
        Response asked = Api.askForHost("nitb");
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(201);
        request = asked.path("id");
    }

    @AfterEach
    void restore() {
        policy.restore();
    }

    @Test
    void keepsALetterForTheOfficersAndShowsItToNobodyInABrowser() {
        String hash = Sha256.of(LETTER).hex();
        Response attached = attach(Api.subscriber("nitb"), "application/pdf", LETTER);
        assertThat(attached.statusCode()).as(attached.asString()).isEqualTo(200);
        assertThat(attached.<List<String>>path("evidence.sha256")).containsExactly(hash);
        assertThat(attach(Api.subscriber("nitb"), "application/pdf", LETTER).<List<String>>path("evidence.sha256"))
                .as("the same again")
                .containsExactly(hash);
        Response saved = Api.officer(Role.REGISTRATION_OFFICER).get(evidence() + "/" + hash);
        assertThat(saved.asByteArray()).isEqualTo(LETTER);
        assertThat(saved.header("Content-Disposition")).startsWith("attachment");
        assertThat(saved.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(saved.header("Content-Security-Policy")).contains("sandbox");
        assertThat(saved.contentType()).startsWith("application/pdf");
        assertThat(Api.officer(Role.REGISTRATION_OFFICER)
                        .get("/api/v1/requests/" + request)
                        .<String>path("evidence[0].attachedBy"))
                .isEqualTo("test-subscriber-nitb");
    }

    @Test
    void showsABodysFilesToNoOther() {
        attach(Api.subscriber("nitb"), "application/pdf", LETTER);
        String hash = Sha256.of(LETTER).hex();
        assertThat(Api.subscriber("ntc").get(evidence() + "/" + hash).statusCode())
                .isEqualTo(404);
        assertThat(attach(Api.subscriber("ntc"), "application/pdf", LETTER).statusCode())
                .isEqualTo(404);
        assertThat(Api.subscriber("nitb").get(evidence() + "/" + "0".repeat(64)).statusCode())
                .isEqualTo(404);
        assertThat(Api.subscriber("nitb").get(evidence() + "/%2e%2e").statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesWhatIsNotWhatItSays() {
        refused(attach(Api.subscriber("nitb"), "image/png", LETTER), 422, "evidence-malformed");
        refused(
                attach(Api.subscriber("nitb"), "application/pdf", "<html>".getBytes(StandardCharsets.US_ASCII)),
                422,
                "evidence-malformed");
        assertThat(attach(Api.subscriber("nitb"), "text/html", LETTER).statusCode())
                .isEqualTo(415);
        assertThat(attach(Api.subscriber("nitb"), "application/pdf", Arrays.copyOf(LETTER, 600_000))
                        .statusCode())
                .isEqualTo(413);
        assertThat(shown().<List<Object>>path("evidence")).isEmpty();
    }

    @Test
    void takesTenFiles() {
        for (int i = 0; i < 9; i++) {
            assertThat(attach(Api.subscriber("nitb"), "application/pdf", letter(i))
                            .statusCode())
                    .isEqualTo(200);
        }
        byte[] tenth = letter(9);
        Response attached = attach(Api.subscriber("nitb"), "application/pdf", tenth);
        assertThat(attached.<List<String>>path("evidence.sha256"))
                .hasSize(10)
                .endsWith(Sha256.of(tenth).hex());
        Response again = attach(Api.subscriber("nitb"), "application/pdf", tenth);
        assertThat(again.statusCode()).as(again.asString()).isEqualTo(200);
        assertThat(again.<Object>path("evidence")).isEqualTo(attached.path("evidence"));
        refused(
                attach(Api.officer(Role.REGISTRATION_OFFICER), "application/pdf", letter(10)),
                409,
                "evidence-too-many");
    }

    @Test
    void takesNothingAfterTheDecision() {
        Api.officer(Role.REGISTRATION_OFFICER)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "No letter."))
                .post("/api/v1/requests/" + request + "/rejections");
        refused(attach(Api.subscriber("nitb"), "application/pdf", LETTER), 409, "nothing-to-decide");
    }

    @Test
    void keepsNoFileUnderAnotherHash() {
        assertThatThrownBy(() ->
                        TestInstallation.execute("insert into evidence_file (sha256, media_type, content) values ('"
                                + "0".repeat(64) + "', 'application/pdf', '\\x25')"))
                .hasMessageContaining("another hash");
    }

    private static byte[] letter(int number) {
        return ("%PDF-1.7 " + number + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
    }

    private Response shown() {
        return Api.subscriber("nitb").get("/api/v1/requests/" + request);
    }

    private String evidence() {
        return "/api/v1/requests/" + request + "/evidence";
    }

    private Response attach(RequestSpecification caller, String type, byte[] content) {
        return caller.contentType(type).body(content).post(evidence());
    }

    private static void refused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("rule")).isEqualTo(rule);
        assertThat(answer.<String>path("fix")).isNotBlank();
    }
}
