package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.revocation.TestCertificates;

/** One certificate over HTTP, in its three forms. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CertificateResourceTest {

    /** A client that takes every form alike, as a generated one does, gets JSON. */
    @Test
    void givesACertificateInTheFormThatIsAskedFor() {
        String address = "/api/v1/certificates/"
                + TestCertificates.issued("nitb").fingerprint().hex();
        Map.of(
                        "application/pkix-cert", "application/pkix-cert",
                        "application/x-pem-file", "application/x-pem-file",
                        "application/pkix-cert, application/x-pem-file, application/json", "application/json",
                        "*/*", "application/json")
                .forEach((accepted, given) -> assertThat(Api.subscriber("nitb")
                                .accept(accepted)
                                .get(address)
                                .contentType())
                        .as(accepted)
                        .startsWith(given)
                        .doesNotContain("qs"));
    }
}
