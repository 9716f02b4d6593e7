package pk.muhr.evidence.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.evidence.log.Outside;
import pk.muhr.identity.Role;

/** Whoever owns the database changes something in it; each change is found and named, and undone after the test. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ReconciliationTest {

    private static final String LAST_ISSUED =
            "(select intent from outcome where state = 'ISSUED' order by recorded_at desc limit 1)";
    private static final String LAST_RECORD = "(select max(record) from log_entry)";

    @TempDir
    Path empty;

    private static List<String> before;

    private Connection owner;

    @BeforeEach
    void aCertificateThatIsRevoked() throws SQLException, IOException, InterruptedException {
        owner = TestInstallation.owner().connect();
        if (before == null) {
            issueAndRevoke();
            awaitPlaces();
        }
        owner.setAutoCommit(false);
        owner.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        if (before == null) {
            before = differences();
        }
    }

    private static void issueAndRevoke() {
        Response issued = Api.askForHost("nitb");
        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(201);
        assertThat(Api.officer(Role.REVOCATION_OFFICER)
                        .contentType(ContentType.JSON)
                        .body(Map.of("reason", "superseded"))
                        .post("/api/v1/certificates/" + issued.path("certificate.id") + "/revocation")
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterEach
    void undo() throws SQLException {
        owner.rollback();
        owner.close();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "update intent set tbs = tbs || '\\x00' where id = " + LAST_ISSUED,
                        "has other bytes than were put on record"),
                change(
                        "delete from audit_record where event = 'INTENT_OPENED' and seq = (select max(seq) from audit_record"
                                + " where event = 'INTENT_OPENED')",
                        "has no record of its opening"),
                change(
                        "insert into audit_record (event, outcome, actor, subject, details) values ('CERTIFICATE_ISSUED',"
                                + " 'success', 'nobody', repeat('0', 64), '{}')",
                        "the certificate " + "0".repeat(64) + " is on record and there is none"),
                change(
                        "update outcome set signature = set_byte(signature, 9, (get_byte(signature, 9) + 1) % 256)"
                                + " where intent = " + LAST_ISSUED,
                        "cannot be put together any more"),
                change(
                        "delete from audit_record where event = 'CERTIFICATE_ISSUED' and seq = (select max(seq) from"
                                + " audit_record where event = 'CERTIFICATE_ISSUED')",
                        "has no record of its issuance"),
                change(
                        "insert into audit_record (event, outcome, actor, subject, details) select event, outcome, actor,"
                                + " subject, details from audit_record where event = 'CERTIFICATE_ISSUED' order by seq desc"
                                + " limit 1",
                        "is on record 2 times"),
                change(
                        "delete from revocation where seq = (select max(seq) from revocation where kind = 'REVOKED'"
                                + " and supersedes is null)",
                        "changed its status 0 times, and is on record with 1"),
                change(
                        "delete from audit_record where seq = (select max(seq) from audit_record where event ="
                                + " 'CERTIFICATE_REVOKED')",
                        "and is on record with 0"),
                change(
                        "delete from crl where number = (select max(number) from crl where authority = 'gov-tls-g1'"
                                + " and shard = -1) and authority = 'gov-tls-g1' and shard = -1",
                        "is on record and there is none"),
                change(
                        "update crl set sha256 = repeat('0', 64) where number = (select max(number) from crl where"
                                + " authority = 'gov-tls-g1' and shard = -1) and authority = 'gov-tls-g1' and shard = -1",
                        "is another one than was put on record"),
                change("delete from audit_record where seq = " + LAST_RECORD, "was taken out"),
                change(
                        "update audit_record set actor = 'somebody else' where seq = " + LAST_RECORD,
                        "is not the one that leaf"),
                change("update audit_record set details = '{}' where seq = " + LAST_RECORD, "is not the one that leaf"),
                change(
                        "update audit_record set recorded_at = recorded_at + interval '1 microsecond' where seq = "
                                + LAST_RECORD,
                        "is not the one that leaf"),
                change(
                        "update audit_record set secret = sha256(secret) where seq = " + LAST_RECORD,
                        "is not the one that leaf"),
                change(
                        "update log_entry set entry = entry || ' ' where record = " + LAST_RECORD,
                        "has another hash than its entry"),
                change("delete from log_entry where record = " + LAST_RECORD, "do not make the log's tree"),
                change("delete from log_entry where idx = 3", "leaf 4 of the log is not in its place"),
                change(
                        "update log_head set root = sha256(root) where size = (select max(size) from log_head)",
                        "do not make the log's tree"),
                change(
                        "insert into audit_record (event, outcome, actor, details, recorded_at) overriding user value values"
                                + " ('TEST_HAPPENED', 'success', 'nobody', '{}', now() - interval '1 day')",
                        "has no place in the log"));
    }

    private static Arguments change(String statement, String found) {
        return Arguments.of(statement, found);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void findsEachChange(String statement, String found) throws SQLException, IOException {
        try (Statement change = owner.createStatement()) {
            assertThat(change.executeUpdate(statement)).isPositive();
        }
        List<String> after = differences();
        after.removeAll(before);
        assertThat(after).anySatisfy(sentence -> assertThat(sentence).contains(found));
    }

    @Test
    void holdsTheDatabaseAgainstWhatLiesOutside() throws SQLException, IOException {
        Path outside = TestInstallation.outside();
        assertThat(differences(new Outside(outside)))
                .filteredOn(sentence -> sentence.contains("outside") || sentence.contains("published"))
                .isEmpty();
        assertThat(differences(new Outside(empty)))
                .anyMatch(sentence -> sentence.contains("no checkpoint that can be read lies in"));
        Files.writeString(
                empty.resolve("checkpoint"),
                Files.readString(outside.resolve("checkpoint")).replaceFirst("\n", "\n1"));
        assertThat(differences(new Outside(empty)))
                .anyMatch(sentence -> sentence.contains("is not signed by a log key of this database"));
    }

    /** Of a month whose records two officers destroyed, what is left is held against what was kept. */
    @Test
    void missesNoRecordThatWasDestroyedAfterItsTime() throws SQLException, IOException {
        try (Statement change = owner.createStatement()) {
            change.execute(
                    "create temporary table gone on commit drop as select i.id, o.certificate_sha256, i.authority,"
                            + " i.serial from intent i join outcome o on o.intent = i.id where i.id = " + LAST_ISSUED);
            change.execute(
                    "delete from audit_record r using gone g where r.details ->> 'intent' = cast(g.id as text) or"
                            + " r.event = 'CERTIFICATE_REVOKED' and r.authority = g.authority and r.details ->> 'serial' = g.serial");
            change.execute("update intent set opened_at = '2003-02-28 23:59:59Z' where id in (select id from gone)");
            change.execute("update outcome set recorded_at = '2003-03-01Z' where intent in (select id from gone)");
            change.execute("update revocation r set recorded_at = '2003-03-31 23:59:59Z' from gone g"
                    + " where r.authority = g.authority and r.serial = g.serial");
            assertThat(differences())
                    .anyMatch(sentence -> sentence.contains("has no record of its opening"))
                    .anyMatch(sentence -> sentence.contains("has no record of its issuance"))
                    .anyMatch(sentence -> sentence.contains("changed its status 1 times, and is on record with 0"));
            change.execute("alter table audit_destruction_confirmation disable trigger user");
            change.execute("insert into audit_destruction (id, month, archive, proposed_by, role) select"
                    + " gen_random_uuid(), '2003-03-01', repeat('0', 64), min(id), 'security-officer' from person");
            change.execute("insert into audit_destruction_confirmation (proposal, confirmed_by, role) select id,"
                    + " proposed_by, 'ca-administrator' from audit_destruction where month = '2003-03-01'");
            change.execute(
                    "insert into audit_destruction_done (proposal, month, years, destroyed, kept) select id, month,"
                            + " 10, 3, 0 from audit_destruction where month = '2003-03-01'");
            assertThat(differences())
                    .filteredOn(sentence -> !sentence.endsWith(" was taken out")) // leaves of today say that they are
                    .isEqualTo(before);
            change.execute("update audit_destruction_done set kept = 2 where month = '2003-03-01'");
        }
        assertThat(differences())
                .anyMatch(sentence -> sentence.contains(
                        "of 2003-03 2 records were kept when the others were destroyed, and 0 are there"));
    }

    @Test
    void countsSignatures() throws SQLException, IOException {
        String label = "gov-tls-g1";
        assertThat(differences(Optional.empty(), Map.of(label, 1L, "no-such-key", 3L)))
                .anyMatch(sentence -> sentence.contains("the token counts 1 signatures of " + label))
                .anyMatch(sentence -> sentence.contains("no authority on record has a key no-such-key"));
    }

    private List<String> differences() throws SQLException, IOException {
        return differences(Optional.empty(), Map.of());
    }

    private List<String> differences(Outside outside) throws SQLException, IOException {
        owner.rollback(); // the database's moment comes after what lies outside is read
        return differences(Optional.of(outside), Map.of());
    }

    private List<String> differences(Optional<Outside> outside, Map<String, Long> counted)
            throws SQLException, IOException {
        List<String> said = new ArrayList<>();
        long number = new Reconciliation(owner, said::add).run(outside, counted);
        said.removeIf(sentence -> !sentence.startsWith("DIFFERENCE: "));
        assertThat(number).isEqualTo(said.size());
        return said;
    }

    private void awaitPlaces() throws SQLException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try (Statement query = owner.createStatement();
                    var row = query.executeQuery("select count(*) from audit_record r where not exists"
                            + " (select 1 from log_entry e where e.record = r.seq)")) {
                row.next();
                if (row.getLong(1) == 0) {
                    return;
                }
            }
            assertThat(attempt).isLessThan(300);
            Thread.sleep(100);
        }
    }
}
