package pk.muhr.notice;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;

/** A body of one test, with a domain of its own. */
final class TestBody {

    final BodyId id = new BodyId("n" + UUID.randomUUID());
    final String domain = id + ".gov.pk";
    final String person = "person-" + id;

    RequestSpecification subscriber() {
        return Api.bearer(TestInstallation.token(id, person)).contentType(ContentType.JSON);
    }

    String path(String rest) {
        return "/api/v1/bodies/" + id + "/" + rest;
    }

    /** The body is told here from now on. */
    String contact(String name, String language) {
        String address = name + "@" + domain;
        Map<String, String> wish =
                language.isEmpty() ? Map.of("address", address) : Map.of("address", address, "language", language);
        expect(201, subscriber().body(wish).post(path("contacts")));
        return address;
    }

    /** A certificate for a machine, by its fingerprint. */
    String issued(String profile, String host) {
        Response answer = ask(profile, Map.of("subjectAltName", Map.of("dns", List.of(host + "." + domain))));
        return expect(201, answer).path("certificate.id");
    }

    Response ask(String profile, Map<String, Object> names) {
        return subscriber()
                .body(Map.of("profile", profile, "csr", Csrs.p256().pem(), "names", names))
                .post("/api/v1/requests");
    }

    /** As an officer does. */
    void revoke(String certificate) {
        expect(
                200,
                Api.officer(Role.REVOCATION_OFFICER)
                        .contentType(ContentType.JSON)
                        .body(Map.of("reason", "superseded"))
                        .post("/api/v1/certificates/" + certificate + "/revocation"));
    }

    static Response expect(int status, Response answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + " instead of " + status + ": " + answer.asString());
        }
        return answer;
    }

    /** How many notices of this kind are on record for the body. */
    int notices(String kind) {
        return Integer.parseInt(TestInstallation.stored(
                "select count(*) from notice where body = '" + id + "' and kind = '" + kind + "'"));
    }
}
