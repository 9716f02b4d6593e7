package pk.muhr.revocation.mass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.health.api.Wellness;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.Hierarchy;
import pk.muhr.identity.Role;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Certificate;

/** Mass revocation over HTTP: preview, order, batches, two officers. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class MassRevocationResourceTest {

    private static final String ORDERS = "/api/v1/revocations";

    @Inject
    CertificateStatuses statuses;

    @Inject
    Hierarchy hierarchy;

    @Inject
    MassRevocations orders;

    @Inject
    AuditRecords audit;

    @Inject
    @Wellness
    OrderWatch watch;

    @Test
    void previewsOrdersAndRevokesExactlyWhatWasPreviewed() throws InterruptedException {
        List<Certificate> certificates = certificates(3);
        Certificate other = TestCertificates.issued("nitb");
        Map<String, Object> wish = wish(certificates, "superseded", "weakKey");
        Response preview = post(Role.REVOCATION_OFFICER, "/preview", wish);
        assertThat(preview.statusCode()).as(preview.asString()).isEqualTo(200);
        assertThat(preview.<Integer>path("certificates")).isEqualTo(3);
        assertThat(preview.<Integer>path("officers")).isEqualTo(1);
        assertThat(preview.<Map<String, Integer>>path("byProfile")).isEqualTo(Map.of("tls-server", 3));
        assertThat(preview.<Map<String, Integer>>path("byBody")).isEqualTo(Map.of("nitb", 3));
        assertThat(preview.<List<String>>path("sample")).hasSize(3);
        assertThat(status(certificates.getFirst())).isInstanceOf(CertificateStatus.Good.class);

        Response order = post(Role.REVOCATION_OFFICER, "", confirmed(wish, preview));
        assertThat(order.statusCode()).as(order.asString()).isEqualTo(202);
        assertThat(Duration.between(Instant.parse(order.path("placedAt")), Instant.parse(order.path("dueBy"))))
                .isEqualTo(Duration.ofDays(5));
        Response done = awaitDone(order.path("id"));
        assertThat(done.<Integer>path("revoked")).isEqualTo(3);
        assertThat(certificates).allSatisfy(certificate -> assertThat(status(certificate))
                .isInstanceOf(CertificateStatus.Revoked.class));
        assertThat(status(other)).isInstanceOf(CertificateStatus.Good.class);
        String id = order.path("id");
        assertThat(audit.newest(200).stream()
                        .filter(record -> record.event().event().equals("CERTIFICATE_REVOKED"))
                        .filter(record -> record.event().details().toString().contains(id)))
                .hasSize(3);
        assertThat(audit.newest(200).stream().map(record -> record.event().event()))
                .contains("REVOCATION_ORDERED", "REVOCATION_ORDER_DONE");
    }

    @Test
    void refusesWhatIsNotAsPreviewed() {
        List<Certificate> certificates = certificates(2);
        Map<String, Object> wish = wish(certificates, "superseded", null);
        Map<String, Object> order = confirmed(wish, post(Role.SECURITY_OFFICER, "/preview", wish));
        Map<String, Object> otherReason = new HashMap<>(order);
        otherReason.put("reason", "cessationOfOperation");
        otherReason.remove("cause");
        assertRefused(post(Role.SECURITY_OFFICER, "", otherReason), 409, "not-as-previewed");
        TestCertificates.revoke("nitb", certificates.getFirst(), "superseded");
        assertRefused(post(Role.SECURITY_OFFICER, "", order), 409, "not-as-previewed");
        assertThat(status(certificates.getLast())).isInstanceOf(CertificateStatus.Good.class);
    }

    @Test
    void findsByKeyBodyProfileAuthorityPolicyRequesterAndTime() {
        Certificate certificate = TestCertificates.issued("ntc");
        String policy = Api.officer(Role.AUDITOR).get("/api/v1/policies").path("active.hash");
        Map<String, Object> everything = Map.of(
                "key", certificate.key().fingerprint().hex(),
                "body", "ntc",
                "profile", "tls-server",
                "authority", "gov-tls-g1",
                "policyHash", policy,
                "requester", "test-subscriber-ntc",
                "issuedFrom", certificate.notBefore().minusSeconds(60).toString());
        assertThat(count(everything)).isEqualTo(1);
        Map<String, String> others = Map.of(
                "key",
                "0".repeat(64),
                "body",
                "nitb",
                "profile",
                "eseal",
                "authority",
                "gov-signing-g1",
                "policyHash",
                "0".repeat(64),
                "requester",
                "somebody",
                "issuedFrom",
                Instant.now().plusSeconds(60).toString(),
                "issuedTo",
                certificate.notBefore().minusSeconds(60).toString());
        others.forEach((member, value) -> {
            Map<String, Object> another = new HashMap<>(everything);
            another.put(member, value);
            assertRefused(preview(another, "superseded"), 422, "selection-empty");
        });
    }

    @Test
    void neverTakesAuthoritiesNorResponders() {
        String authority = hierarchy
                .named("gov-tls")
                .orElseThrow()
                .certificate()
                .fingerprint()
                .hex();
        assertRefused(preview(Map.of("certificates", List.of(authority)), "superseded"), 422, "selection-empty");
        assertRefused(preview(Map.of("profile", "ocsp-responder"), "superseded"), 422, "selection-empty");
    }

    @Test
    void refusesWhatCannotBeOrdered() {
        Certificate certificate = TestCertificates.issued("nitb");
        Map<String, Object> one =
                Map.of("certificates", List.of(certificate.fingerprint().hex()));
        assertRefused(preview(Map.of(), "superseded"), 422, "selection-too-wide");
        assertRefused(preview(one, "certificateHold"), 422, "reason-not-permitted");
        assertRefused(preview(one, "cACompromise"), 422, "reason-not-permitted");
        assertRefused(preview(one, "bored"), 400, "reason-unknown");
        Map<String, Object> cause = wish(List.of(certificate), "superseded", "misuse");
        assertRefused(post(Role.SECURITY_OFFICER, "/preview", cause), 422, "cause-not-of-reason");
        cause.put("cause", "mood");
        assertRefused(post(Role.SECURITY_OFFICER, "/preview", cause), 400, "cause-unknown");
        assertRefused(
                post(Role.SECURITY_OFFICER, "", wish(List.of(certificate), "superseded", null)),
                400,
                "token-malformed");
        for (Role role : List.of(Role.AUDITOR, Role.REGISTRATION_OFFICER, Role.CA_ADMINISTRATOR)) {
            assertThat(post(role, "/preview", wish(List.of(certificate), "superseded", null))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertRefused(Api.officer(Role.AUDITOR).get(ORDERS + "/" + UUID.randomUUID()), 404, "order-unknown");
        assertThat(Api.subscriber("nitb").get(ORDERS).statusCode()).isEqualTo(403);
    }

    /** The order is written as one over a thousand certificates, the last two of which there are. */
    @Test
    void waitsForAnOfficerOfAnotherRoleWhereItTakesAThousand() throws SQLException, InterruptedException {
        List<Certificate> certificates = certificates(2);
        UUID id = placed(certificates, 1000);
        assertThat(orders.carryOn(id)).isFalse();
        assertThat(overdue()).as("late while it waits").containsKey(id.toString());
        assertThatThrownBy(() -> batch(id, 1)).hasMessageContaining("waits for a second officer");
        assertRefused(confirm(Api.officer(Role.REVOCATION_OFFICER), id), 409, "same-officer");
        String colleague =
                TestInstallation.token(Role.REVOCATION_OFFICER, Optional.empty(), "another-revocation-officer");
        assertRefused(confirm(Api.bearer(colleague), id), 409, "same-officer");
        assertThat(status(certificates.getFirst())).isInstanceOf(CertificateStatus.Good.class);
        Response confirmed = confirm(Api.officer(Role.SECURITY_OFFICER), id);
        assertThat(confirmed.statusCode()).as(confirmed.asString()).isEqualTo(202);
        assertThat(awaitDone(id.toString()).<Integer>path("revoked")).isEqualTo(2);
        assertThat(overdue()).doesNotContainKey(id.toString());
        assertRefused(confirm(Api.officer(Role.SECURITY_OFFICER), id), 409, "order-not-waiting");
    }

    /** As a crash leaves it: one batch is done, one is not, and a certificate of that was revoked meanwhile. */
    @Test
    void goesOnWhereTheLastBatchEndedAndRevokesNothingTwice() throws SQLException, InterruptedException {
        List<Certificate> certificates = certificates(3);
        TestCertificates.revoke("nitb", certificates.get(1), "affiliationChanged");
        UUID id = placed(certificates, 3, 1);
        Response done = awaitDone(id.toString());
        assertThat(done.<Integer>path("revoked"))
                .as("one as if by the batch before the crash")
                .isEqualTo(2);
        assertThat(status(certificates.getFirst())).isInstanceOf(CertificateStatus.Good.class);
        assertThat(status(certificates.get(2))).isInstanceOf(CertificateStatus.Revoked.class);
        assertThat(orders.carryOn(id)).isFalse();
        assertThatThrownBy(() -> batch(id, 2)).hasMessageContaining("is not the next");
    }

    private Map<String, Object> overdue() {
        return watch.call().getData().orElse(Map.of());
    }

    private List<Certificate> certificates(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> TestCertificates.issued("nitb"))
                .toList();
    }

    private static Map<String, Object> wish(List<Certificate> certificates, String reason, String cause) {
        Map<String, Object> wish = new HashMap<>();
        wish.put(
                "selection",
                Map.of(
                        "certificates",
                        certificates.stream()
                                .map(certificate -> certificate.fingerprint().hex())
                                .toList()));
        wish.put("reason", reason);
        if (cause != null) {
            wish.put("cause", cause);
        }
        return wish;
    }

    private static Map<String, Object> confirmed(Map<String, Object> wish, Response preview) {
        Map<String, Object> order = new HashMap<>(wish);
        Stream.of("selection", "cause", "token").forEach(member -> order.put(member, preview.path(member)));
        return order;
    }

    private static int count(Map<String, Object> selection) {
        return preview(selection, "superseded").path("certificates");
    }

    private static Response preview(Map<String, Object> selection, String reason) {
        return post(Role.REVOCATION_OFFICER, "/preview", Map.of("selection", selection, "reason", reason));
    }

    private static Response post(Role role, String path, Map<String, Object> wish) {
        return Api.officer(role).contentType(ContentType.JSON).body(wish).post(ORDERS + path);
    }

    private static Response confirm(RequestSpecification officer, UUID id) {
        return officer.post(ORDERS + "/" + id + "/confirmation");
    }

    private static Response awaitDone(String id) throws InterruptedException {
        for (int attempt = 0; attempt < 60; attempt++) {
            Response order = Api.officer(Role.AUDITOR).get(ORDERS + "/" + id);
            if (order.path("state").equals("done")) {
                return order;
            }
            Thread.sleep(500);
        }
        throw new AssertionError("the order is not done");
    }

    /** An order of the revocation officer as a replica may have left it, with this many certificates done. */
    private static UUID placed(List<Certificate> certificates, int count, int... done) throws SQLException {
        Api.officer(Role.REVOCATION_OFFICER);
        UUID id = UUID.randomUUID();
        try (Connection connection = TestInstallation.application().connect()) {
            connection.setAutoCommit(false);
            execute(
                    connection,
                    "insert into revocation_order (id, selection, reason, cause, certificates, placed_by, role, due_by)"
                            + " values (?, '{}', 4, 'weakKey', ?, 'test-revocation-officer', 'revocation-officer', now())",
                    id,
                    count);
            for (int at = 0; at < certificates.size(); at++) {
                execute(
                        connection,
                        "insert into revocation_order_target (revocation_order, position, certificate_sha256)"
                                + " values (?, ?, ?)",
                        id,
                        count - certificates.size() + at + 1,
                        certificates.get(at).fingerprint().hex());
            }
            for (int last : done) {
                execute(
                        connection,
                        "insert into revocation_order_batch (revocation_order, first, last, revoked) values (?, 1, ?, 1)",
                        id,
                        last);
            }
            connection.commit();
        }
        return id;
    }

    private static void batch(UUID id, int first) throws SQLException {
        try (Connection connection = TestInstallation.application().connect()) {
            execute(
                    connection,
                    "insert into revocation_order_batch (revocation_order, first, last, revoked) values (?, ?, 1000, 0)",
                    id,
                    first);
        }
    }

    private static void execute(Connection connection, String statement, Object... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statement)) {
            for (int at = 0; at < values.length; at++) {
                insert.setObject(at + 1, values[at]);
            }
            insert.executeUpdate();
        }
    }

    private CertificateStatus status(Certificate certificate) {
        return statuses.of(
                hierarchy.named("gov-tls").orElseThrow().certificate().key().fingerprint(), certificate.serial());
    }

    private static void assertRefused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.path("rule").toString()).isEqualTo(rule);
        assertThat(answer.path("fix").toString()).isNotBlank();
    }
}
