package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.validation.BodyProof;
import pk.muhr.validation.BodyProofs;
import pk.muhr.validation.DomainProof;
import pk.muhr.validation.DomainProofs;
import pk.muhr.x509.DnsName;

/** What the DNS says of who may certify a name, over HTTP and a real name server. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CaaResourceTest {

    private static final Actor TEST = Actor.system("test");

    @Inject
    Bodies bodies;

    @Inject
    BodyProofs bodyProofs;

    @Inject
    DomainProofs domainProofs;

    @Inject
    AuditRecords audit;

    private final BodyId body = new BodyId("c" + UUID.randomUUID());
    private final String domain = body + ".gov.pk";
    private final Path zone = TestInstallation.dns().resolve(domain + ".zone");

    @BeforeEach
    void register() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Optional<String> place = Optional.of("Islamabad");
        bodies.register(new Body(body, "Test Body", "PK", place, place, "GOVPK"), TEST);
        bodyProofs.register(new BodyProof(UUID.randomUUID(), body, "test", now), TEST);
        domainProofs.register(
                new DomainProof(
                        UUID.randomUUID(), body, new DnsName(domain), "test", now, now.plus(Duration.ofDays(9))),
                TEST);
    }

    @AfterEach
    void takeAway() throws IOException {
        Files.deleteIfExists(zone);
    }

    @Test
    void certifiesAndPutsOnRecordWhatTheDnsSaid() throws IOException {
        zone("@ CAA 0 issue \"pki.example.gov.pk\"", "@ CAA 0 iodef \"mailto:a@dept.gov.pk\"");
        Response issued = ask("tls-server", "www." + domain, "*.sub." + domain);
        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(201);
        UUID request = UUID.fromString(issued.path("id"));
        assertThat(audit.newest(50)).anySatisfy(record -> {
            assertThat(record.event().event()).isEqualTo("INTENT_OPENED");
            assertThat(record.event().request()).contains(request);
            assertThat(record.event().details().get("caa"))
                    .asString()
                    .contains("www." + domain + ": at " + domain)
                    .contains("*.sub." + domain + ": at " + domain)
                    .contains("pki.example.gov.pk");
        });
    }

    @Test
    void certifiesNothingThatTheLastNameForbids() throws IOException {
        zone("@ CAA 0 issue \"pki.example.gov.pk\"", "last CAA 0 issue \"other.example\"");
        Response answer = ask("tls-server", "first." + domain, "last." + domain);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.<String>path("rule")).isEqualTo("caa-forbids");
        assertThat(answer.<String>path("value")).contains("last." + domain, "other.example");
        assertThat(answer.<String>path("fix")).contains("pki.example.gov.pk");
        assertThat(Api.policyLine(answer)).startsWith("caaIdentifiers");
    }

    @Test
    void certifiesNothingWhenNobodyAnswers() {
        Response answer = ask("tls-server", "www." + domain);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.<String>path("rule")).isEqualTo("caa-unanswered");
        assertThat(answer.<String>path("value")).contains("www." + domain);
    }

    @Test
    void asksForMailboxesByTheirOwnProperty() throws IOException {
        zone("@ CAA 0 issue \";\"", "mail CAA 0 issuemail \"other.example\"");
        Response issued = mailbox("info@" + domain);
        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(201);
        Response refused = mailbox("info@mail." + domain);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(403);
        assertThat(refused.<String>path("rule")).isEqualTo("caa-forbids");
        assertThat(refused.<String>path("fix")).contains("issuemail", "pki.example.gov.pk");
        zone("@ CAA 0 issue \";\"", "mail CAA 0 issuemail \"pki.example.gov.pk\"");
        assertThat(mailbox("info@mail." + domain).statusCode()).isEqualTo(201);
    }

    @Test
    void asksForTlsAndMailboxesAlone() {
        assertThat(ask("authentication-device", "gate." + domain).statusCode()).isEqualTo(201);
    }

    private Response ask(String profile, String... hosts) {
        return ask(profile, "dns", List.of(hosts));
    }

    private Response mailbox(String name) {
        return ask("email-protection-mailbox", "email", List.of(name));
    }

    private Response ask(String profile, String kind, List<String> names) {
        return Api.bearer(TestInstallation.token(body, "person-" + body))
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "profile",
                        profile,
                        "csr",
                        Csrs.p256().pem(),
                        "names",
                        Map.of("subjectAltName", Map.of(kind, names))))
                .post("/api/v1/requests");
    }

    private void zone(String... lines) throws IOException {
        Files.writeString(
                zone, "$TTL 60\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\n" + String.join("\n", lines) + "\n");
    }
}
