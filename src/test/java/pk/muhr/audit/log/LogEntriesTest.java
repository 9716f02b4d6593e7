package pk.muhr.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.ConnectionAuditRecords;
import pk.muhr.x509.Der;

/** Records get their places after their commit, in an order that nothing can come before, once each. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class LogEntriesTest {

    private static final int MOST = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    LogEntries entries;

    @Inject
    RecordSearch search;

    @Inject
    AuditRecords audit;

    @Test
    void leavesOutWhatATransactionUnderWayMayStillPrecede() throws Exception {
        String early = UUID.randomUUID().toString();
        String late = UUID.randomUUID().toString();
        try (Connection first = open();
                Connection second = open()) {
            append(first, early);
            append(second, late);
            second.commit();
            for (int attempt = 0; attempt < 3; attempt++) {
                entries.sequence(MOST);
                assertThat(index(late)).isEmpty();
            }
            first.commit();
        }
        awaitAll();
        assertThat(index(early).getFirst()).isLessThan(index(late).getFirst());
    }

    @Test
    void knowsNothingOfWhatWasRolledBack() throws Exception {
        String subject = UUID.randomUUID().toString();
        try (Connection connection = open()) {
            append(connection, subject);
            connection.rollback();
        }
        awaitAll();
        assertThat(index(subject)).isEmpty();
    }

    @Test
    void givesEachRecordOnePlaceWhoeverIsAtIt() throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(4);
                ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                all.add(writers.submit((Callable<Void>) () -> {
                    for (int at = 0; at < 100; at++) {
                        try (Connection connection = open()) {
                            append(connection, UUID.randomUUID().toString());
                            append(connection, UUID.randomUUID().toString());
                            if (at % 5 == 0) {
                                connection.rollback();
                            } else {
                                connection.commit();
                            }
                        }
                    }
                    return null;
                }));
                all.add(replicas.submit(() -> {
                    for (int at = 0; at < 50; at++) {
                        entries.sequence(7);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        awaitAll();
        assertIsOneTree();
    }

    /** Every entry is its record's, its hash is its own, and the root is over all of them. */
    private void assertIsOneTree() throws SQLException {
        TreeHead head = entries.head();
        List<byte[]> leaves = new ArrayList<>();
        for (long first = 0; first < head.size(); first += Tile.WIDTH) {
            int width = (int) Math.min(Tile.WIDTH, head.size() - first);
            entries.entries(new Tile(0, first / Tile.WIDTH, width))
                    .forEach(entry -> leaves.add(MerkleTree.leaf(entry)));
        }
        assertThat(MerkleTree.root(leaves)).isEqualTo(head.root().bytes());
        assertThat(new Proofs(entries).root(head.size())).isEqualTo(head.root());
        assertThat(numbers("select count(*) from log_entry where idx < " + head.size()))
                .containsExactly(head.size());
        assertThat(numbers("select record from log_entry group by record having count(*) > 1"))
                .isEmpty();
    }

    @Test
    void revealsNothingButProvesAll() throws Exception {
        String subject = "certificate-of-" + UUID.randomUUID();
        audit.appendAlone(AuditEvent.success(
                        "TEST_HAPPENED",
                        new Actor("zainab@example.gov.pk", Optional.of("registration-officer")),
                        Map.of("cnic", "3520212345671", "names", List.of("Zainab", "زینب"), "n", 7))
                .withAuthority("gov-tls-g1")
                .withSubject(subject));
        awaitAll();
        long index = index(subject).getFirst();
        byte[] entry = entries.entries(tileOf(index)).get((int) (index % Tile.WIDTH));
        String line = new String(entry, StandardCharsets.UTF_8);
        assertThat(line)
                .contains("\"event\":\"TEST_HAPPENED\"", "\"authority\":\"gov-tls-g1\"", "\"details.cnic\":")
                .doesNotContain("zainab", "Zainab", "زینب", "3520212345671", subject, "registration-officer");
        LoggedRecord again = search.logged(numbers("select record from log_entry where idx = " + index)
                        .getFirst())
                .orElseThrow();
        assertThat(again.entry()).isEqualTo(Der.of(entry));
        assertThat(again.openings())
                .extracting(Opening::name, Opening::json)
                .contains(
                        tuple("actor", "\"zainab@example.gov.pk\""),
                        tuple("details.names", "[\"Zainab\",\"زینب\"]"),
                        tuple("details.n", "7"));
        JsonNode fields = JSON.readTree(line).path("fields");
        assertThat(fields.size()).isEqualTo(again.openings().size());
        again.openings()
                .forEach(opening ->
                        assertThat(fields.path(opening.name()).asText()).isEqualTo(opening.commitment()));
    }

    @Test
    void cannotBeGivenAHeadThatDoesNotFollow() throws Exception {
        awaitAll();
        long size = entries.head().size();
        for (String values : List.of(
                size + ", '\\x00', '1', 1", // the same size
                (size + 1) + ", '\\x00', '99999999999', 1", // an entry that is not there
                (size - 1) + ", '\\x00', '1', 1")) {
            try (Connection connection = open();
                    PreparedStatement insert =
                            connection.prepareStatement("insert into log_head (size, root, xid, record)"
                                    + " select v.a, decode(repeat('00', 32), 'hex'), v.c::xid8, v.d from (values ("
                                    + values + ")) as v (a, b, c, d)")) {
                assertThatThrownBy(insert::execute)
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("MU120"));
            }
        }
    }

    /** The place in the order is the database's to say, and so is what the salts are made of. */
    @Test
    void cannotBeGivenARecordOfAnotherTimeOrTransaction() throws SQLException {
        for (String column : List.of("recorded_at", "xid", "secret")) {
            try (Connection connection = open();
                    PreparedStatement insert =
                            connection.prepareStatement("insert into audit_record (event, outcome, actor, details, "
                                    + column + ") select 'X', 'success', 'x', '{}', r." + column
                                    + " from audit_record r limit 1")) {
                assertThatThrownBy(insert::execute)
                        .as(column)
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("42501"));
            }
        }
    }

    private static Tile tileOf(long index) {
        return new Tile(0, index / Tile.WIDTH, (int) (index % Tile.WIDTH) + 1);
    }

    private static Connection open() throws SQLException {
        Connection connection = TestInstallation.application().connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void append(Connection connection, String subject) throws SQLException {
        new ConnectionAuditRecords(connection)
                .append(AuditEvent.success("TEST_HAPPENED", Actor.system("test"), Map.of())
                        .withSubject(subject));
    }

    private static List<Long> index(String subject) throws SQLException {
        return numbers("select e.idx from log_entry e join audit_record r on r.seq = e.record where r.subject = '"
                + subject + "'");
    }

    private void awaitAll() throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        String left =
                "select r.seq from audit_record r where not exists (select 1 from log_entry e where e.record = r.seq)";
        while (!numbers(left).isEmpty()) {
            assertThat(Instant.now()).as("all records have a place").isBefore(end);
            Thread.sleep(50);
        }
    }

    private static List<Long> numbers(String query) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(row.getLong(1));
            }
        }
        return found;
    }
}
