package pk.muhr.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;

/** The certificates of authorities over plain HTTP, and what officers see of authorities. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RepositoryResourceTest {

    @Inject
    Hierarchy hierarchy;

    @Test
    void givesEveryCertificateInDerAndPem() {
        assertThat(hierarchy.authorities()).isNotEmpty().allSatisfy(authority -> {
            Response der = RestAssured.get("/ca/" + authority.id() + ".cer");
            assertThat(der.contentType()).isEqualTo("application/pkix-cert");
            assertThat(Certificate.of(Der.of(der.asByteArray()))).isEqualTo(authority.certificate());
            String pem = RestAssured.get("/ca/" + authority.id() + ".pem").asString();
            assertThat(Pem.parse(pem).content())
                    .isEqualTo(authority.certificate().der());
        });
    }

    @Test
    void givesTheNewestForABareName() {
        assertThat(RestAssured.get("/ca/gov-tls.cer").asByteArray())
                .isEqualTo(RestAssured.get("/ca/gov-tls-g1.cer").asByteArray());
    }

    @Test
    void givesTheWholeChainRootLast() {
        String chain = RestAssured.get("/ca/gov-tls/chain.pem").asString();
        assertThat(chain)
                .isEqualTo(
                        Certificate.pem(hierarchy.named("gov-tls").orElseThrow().chain()))
                .containsSubsequence(List.of(
                        RestAssured.get("/ca/gov-tls.pem").asString(),
                        RestAssured.get("/ca/national-root.pem").asString()));
    }

    @Test
    void sendsNothingTwice() {
        String tag = RestAssured.get("/ca/gov-tls.cer").header("ETag");
        assertThat(RestAssured.given()
                        .header("If-None-Match", tag)
                        .get("/ca/gov-tls.cer")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void knowsNoOther() {
        for (String path : List.of("/ca/nobody.cer", "/ca/gov-tls-g2.pem", "/ca/gov-tls-g01.cer", "/ca/x/chain.pem")) {
            assertThat(RestAssured.get(path).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void showsAuthoritiesToWhoeverHoldsAnOffice() {
        for (Role role : List.of(Role.AUDITOR, Role.CA_ADMINISTRATOR, Role.POLICY_AUTHORITY)) {
            List<String> ids = Api.officer(role).get("/api/v1/authorities").path("id");
            assertThat(ids).contains("national-root-g1", "gov-tls-g1");
        }
        Response one = Api.subscriber("nitb").get("/api/v1/authorities/gov-tls");
        assertThat(one.path("sha256").toString())
                .isEqualTo(hierarchy
                        .named("gov-tls")
                        .orElseThrow()
                        .certificate()
                        .fingerprint()
                        .hex());
        assertThat(one.path("addresses.crl").toString()).endsWith("/crl/gov-tls-g1.crl");
        assertThat(Api.subscriber("nitb").get("/api/v1/authorities/nobody").statusCode())
                .isEqualTo(404);
        assertThat(Api.anonymous().get("/api/v1/authorities").statusCode()).isEqualTo(401);
    }
}
