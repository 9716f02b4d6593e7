package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;

/** Certificates are found by what people have in their hands, and by nobody whose business they are not. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CertificateSearchResourceTest {

    private static final String BILAL = "bilal.ahmed";

    private final String host = "h" + UUID.randomUUID() + ".nitb.example.gov.pk";

    @Test
    void findsAServerByHostSerialAndFingerprint() {
        Response issued = ask("nitb", "test-search", "tls-server", alternative("dns", host));
        String id = issued.path("certificate.id");
        String serial = issued.path("certificate.serial");
        String colons = serial.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
        for (String q : List.of(host, host.toUpperCase(java.util.Locale.ROOT), serial, colons, id)) {
            assertThat(found(auditor(), Map.of("q", q))).as(q).containsExactly(id);
        }
        assertThat(found(auditor(), Map.of("q", "x" + host))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "61101-9876543-3",
                "6110198765433",
                "PNOPK-6110198765433",
                "pnopk-61101-9876543-3",
                "CNIC 61101-9876543-3",
                "IDCPK-6110198765433"
            })
    void findsAPersonByTheirNumberHoweverItIsWritten(String q) {
        Map<String, Object> names = Map.of("givenName", "Bilal", "surname", "Ahmed");
        String mail = "bilal.ahmed@nitb.example.gov.pk";
        String signature = ask("nitb", BILAL, "digital-signature", joined(names, Map.of("cnic", "61101-9876543-3")))
                .path("certificate.id");
        String mailbox = ask("nitb", BILAL, "email-protection", joined(names, alternative("email", mail)))
                .path("certificate.id");
        assertThat(found(auditor(), Map.of("q", q))).contains(signature, mailbox);
        assertThat(found(auditor(), Map.of("q", q, "profile", "digital-signature")))
                .contains(signature)
                .doesNotContain(mailbox);
        assertThat(found(auditor(), Map.of("q", mail))).contains(mailbox).doesNotContain(signature);
        assertThat(found(Api.subscriber("nitb"), Map.of("q", q))).contains(signature);
        assertThat(found(Api.subscriber("ntc"), Map.of("q", q))).isEmpty();
        assertThat(found(auditor(), Map.of("q", "35202-7654321-8"))).isEmpty();
    }

    @Test
    void findsAPersonByTheHiddenFormOfTheirNumber() {
        Response issued = ask(
                "nitb",
                BILAL,
                "digital-signature",
                Map.of("givenName", "Bilal", "surname", "Ahmed", "cnic", "61101-9876543-3"));
        String hidden = Certificate.of(Pem.parse(issued.path("certificate.pem")).content())
                .subject()
                .values(pk.muhr.x509.AttributeType.SERIAL_NUMBER)
                .getFirst();
        assertThat(found(auditor(), Map.of("q", hidden))).contains(issued.<String>path("certificate.id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NTRPK-0012345", "ntrpk-0012345", "0012345", "CUIN 0012345"})
    void findsACompanyByItsNumber(String q) {
        String id =
                ask("textiles", "test-textiles", "eseal-commercial", Map.of()).path("certificate.id");
        assertThat(found(auditor(), Map.of("q", q))).contains(id);
        assertThat(found(auditor(), Map.of("q", q, "body", "nitb"))).isEmpty();
        assertThat(found(Api.subscriber("nitb"), Map.of("q", q))).isEmpty();
    }

    @Test
    void findsOfficesOfTheGovernment() {
        String id = ask("ntc", "test-ntc", "eseal", Map.of()).path("certificate.id");
        assertThat(found(auditor(), Map.of("q", "GOVPK", "body", "ntc"))).contains(id);
    }

    @Test
    void knowsValidFromRevoked() {
        String id = ask("nitb", "test-search", "tls-server", alternative("dns", host))
                .path("certificate.id");
        assertThat(found(auditor(), Map.of("q", host, "state", "valid"))).containsExactly(id);
        assertThat(found(auditor(), Map.of("q", host, "state", "revoked"))).isEmpty();
        Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "superseded"))
                .post("/api/v1/certificates/" + id + "/revocation")
                .then()
                .statusCode(200);
        assertThat(found(auditor(), Map.of("q", host, "state", "valid"))).isEmpty();
        assertThat(found(auditor(), Map.of("q", host, "state", "revoked"))).containsExactly(id);
        assertThat(found(auditor(), Map.of("q", host, "state", "expired"))).isEmpty();
        assertThat(found(auditor(), Map.of("q", host, "notAfterBefore", "2020-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(found(auditor(), Map.of("q", host, "notAfterBefore", "2099-01-01T00:00:00Z")))
                .containsExactly(id);
    }

    @Test
    void pagesWithoutLossOrRepetition() {
        List<String> issued = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            issued.addFirst(ask("nitb", "test-search", "tls-server", alternative("dns", host))
                    .path("certificate.id"));
        }
        List<String> seen = new ArrayList<>();
        String address = "/api/v1/certificates?limit=2&q=" + host;
        for (int page = 0; page < 3; page++) {
            Response answer = auditor().urlEncodingEnabled(false).get(address);
            seen.addAll(answer.<List<String>>path("id"));
            String link = answer.header("Link");
            assertThat(link == null).as("page %s: %s", page, link).isEqualTo(page == 2);
            address = link == null ? "" : link.replaceAll("<(.*)>; rel=\"next\"", "$1");
        }
        assertThat(seen).isEqualTo(issued);
    }

    @Test
    void showsABodyNothingOfAnother() {
        String id = ask("nitb", "test-search", "tls-server", alternative("dns", host))
                .path("certificate.id");
        for (Map<String, String> query :
                List.of(Map.of("q", host), Map.of("q", id), Map.of("body", "nitb"), Map.<String, String>of())) {
            assertThat(found(Api.subscriber("ntc"), query)).as("%s", query).doesNotContain(id);
        }
    }

    @ParameterizedTest
    @CsvSource({"body, Ünknown", "profile, ../x", "state, lost", "notAfterBefore, tomorrow", "cursor, 1"})
    void saysWhichParameterItDoesNotUnderstand(String name, String value) {
        Response answer = auditor().queryParam(name, value).get("/api/v1/certificates");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.path("detail").toString()).contains(name);
    }

    // --- units ---

    @Test
    void givesTheNameOfATimeStampingUnitToOneKeyAlone() {
        Map<String, Object> unit = Map.of("commonName", "TSU " + UUID.randomUUID());
        String csr = Csrs.p256().pem();
        Response first = ask("nitb", "test-search", "time-stamping", unit, csr);
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(ask("nitb", "test-search", "time-stamping", unit, csr).statusCode())
                .isEqualTo(201);
        assertThat(ask("ntc", "test-ntc", "time-stamping", unit, Csrs.p256().pem())
                        .statusCode())
                .as("another organisation, so another subject")
                .isEqualTo(201);
        assertThat(found(auditor(), Map.of("q", unit.get("commonName").toString())))
                .hasSize(3);
        Response taken =
                ask("nitb", "test-search", "time-stamping", unit, Csrs.p256().pem());
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.path("rule").toString()).isEqualTo("time-stamping-unit-taken");
        assertThat(Api.policyLine(taken)).contains("commonName: unit");
        List<String> holders = found(auditor(), Map.of("q", first.path("certificate.serial")));
        assertThat(holders).hasSize(1);
        found(auditor(), Map.of("profile", "time-stamping", "body", "nitb", "state", "valid"))
                .forEach(id -> Api.officer(Role.REVOCATION_OFFICER)
                        .contentType(ContentType.JSON)
                        .body(Map.of("reason", "superseded"))
                        .post("/api/v1/certificates/" + id + "/revocation")
                        .then()
                        .statusCode(200));
        assertThat(ask("nitb", "test-search", "time-stamping", unit, Csrs.p256().pem())
                        .statusCode())
                .isEqualTo(201);
    }

    private static RequestSpecification auditor() {
        return Api.officer(Role.AUDITOR);
    }

    private static List<String> found(RequestSpecification caller, Map<String, String> query) {
        Response answer = caller.queryParams(new HashMap<>(query)).get("/api/v1/certificates?limit=200");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("id");
    }

    private static Response ask(String body, String account, String profile, Map<String, Object> names) {
        Response answer = ask(body, account, profile, names, Csrs.p256().pem());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer;
    }

    private static Response ask(String body, String account, String profile, Map<String, Object> names, String csr) {
        return Api.bearer(TestInstallation.token(new BodyId(body), account))
                .contentType(ContentType.JSON)
                .body(Map.of("profile", profile, "csr", csr, "names", names))
                .post("/api/v1/requests");
    }

    private static Map<String, Object> alternative(String kind, String name) {
        return Map.of("subjectAltName", Map.of(kind, List.of(name)));
    }

    private static Map<String, Object> joined(Map<String, Object> names, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(names);
        all.putAll(more);
        return all;
    }
}
