package pk.muhr.validation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.Outcome;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;
import pk.muhr.validation.DomainProofs;
import pk.muhr.x509.DnsName;

/** A body proves a domain over HTTP; the name server and the web server are real. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class DomainResourceTest {

    private static final Actor TEST = Actor.system("test");

    @Inject
    Bodies bodies;

    @Inject
    DomainProofs proofs;

    @Inject
    DomainChallenges challenges;

    @Inject
    AuditRecords audit;

    @Inject
    Vertx vertx;

    private final String unique = UUID.randomUUID().toString();
    private final BodyId body = new BodyId("d" + unique);
    private final String domain = "d" + unique + ".gov.pk";
    private final Path zone = TestInstallation.dns().resolve(domain + ".zone");
    private Optional<HttpServer> server = Optional.empty();
    private volatile String content = "";

    @BeforeEach
    void register() {
        bodies.register(new Body(body, "Test Body", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        zone("@ A 127.0.0.1", "www A 127.0.0.1", "metadata A 169.254.169.254");
    }

    @AfterEach
    void takeAway() throws IOException {
        Files.delete(zone);
        server.ifPresent(running ->
                running.close().toCompletionStage().toCompletableFuture().join());
    }

    // --- proving ---

    @Test
    void aTxtRecordProvesTheDomain() {
        Response asked = ask(domain, "dns-txt");
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(201);
        String value = asked.path("value");
        assertThat(value).hasSizeGreaterThanOrEqualTo(22).matches("[A-Za-z0-9_-]+");
        assertThat(asked.<String>path("place")).isEqualTo("_muhr-challenge." + domain);
        assertThat(asked.<String>path("instruction")).contains("_muhr-challenge." + domain);

        notProved(check(asked), "there is no TXT record at _muhr-challenge." + domain);
        zone("_muhr-challenge TXT \"" + value + "x\"", "_muhr-challenge TXT \"v=spf1\"");
        notProved(check(asked), "\"v=spf1\"");
        zone("_muhr-challenge TXT \"v=spf1\"", "_muhr-challenge TXT \"" + value + "\"");
        Response proved = check(asked);
        assertThat(proved.statusCode()).as(proved.asString()).isEqualTo(200);
        assertThat(proved.<String>path("method")).isEqualTo("3.2.2.4.7");
        Instant end = Instant.parse(proved.path("expiresAt"));
        assertThat(end)
                .isBetween(
                        Instant.now().plus(Duration.ofDays(397)), Instant.now().plus(Duration.ofDays(398)));

        assertThat(proofs.covering(body, new DnsName("www." + domain), Instant.now()))
                .isPresent();
        AuditRecord record = recorded("DOMAIN_PROVED");
        assertThat(record.event().details())
                .containsEntry("method", "3.2.2.4.7")
                .containsEntry("edition", "BR 2.2.6")
                .containsEntry("challenge", asked.<String>path("id"))
                .containsEntry("proof", proved.<String>path("id"));
        assertThat(recorded("DOMAIN_NOT_PROVED").event().outcome()).isEqualTo(Outcome.REFUSAL);
        assertThat(checks()).containsExactly("there is no", "at _muhr-ch", "proof");
        assertThat(check(asked).statusCode()).as("a challenge proves once").isEqualTo(404);
    }

    @Test
    void aFileProvesTheOneName() {
        Response asked = ask("www." + domain, "http-file");
        String address = asked.path("place");
        assertThat(address).isEqualTo("http://www." + domain + "/.well-known/pki-validation/muhr.txt");
        notProved(check(asked), "cannot be reached");
        serve("something else\u202e");
        notProved(check(asked), "\"something else?\"");
        serve(asked.path("value") + "\n");
        Response proved = check(asked);
        assertThat(proved.statusCode()).as(proved.asString()).isEqualTo(200);
        assertThat(proved.<String>path("method")).isEqualTo("3.2.2.4.18");
        assertThat(proofs.covering(body, new DnsName("www." + domain), Instant.now()))
                .isPresent();
        assertThat(proofs.covering(body, new DnsName("a.www." + domain), Instant.now()))
                .isEmpty();
    }

    @Test
    void aFileIsNotLookedForInside() {
        notProved(check(ask("metadata." + domain, "http-file")), "169.254.169.254, which is not public");
    }

    @Test
    void listsProofsAndOpenChallenges() {
        Response first = ask(domain, "dns-txt");
        Response second = ask(domain, "http-file");
        zone("_muhr-challenge TXT \"" + first.path("value") + "\"");
        assertThat(check(first).statusCode()).isEqualTo(200);
        for (RequestSpecification reader :
                List.of(subscriber(), officer(), Api.officer(Role.AUDITOR), Api.officer(Role.SECURITY_OFFICER))) {
            Response listed = reader.get(path(body));
            assertThat(listed.statusCode()).isEqualTo(200);
            assertThat(listed.<List<String>>path("challenges.id")).containsExactly(second.<String>path("id"));
            assertThat(listed.<List<String>>path("proofs.domain")).containsExactly(domain);
            assertThat(listed.<List<Integer>>path("proofs.ageDays")).containsExactly(0);
        }
    }

    // --- whose domain it is ---

    @Test
    void aDomainHasOneBody() {
        BodyId other = new BodyId("o" + unique);
        bodies.register(new Body(other, "Other", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        Response early = officer().body(wish(domain, "dns-txt")).post(path(other));
        Response asked = ask(domain, "dns-txt");
        zone(
                "_muhr-challenge TXT \"" + asked.path("value") + "\"",
                "_muhr-challenge TXT \"" + early.path("value") + "\"");
        assertThat(check(asked).statusCode()).isEqualTo(200);

        Response late = officer().body(wish(domain, "dns-txt")).post(path(other));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.<String>path("type")).endsWith("domain-held");
        Response checked = officer().post(path(other) + "/" + early.path("id") + "/check");
        assertThat(checked.statusCode()).isEqualTo(409);
        assertThat(proofs.of(other)).isEmpty();
        assertThat(check(asked).statusCode()).isEqualTo(404);
    }

    @Test
    void anEndedProofFreesTheDomain() {
        Response asked = ask(domain, "dns-txt");
        zone("_muhr-challenge TXT \"" + asked.path("value") + "\"");
        String proof = check(asked).path("id");
        String end = path(body) + "/" + proof + "/end";
        assertThat(subscriber().post(end).statusCode()).isEqualTo(403);
        assertThat(Api.officer(Role.SECURITY_OFFICER).post(end).statusCode()).isEqualTo(403);
        for (String unknown : List.of(
                path(new BodyId("nitb")) + "/" + proof + "/end",
                path(body) + "/" + UUID.randomUUID() + "/end",
                path(body) + "/x/end")) {
            Response answer = officer().post(unknown);
            assertThat(answer.statusCode()).as(unknown).isEqualTo(404);
            assertThat(answer.<String>path("type")).endsWith("proof-unknown");
        }
        assertThat(proofs.of(body)).hasSize(1);

        for (String again : List.of("at first", "once more")) {
            Response ended = officer().post(end);
            assertThat(ended.statusCode()).as(again).isEqualTo(200);
            assertThat(ended.<String>path("id")).isEqualTo(proof);
        }
        assertThat(subscriber().get(path(body)).<List<String>>path("proofs.id")).isEmpty();
        assertThat(recorded("DOMAIN_PROOF_ENDED").event().details()).containsEntry("proof", proof);
        BodyId other = new BodyId("o" + unique);
        bodies.register(new Body(other, "Other", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        assertThat(officer().body(wish(domain, "dns-txt")).post(path(other)).statusCode())
                .isEqualTo(201);
    }

    @Test
    void isTheBodysBusinessAndTheRegistrationOfficers() {
        Response asked = ask(domain, "dns-txt");
        String check = path(body) + "/" + asked.path("id") + "/check";
        RequestSpecification foreign = Api.subscriber("nitb");
        assertThat(foreign.get(path(body)).statusCode()).isEqualTo(404);
        assertThat(foreign.post(check).statusCode()).isEqualTo(404);
        assertThat(foreign.contentType(ContentType.JSON)
                        .body(wish(domain, "dns-txt"))
                        .post(path(body))
                        .statusCode())
                .isEqualTo(404);
        assertThat(Api.subscriber("nitb")
                        .post(path(new BodyId("nitb")) + "/" + asked.path("id") + "/check")
                        .statusCode())
                .as("a challenge of another body")
                .isEqualTo(404);
        for (Role other : List.of(Role.AUDITOR, Role.SECURITY_OFFICER, Role.REVOCATION_OFFICER)) {
            assertThat(Api.officer(other).post(check).statusCode()).isEqualTo(403);
        }
        assertThat(Api.officer(Role.REVOCATION_OFFICER).get(path(body)).statusCode())
                .isEqualTo(403);
        assertThat(Api.anonymous().get(path(body)).statusCode()).isEqualTo(401);
    }

    // --- what is no domain ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gov",
                "localhost",
                "127.0.0.1",
                "*.dept.gov.pk",
                "dépt.gov.pk",
                "xn--a.gov.pk",
                "a b.gov.pk",
                "dept.gov.pk.",
                "_dmarc.dept.gov.pk",
                "dept.internal"
            })
    void refusesWhatIsNoDomain(String text) {
        Response answer = ask(text, "dns-txt");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("type")).endsWith("domain-malformed");
        assertThat(answer.<String>path("fix")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gov.pk", "GOV.PK", "edu.pk", "com.pk", "gop.pk"})
    void refusesWhatIsNobodysDomain(String text) {
        Response answer = ask(text, "dns-txt");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.<String>path("type")).endsWith("domain-not-provable");
    }

    @Test
    void refusesNamesThatAreTooLongForTheRecord() {
        String label = "a".repeat(60) + ".";
        assertThat(ask(label.repeat(3) + "a".repeat(48) + ".gov.pk", "dns-txt").statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesAMethodThatIsNone() {
        assertThat(ask(domain, "email").statusCode()).isEqualTo(400);
        assertThat(subscriber().body(Map.of("domain", domain)).post(path(body)).statusCode())
                .isEqualTo(400);
        assertThat(subscriber().body("{}").post(path(body)).statusCode()).isEqualTo(400);
    }

    // --- time ---

    @Test
    void aValueProvesNothingWhenItsTimeIsOver() {
        Response asked = ask(domain, "dns-txt");
        Instant end = Instant.parse(asked.path("expiresAt"));
        assertThat(Duration.between(Instant.parse(asked.path("issuedAt")), end)).isEqualTo(Duration.ofDays(30));
        assertThat(challenges.open(body, end.minusMillis(1))).hasSize(1);
        assertThat(challenges.open(body, end)).isEmpty();
    }

    private Response ask(String name, String method) {
        return subscriber().body(wish(name, method)).post(path(body));
    }

    private Response check(Response asked) {
        return subscriber().post(path(body) + "/" + asked.path("id") + "/check");
    }

    private static Map<String, String> wish(String name, String method) {
        return Map.of("domain", name, "method", method);
    }

    private RequestSpecification subscriber() {
        return Api.bearer(TestInstallation.token(body, "person-" + body)).contentType(ContentType.JSON);
    }

    private static RequestSpecification officer() {
        return Api.officer(Role.REGISTRATION_OFFICER).contentType(ContentType.JSON);
    }

    private static String path(BodyId owner) {
        return "/api/v1/bodies/" + owner + "/domains";
    }

    private static void notProved(Response answer, String found) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.<String>path("type")).endsWith("domain-not-proved");
        assertThat(answer.<String>path("detail")).contains(found);
        assertThat(answer.<String>path("fix")).isNotBlank();
    }

    private AuditRecord recorded(String event) {
        return audit.newest(100).stream()
                .filter(record -> record.event().event().equals(event)
                        && record.event().subject().equals(Optional.of(domain)))
                .findFirst()
                .orElseThrow();
    }

    /** How each reason begins, in their order. */
    private List<String> checks() {
        String query = "select coalesce(left(reason, 11), 'proof') from domain_check k"
                + " join domain_challenge c on c.id = k.challenge where c.domain = '" + domain + "' order by seq";
        try (Connection connection = TestInstallation.application().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            Stream.Builder<String> found = Stream.builder();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found.build().toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void zone(String... lines) {
        try {
            Files.writeString(
                    zone,
                    "$TTL 60\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\n" + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(String said) {
        content = said;
        if (server.isPresent()) {
            return;
        }
        int port = ConfigProvider.getConfig().getValue("muhr.validation.http-port", Integer.class);
        server = Optional.of(vertx.createHttpServer()
                .requestHandler(request -> {
                    boolean there = request.path().equals("/.well-known/pki-validation/muhr.txt");
                    request.response().setStatusCode(there ? 200 : 404).end(content, "UTF-8");
                })
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join());
    }
}
