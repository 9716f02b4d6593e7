package pk.muhr.console.open;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.console.Browser;
import pk.muhr.revocation.crl.CrlPublication;
import pk.muhr.safety.ActivePolicy;

/** The repository as people see it, with TLS and without. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class HomeTest {

    @Inject
    Hierarchy hierarchy;

    @Inject
    ActivePolicy policy;

    @Inject
    CrlPublication publication;

    @Test
    void showsEveryAuthorityWithWhatItPublished() {
        publication.publishDue();
        String page = Browser.anonymous().request().get("/").asString();
        for (CertificateAuthority authority : hierarchy.authorities()) {
            assertThat(page)
                    .contains(
                            authority.certificate().fingerprint().hex(),
                            "/ca/" + authority.id() + ".cer",
                            "/crl/" + authority.id() + ".crl");
        }
        assertThat(page)
                .contains("/ocsp", "/crl/gov-tls-g1/3.crl", "/crl/gov-authentication-g1/delta.crl", "up to date")
                .contains(policy.bundle().hash().hex(), "http://pki.example.gov.pk/cps", "/tsa/disclosure")
                .doesNotContain("no CRL yet");
        assertThat(page.split("<ul>", -1).length).isGreaterThan(2);
    }

    @Test
    void isThereWithoutTlsAndLeadsToIt() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        Response plain = RestAssured.given()
                .baseUri("http://localhost")
                .port(port)
                .redirects()
                .follow(false)
                .get("/");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.asString()).contains("Who signs");
        String check = plain.asString().replaceFirst("(?s).*href=\"([^\"]*/check)\".*", "$1");
        assertThat(check).endsWith("/check");
    }
}
