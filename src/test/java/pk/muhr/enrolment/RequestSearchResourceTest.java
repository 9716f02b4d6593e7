package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;

/** Requests, as officers and their bodies look for them. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RequestSearchResourceTest {

    private static final String REQUESTS = "/api/v1/requests";

    @Test
    void findsARequestByItsIdAndByWhatFindsItsCertificate() {
        String host = "h" + UUID.randomUUID() + ".nitb.example.gov.pk";
        Response issued = ask(host);
        String id = issued.path("id");
        assertThat(found("?q=" + id)).containsExactly(id);
        assertThat(found("?q=" + host)).containsExactly(id);
        assertThat(found("?q=" + host.toUpperCase(Locale.ROOT))).containsExactly(id);
        assertThat(found("?q=" + issued.path("certificate.serial"))).containsExactly(id);
        assertThat(found("?q=" + issued.path("certificate.id"))).containsExactly(id);
        assertThat(found("?q=" + host + "&state=issued&body=nitb&profile=tls-server"))
                .containsExactly(id);
        for (String other : List.of("&state=expired", "&state=rejected", "&body=ntc", "&profile=eseal")) {
            assertThat(found("?q=" + host + other)).as(other).isEmpty();
        }
        assertThat(Api.subscriber("ntc").get(REQUESTS + "?q=" + id).<List<String>>path("id"))
                .as("another body's")
                .isEmpty();
        assertThat(Api.subscriber("nitb").get(REQUESTS + "?q=" + id).<List<String>>path("id"))
                .containsExactly(id);
    }

    @Test
    void leadsFromPageToPage() {
        String host = "p" + UUID.randomUUID() + ".nitb.example.gov.pk";
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            asked.add(ask(host).path("id"));
        }
        Set<String> seen = new HashSet<>();
        String next = REQUESTS + "?q=" + host + "&limit=2";
        for (int page = 0; page < 3; page++) {
            Response answer = Api.officer(Role.REGISTRATION_OFFICER).get(next);
            List<String> ids = answer.path("id");
            assertThat(seen).doesNotContainAnyElementsOf(ids);
            seen.addAll(ids);
            String link = answer.header("Link");
            assertThat(link == null).as("page " + page).isEqualTo(page == 2);
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(seen).isEqualTo(asked);
    }

    @Test
    void saysWhichParameterItDoesNotUnderstand() {
        for (String query : List.of("?state=none", "?body=%20", "?profile=A%20B", "?cursor=x")) {
            Response refused = Api.officer(Role.AUDITOR).get(REQUESTS + query);
            assertThat(refused.statusCode()).as(query).isEqualTo(400);
            assertThat(refused.<String>path("rule")).isEqualTo("parameter-malformed");
        }
    }

    private static Response ask(String host) {
        Response answer = Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "profile", "tls-server", "csr", Csrs.p256().dns(host).pem()))
                .post(REQUESTS);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer;
    }

    private static List<String> found(String query) {
        Response answer = Api.officer(Role.AUDITOR).get(REQUESTS + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("id");
    }
}
