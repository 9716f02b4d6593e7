package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.TestPolicy;
import pk.muhr.audit.AuditRecords;

/** What a program of others has to say, by the profile's choice; {@link TestInstallation} configures one that objects. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ExternalLinterResourceTest {

    @Inject
    TestPolicy policy;

    @Inject
    AuditRecords audit;

    @Test
    void refusesWhatABlockingLinterObjectsTo() {
        Response answer = issueWith("{command: objecting, blocking: true, exceptions: {}}");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.path("rule").toString()).isEqualTo("e_everything");
    }

    @Test
    void setsAsideWhatTheProfileExcepts() {
        Response answer =
                issueWith("{command: objecting, blocking: true, exceptions: {e_everything: it objects to all}}");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }

    @Test
    void signsNothingWhenABlockingLinterIsSilent() {
        Response answer = issueWith("{command: absent, blocking: true, exceptions: {}}");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotBlank();
    }

    @Test
    void putsOnRecordWhatALinterObjectsToThatDoesNotBlock() {
        for (String command : List.of("objecting", "absent")) {
            Response answer = issueWith("{command: " + command + ", blocking: false, exceptions: {}}");
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            assertThat(audit.newest(20))
                    .anyMatch(entry -> entry.event().event().equals("EXTERNAL_LINTER_OBJECTS")
                            && entry.event().details().toString().contains(command));
        }
    }

    @AfterEach
    void takeItBack() {
        policy.restore();
    }

    private Response issueWith(String linter) {
        policy.change(files -> files.merge("tls-server.yaml", "externalLinter: " + linter + "\n", String::concat));
        return Api.askForHost("nitb");
    }
}
