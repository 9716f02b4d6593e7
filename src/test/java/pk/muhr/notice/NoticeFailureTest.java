package pk.muhr.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;

/** Notices that the database cannot write. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class NoticeFailureTest {

    @BeforeEach
    void spoil() throws SQLException {
        asOwner(
                "create function no_notice() returns trigger language plpgsql as"
                        + " $$ begin if new.kind in ('issued', 'revoked') then raise exception 'no notice'; end if; return new; end $$");
        asOwner("create trigger no_notice before insert on notice for each row execute function no_notice()");
    }

    @AfterEach
    void mend() throws SQLException {
        asOwner("drop trigger no_notice on notice");
        asOwner("drop function no_notice()");
    }

    @Test
    void stopsNoCertificateAndNoRevocation() throws Exception {
        assertThat(Api.subscriber("nitb")
                        .contentType(ContentType.JSON)
                        .body(Map.of("address", "told@nitb.example.gov.pk"))
                        .post("/api/v1/bodies/nitb/contacts")
                        .statusCode())
                .isLessThan(300);
        Response issued = Api.askForHost("nitb");
        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(201);
        Response revoked = Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "superseded"))
                .post("/api/v1/certificates/" + issued.path("certificate.id") + "/revocation");
        assertThat(revoked.statusCode()).as(revoked.asString()).isEqualTo(200);
    }

    private static void asOwner(String statement) throws SQLException {
        try (Connection connection = TestInstallation.owner().connect();
                Statement change = connection.createStatement()) {
            change.execute(statement);
        }
    }
}
