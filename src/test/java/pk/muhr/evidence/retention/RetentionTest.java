package pk.muhr.evidence.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.log.LogCheck;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.evidence.export.ExportVerifier;
import pk.muhr.evidence.export.Exported;
import pk.muhr.identity.Role;

/** Records of long ago, written by whoever owns the schema; the program gives them their places and destroys them. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RetentionTest {

    private static final YearMonth FIRST = YearMonth.of(1990, 1);
    private static final AtomicInteger MONTHS = new AtomicInteger();

    private static final String HOLDS = "/api/v1/audit/legal-holds";
    private static final String DESTRUCTIONS = "/api/v1/audit/destructions";

    /** A month of each test's own. */
    private final YearMonth month = FIRST.plusMonths(MONTHS.getAndIncrement());

    @TempDir
    Path directory;

    @Test
    void whatIsOverGoesAndItsLeavesStay() throws Exception {
        String certificate = Api.askForHost("nitb").path("certificate.id");
        long seq = happened("TEST_HAPPENED", "somebody", "{\"turn\": 1}");
        happened("TEST_HAPPENED", "nitb", "{\"body\": \"nitb\"}"); // its certificates came more than three years after
        happened("AUTHORITY_REGISTERED", "gov-tls-g1", "{}");
        happened("CERTIFICATE_TOUCHED", certificate, "{}");
        byte[] archive = archive();
        String id = proposed(manifest(archive)).path("id");

        Response done = confirm(Api.officer(Role.CA_ADMINISTRATOR), id);

        assertThat(done.statusCode()).as(done.asString()).isEqualTo(200);
        assertThat(done.<Integer>path("destroyed")).isEqualTo(2);
        assertThat(done.<Integer>path("kept")).isEqualTo(2);
        assertThat(done.<Integer>path("years")).isEqualTo(10);
        assertThat(left()).containsExactly("CERTIFICATE_TOUCHED", "AUTHORITY_REGISTERED");
        assertThat(TestInstallation.stored("select count(*) from log_entry where record = " + seq))
                .isEqualTo("1");
        assertThat(TestInstallation.stored("select details ->> 'archive' || ' ' || (details ->> 'destroyed') || ' ' ||"
                        + " (details ->> 'kept') from audit_record where event = 'AUDIT_RECORDS_DESTROYED' and subject = '"
                        + month + "'"))
                .isEqualTo(manifest(archive) + " 2 2");
        Exported.awaitAll();
        assertVerified(archive);
        assertVerified(Exported.of("format=zip").asByteArray());
        assertVerified(Exported.of("format=jsonl").asByteArray());
        assertThat(takenOut()).isEmpty();
        assertRefused(confirm(Api.officer(Role.CA_ADMINISTRATOR), id), 409, "destruction-done");
        assertRefused(propose(manifest(archive)), 409, "nothing-over");
        assertThat(Api.officer(Role.AUDITOR).get(DESTRUCTIONS).jsonPath().getList("id", String.class))
                .contains(id);
    }

    /** What reconciliation finds missing. */
    private static List<String> takenOut() throws SQLException {
        List<String> said = new ArrayList<>();
        try (Connection owner = TestInstallation.owner().connect()) {
            owner.setAutoCommit(false);
            new LogCheck(owner).look(said::add);
            owner.rollback();
        }
        return said.stream().filter(each -> each.endsWith(" was taken out")).toList();
    }

    /** A proof may be relied on for years, and is kept as long as the certificate that did. */
    @Test
    void whatABodyProvedStaysWithTheCertificateThatRestsOnIt() throws Exception {
        happened("DOMAIN_PROVED", "www.example.gov.pk", "{\"body\": \"nitb\"}");
        String certificate = Api.askForHost("nitb").path("certificate.id");
        try (Connection owner = TestInstallation.owner().connect();
                Statement change = owner.createStatement()) {
            owner.setAutoCommit(false);
            assertThat(over(change)).isEqualTo(1);
            change.execute("update intent set opened_at = '"
                    + month.plusMonths(20).atDay(1)
                    + "' where id = (select intent from outcome where certificate_sha256 = '" + certificate + "')");
            assertThat(over(change)).isZero();
            change.execute("update intent set not_after = now() - interval '10 years 1 day'");
            assertThat(over(change)).isEqualTo(1);
            owner.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void recordsStayForAsLongAsThePolicySays(int years) {
        YearMonth young = YearMonth.now(ZoneOffset.UTC).minusYears(years);
        assertRefused(propose(young, "0".repeat(64)), 409, "records-too-young");
    }

    /** Whatever the program says the policy is. */
    @Test
    void recordsStayForSevenYears() {
        YearMonth young = YearMonth.now(ZoneOffset.UTC).minusYears(7);
        assertThat(objection(young, 1)).isEqualTo("too-young");
        assertThat(objection(young.minusMonths(1), 1)).isNotEqualTo("too-young");
    }

    @Test
    void recordsStayWhileALegalHoldCoversThem() throws Exception {
        happened("TEST_HAPPENED", "somebody", "{\"body\": \"nitb\"}");
        String manifest = manifest(archive());
        String proposal = proposed(manifest).path("id");
        Api.askForHost("ntc"); // so that the register has it
        placed(Map.of("reason", "another body", "body", "ntc"));
        placed(Map.of(
                "reason",
                "another time",
                "from",
                month.plusMonths(1).atDay(1) + "T00:00:00Z",
                "to",
                month.plusMonths(1).atDay(2) + "T00:00:00Z"));
        String hold = placed(Map.of(
                "reason",
                "the court",
                "body",
                "nitb",
                "from",
                month.atDay(1) + "T00:00:00Z",
                "to",
                month.plusMonths(1).atDay(1) + "T00:00:00Z"));

        assertRefused(propose(manifest), 409, "records-held");
        assertRefused(confirm(Api.officer(Role.CA_ADMINISTRATOR), proposal), 409, "records-held");
        assertThat(release(Api.officer(Role.SECURITY_OFFICER), hold).<String>path("state"))
                .isEqualTo("placed");
        assertRefused(confirm(Api.officer(Role.CA_ADMINISTRATOR), proposal), 409, "records-held");
        assertRefused(release(Api.officer(Role.SECURITY_OFFICER), hold), 409, "same-person");
        assertRefused(release(another(), hold), 409, "same-role");
        Response released = release(Api.officer(Role.POLICY_AUTHORITY), hold);
        assertThat(released.<String>path("state")).as(released.asString()).isEqualTo("released");
        assertRefused(release(Api.officer(Role.CA_ADMINISTRATOR), hold), 409, "legal-hold-released");
        assertThat(confirm(Api.officer(Role.CA_ADMINISTRATOR), proposal).statusCode())
                .isEqualTo(200);
        assertThat(TestInstallation.stored(
                        "select string_agg(event, ' ' order by seq) from audit_record where subject = '" + hold + "'"))
                .isEqualTo("LEGAL_HOLD_PLACED LEGAL_HOLD_RELEASE_PROPOSED LEGAL_HOLD_RELEASED");
    }

    @Test
    void aLegalHoldIsOfATimeAndOfABodyThatThereIs() {
        assertRefused(
                place(Map.of("reason", "x", "from", "2001-01-01T00:00:00Z", "to", "2001-01-01T00:00:00Z")),
                422,
                "legal-hold-empty");
        assertRefused(place(Map.of("reason", "x", "body", "no-such-body")), 422, "body-unknown");
        assertRefused(
                release(Api.officer(Role.SECURITY_OFFICER), UUID.randomUUID().toString()), 404, "legal-hold-unknown");
    }

    @Test
    void recordsStayUntilTheyAreInACheckpointOutside() throws Exception {
        happened("TEST_HAPPENED", "somebody", "{}");
        String manifest = manifest(archive());
        try (Connection writer = TestInstallation.owner().connect();
                Statement late = writer.createStatement()) {
            writer.setAutoCommit(false);
            late.execute("select pg_current_xact_id()"); // what follows has no place until this ends
            happened("TEST_HAPPENED", "somebody else", "{}");
            assertRefused(propose(manifest), 409, "records-not-outside");
            writer.rollback();
        }
        Exported.awaitAll();
        assertThat(objection(month, 10)).isEqualTo("not-outside"); // of a tree without a checkpoint
    }

    @Test
    void recordsStayUntilAnArchiveHasThemAll() throws Exception {
        happened("TEST_HAPPENED", "somebody", "{}");
        String early = manifest(archive());
        happened("TEST_HAPPENED", "somebody else", "{}");
        awaitOutside();
        assertRefused(propose(early), 409, "archive-unknown");
        assertRefused(propose("0".repeat(64)), 409, "archive-unknown");
        assertRefused(propose(manifest(exported("format=zip&event=TEST_HAPPENED&" + asked()))), 409, "archive-unknown");
        assertRefused(
                propose(manifest(exported("format=zip&from=" + month.atDay(2) + "T00:00:00Z"))),
                409,
                "archive-unknown");
        String lines = new String(exported("format=jsonl&" + asked()), StandardCharsets.UTF_8);
        String signed = lines.substring(lines.lastIndexOf("muhr audit export\\n") + "muhr audit export\\n".length());
        assertRefused(propose(signed.substring(0, 64)), 409, "archive-unknown");
        assertThat(proposed(manifest(exported("format=zip"))).<String>path("state"))
                .isEqualTo("open");
    }

    @Test
    void twoOfficersOfDifferentRolesDestroy() throws Exception {
        happened("TEST_HAPPENED", "somebody", "{}");
        String id = proposed(manifest(archive())).path("id");
        assertRefused(confirm(Api.officer(Role.SECURITY_OFFICER), id), 409, "same-person");
        assertRefused(confirm(another(), id), 409, "same-role");
        assertRefused(
                confirm(Api.officer(Role.CA_ADMINISTRATOR), UUID.randomUUID().toString()), 404, "destruction-unknown");
        assertThat(confirm(Api.officer(Role.AUDITOR), id).statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> TestInstallation.execute("select destroy_audit_records('" + id + "', 10, 1)"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MU131"));
        assertThatThrownBy(() -> TestInstallation.execute("insert into audit_destruction_confirmation (proposal,"
                        + " confirmed_by, role) values ('" + id + "', 'test-security-officer', 'ca-administrator')"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MU131"));
        assertThat(left()).containsExactly("TEST_HAPPENED");
    }

    @Test
    void monthsAreMadeAheadAndNoRecordLacksAPlace() throws SQLException {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        for (int ahead = 1; ahead <= 3; ahead++) {
            assertThat(partition(now.plusMonths(ahead)))
                    .isEqualTo(
                            "audit_record_" + now.plusMonths(ahead).toString().replace('-', '_'));
        }
        assertThat(partition(now)).isEqualTo("audit_record_before");
        assertThat(partition(now.plusMonths(5))).isEqualTo("audit_record_other");
        assertThat(TestInstallation.stored("select audit_months_ahead()")).isEqualTo("0");
    }

    /** A month that is in use without a partition of its own stays where it is. */
    @Test
    void recordsThatCameFirstKeepTheirMonthOut() throws SQLException {
        YearMonth ahead = YearMonth.now(ZoneOffset.UTC).plusMonths(3);
        try (Connection owner = TestInstallation.owner().connect();
                Statement change = owner.createStatement()) {
            owner.setAutoCommit(false);
            change.execute("drop table audit_record_" + ahead.toString().replace('-', '_'));
            insert(owner, ahead, "TEST_HAPPENED", "somebody", "{}");
            try (var made = change.executeQuery("select audit_months_ahead()")) {
                made.next();
                assertThat(made.getInt(1)).isZero();
            }
            owner.rollback();
        }
    }

    private String partition(YearMonth of) throws SQLException {
        try (Connection owner = TestInstallation.owner().connect()) {
            owner.setAutoCommit(false);
            long seq = insert(owner, of, "TEST_HAPPENED", "somebody", "{}");
            try (Statement query = owner.createStatement();
                    var row = query.executeQuery(
                            "select cast(cast(tableoid as regclass) as text) from audit_record where seq = " + seq)) {
                row.next();
                return row.getString(1);
            } finally {
                owner.rollback();
            }
        }
    }

    private long happened(String event, String subject, String details) throws SQLException {
        try (Connection owner = TestInstallation.owner().connect()) {
            return insert(owner, month, event, subject, details);
        }
    }

    private static long insert(Connection owner, YearMonth of, String event, String subject, String details)
            throws SQLException {
        try (PreparedStatement insert = owner.prepareStatement(
                "insert into audit_record (event, outcome, actor, subject,"
                        + " details, recorded_at) values (?, 'success', 'somebody', ?, cast(? as jsonb), ?) returning seq")) {
            insert.setString(1, event);
            insert.setString(2, subject);
            insert.setString(3, details);
            insert.setObject(4, of.atDay(15).atStartOfDay().atOffset(ZoneOffset.UTC));
            try (var row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private int over(Statement query) throws SQLException {
        try (var row = query.executeQuery("select count(*) from audit_records_over('" + month.atDay(1) + "', 10)")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String objection(YearMonth of, int years) {
        return TestInstallation.stored("select audit_destruction_objection('" + of.atDay(1) + "', repeat('0', 64), "
                + years + ", 9223372036854775807)");
    }

    private String asked() {
        return "from=" + month.atDay(1) + "T00:00:00Z&to=" + month.plusMonths(1).atDay(1) + "T00:00:00Z";
    }

    /** Waits until the month's records are in a checkpoint outside. */
    private void awaitOutside() throws IOException, InterruptedException {
        Exported.awaitAll();
        long size = Long.parseLong(TestInstallation.stored("select max(idx) + 1 from log_entry"));
        for (int attempt = 0; ; attempt++) {
            String kept = Files.readString(TestInstallation.outside().resolve("checkpoint"));
            if (Long.parseLong(kept.lines().skip(1).findFirst().orElseThrow()) >= size) {
                return;
            }
            assertThat(attempt).isLessThan(300);
            Thread.sleep(100);
        }
    }

    private byte[] archive() throws IOException, InterruptedException {
        awaitOutside();
        return exported("format=zip&" + asked());
    }

    private static byte[] exported(String query) {
        return Exported.of(query).asByteArray();
    }

    private static String manifest(byte[] archive) throws IOException {
        return new String(Exported.files(archive).get("manifest.sig"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    private void assertVerified(byte[] export) throws IOException, InterruptedException {
        List<LogVerifier> keys = Exported.keys()
                .lines()
                .map(line -> LogVerifier.of(line).orElseThrow())
                .toList();
        assertThat(new ExportVerifier(keys, Optional.empty(), List.of())
                        .verify(Files.write(directory.resolve("export"), export)))
                .isNotEmpty();
        Exported.Ran second = Exported.second(directory, export);
        assertThat(second.status()).as(second.said()).isZero();
    }

    private List<String> left() {
        return Api.officer(Role.AUDITOR)
                .urlEncodingEnabled(false)
                .get("/api/v1/audit/records?" + asked())
                .jsonPath()
                .getList("event");
    }

    private Response proposed(String manifest) {
        Response proposed = propose(manifest);
        assertThat(proposed.statusCode()).as(proposed.asString()).isEqualTo(201);
        return proposed;
    }

    private Response propose(String manifest) {
        return propose(month, manifest);
    }

    private static Response propose(YearMonth of, String manifest) {
        return Api.officer(Role.SECURITY_OFFICER)
                .contentType(ContentType.JSON)
                .body(Map.of("month", of.toString(), "archive", manifest))
                .post(DESTRUCTIONS);
    }

    private static Response confirm(RequestSpecification officer, String id) {
        return officer.post(DESTRUCTIONS + "/" + id + "/confirmation");
    }

    private static Response place(Map<String, String> wish) {
        return Api.officer(Role.SECURITY_OFFICER)
                .contentType(ContentType.JSON)
                .body(wish)
                .post(HOLDS);
    }

    private static String placed(Map<String, String> wish) {
        Response placed = place(wish);
        assertThat(placed.statusCode()).as(placed.asString()).isEqualTo(201);
        return placed.path("id");
    }

    private static Response release(RequestSpecification officer, String id) {
        return officer.contentType(ContentType.JSON)
                .body(Map.of("reason", "the case is closed"))
                .post(HOLDS + "/" + id + "/release");
    }

    private static RequestSpecification another() {
        return Api.bearer(TestInstallation.token(Role.SECURITY_OFFICER, "another-security-officer"));
    }

    private static void assertRefused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("type")).endsWith(rule);
    }
}
