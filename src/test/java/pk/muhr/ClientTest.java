package pk.muhr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import pk.muhr.client.ApiClient;
import pk.muhr.client.ApiException;
import pk.muhr.client.BodiesApi;
import pk.muhr.client.CertificatesApi;
import pk.muhr.client.RequestsApi;
import pk.muhr.client.model.AlternativeNames;
import pk.muhr.client.model.Application;
import pk.muhr.client.model.BodyDocument;
import pk.muhr.client.model.CertificateDocument;
import pk.muhr.client.model.EnrolmentDocument;
import pk.muhr.client.model.Names;
import pk.muhr.client.model.PreviewDocument;
import pk.muhr.client.model.Problem;
import pk.muhr.client.model.RequestDocument;
import pk.muhr.client.model.RevocationRequest;
import pk.muhr.client.model.StatusDocument;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;

/** A client that a foreign generator made from the API's description does a body's business, and reads its problems. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ClientTest {

    private static final String NAME = "www.nitb.example.gov.pk";

    @Test
    void anOfficerAppliesForABodyAndReadsIt() throws Exception {
        BodiesApi bodies =
                new BodiesApi(client(TestInstallation.token(Role.REGISTRATION_OFFICER, "test-client-officer")));
        String id = "client-" + UUID.randomUUID().toString().substring(0, 8);
        BodyDocument applied = bodies.bodiesApply(new Application()
                .id(id)
                .legalName("Client Test Board " + id)
                .legalNameUrdu("ادارہ شماریات پاکستان")
                .kind("attached-department")
                .province("Islamabad Capital Territory")
                .locality("Islamabad")
                .organizationIdentifier("GOVPK")
                .identifiers(List.of())
                .evidenceSha256("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")
                .contact("pki@nitb.example.gov.pk"));
        assertThat(applied.getState()).isEqualTo(BodyDocument.StateEnum.APPLIED);
        BodyDocument read = bodies.bodyOne(id);
        assertThat(read.getLegalName()).isEqualTo(applied.getLegalName());
        assertThat(read.getSince()).isEqualTo(applied.getSince());
    }

    @Test
    void aBodyGetsACertificateAndRevokesIt() throws Exception {
        ApiClient client = subscriber();
        RequestsApi requests = new RequestsApi(client);
        RequestDocument wish = wish(NAME);
        PreviewDocument preview = requests.enrolmentPreview(wish);
        assertThat(preview.getSubjectAltName()).containsEntry("dns", List.of(NAME));

        EnrolmentDocument enrolment =
                requests.enrolmentSubmit(wish, UUID.randomUUID().toString());
        assertThat(enrolment.getState()).isEqualTo("issued");
        assertThat(requests.enrolmentOne(enrolment.getId().toString()).getSubmittedAt())
                .isEqualTo(enrolment.getSubmittedAt());

        CertificatesApi certificates = new CertificatesApi(client);
        CertificateDocument certificate =
                certificates.certificateOne(enrolment.getCertificate().getId());
        assertThat(certificate).isEqualTo(enrolment.getCertificate());

        StatusDocument status =
                certificates.revocationRevoke(certificate.getId(), new RevocationRequest().reason("superseded"));
        assertThat(status.getState()).isEqualTo("revoked");
        assertThat(status.getSerial()).isEqualTo(certificate.getSerial());
    }

    @Test
    void aRefusalIsATypedProblem() throws Exception {
        ApiClient client = subscriber();
        ApiException refused = catchThrowableOfType(
                ApiException.class, () -> new RequestsApi(client).enrolmentSubmit(wish("www.example.com"), null));
        assertThat(refused.getCode()).isEqualTo(422);
        Problem problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        assertThat(problem.getType()).isEqualTo("urn:muhr:problem:government-namespace");
        assertThat(problem.getStatus()).isEqualTo(422);
        assertThat(problem.getValue()).contains("www.example.com");
        assertThat(problem.getFix()).isNotBlank();
    }

    private static RequestDocument wish(String name) {
        return new RequestDocument()
                .profile("tls-server")
                .csr(Csrs.p256().pem())
                .names(new Names().subjectAltName(new AlternativeNames().addDnsItem(name)));
    }

    private static ApiClient subscriber() throws Exception {
        return client(
                TestInstallation.token(Role.SUBSCRIBER, Optional.of(new BodyId("nitb")), "test-client-subscriber"));
    }

    /** A client that believes the installation's TLS and shows this token. */
    private static ApiClient client(String token) throws IOException, GeneralSecurityException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
        ApiClient client = new ApiClient();
        client.updateBaseUri("https://localhost:" + port);
        client.setHttpClientBuilder(HttpClient.newBuilder().sslContext(Api.tls()));
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return client;
    }
}
