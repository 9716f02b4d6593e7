package pk.muhr.audit.log;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.RecordForm;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Der;

/**
 * Puts the leaves back that were signed and that an older database lacks, so that its log goes on as the one log (invariant
 * I16). Their records are lost: the leaves say what happened and when, and nothing of whom.
 */
@ApplicationScoped
public class LogRecovery {

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('audit log', 0)) is null";

    private static final String WITHOUT_PLACE = "select " + RecordForm.COLUMNS + ", secret from audit_record r"
            + " where not exists (select 1 from log_entry e where e.record = r.seq)%s order by seq";

    private static final String OF_TRANSACTION = " and r.xid = cast(? as xid8)";

    private static final String BEGIN = "select cast(log_recovery_begins(cast(? as bigint[]), ?) as text)";

    private static final String HEAD = "select log_recovery_head(?, ?, cast(? as xid8), ?) is null";

    /** What was signed in a day or more since the backup takes its time. */
    private static final int LONGEST_SECONDS = 3600;

    private final AgroalDataSource store;
    private final LogEntries entries;
    private final Checkpoints checkpoints;
    private final LogKeys keys;
    private final AuditRecords audit;

    LogRecovery(AgroalDataSource store, LogEntries entries, Checkpoints checkpoints, LogKeys keys, AuditRecords audit) {
        this.store = store;
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.audit = audit;
    }

    /**
     * What was put back.
     *
     * @param from leaves that the database had
     * @param to leaves that were signed
     */
    public record Recovered(long from, long to, List<Lost> lost) {}

    /** Leaves and checkpoint are not of one tree with the database. */
    public static final class NotOneTree extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        private NotOneTree(String message) {
            super(message);
        }
    }

    /**
     * Goes on from a signed tree, in one transaction.
     *
     * @param note with this checkpoint, its signature verified
     * @param missing its leaves from the database's last one on
     * @throws NotOneTree when they do not make that tree together; nothing is changed then
     */
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_SECONDS)
    public Recovered recover(Checkpoint signed, SignedNote note, List<byte[]> missing, Actor by) {
        StoreRows.read(store, LOCK, List.of(), row -> row.getBoolean(1));
        long from = entries.head().size();
        List<LogEntry.Line> lines = lines(missing);
        List<LogEntries.Leaf> leaves = leaves(lines, missing);
        RightEdge edge = edge(signed, leaves);
        Map<Long, byte[]> waiting = withoutPlace("", List.of()).stream()
                .collect(Collectors.toMap(LogEntries.Leaf::record, LogEntries.Leaf::entry));
        List<LogEntries.Leaf> known = leaves.stream()
                .filter(leaf -> Arrays.equals(leaf.entry(), waiting.get(leaf.record())))
                .toList();
        Set<Long> here = known.stream().map(LogEntries.Leaf::record).collect(Collectors.toSet());
        List<Lost> lost = Lost.of(
                lines.stream().filter(line -> !here.contains(line.seq())).toList());
        Recovered recovered = new Recovered(from, signed.head().size(), lost);
        audit.append(AuditEvent.success(
                "LOG_RECOVERED", by, Map.of("from", from, "to", recovered.to(), "lost", leaves.size() - known.size())));
        try {
            putBack(recovered, leaves, known, edge, note);
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
        return recovered;
    }

    /**
     * Asks whether these leaves and those of the database make that tree.
     *
     * @throws NotOneTree when they do not
     */
    public void requireOneTree(Checkpoint signed, List<byte[]> missing) {
        edge(signed, leaves(lines(missing), missing));
    }

    private RightEdge edge(Checkpoint signed, List<LogEntries.Leaf> leaves) {
        long from = entries.head().size();
        RightEdge edge = RightEdge.of(from, entries);
        leaves.forEach(leaf -> edge.add(leaf.hash()));
        if (!edge.head().equals(signed.head())) {
            throw new NotOneTree("the " + from + " leaves of the database and the " + leaves.size()
                    + " that lie outside do not make the signed tree of "
                    + signed.head().size());
        }
        return edge;
    }

    private static List<LogEntry.Line> lines(List<byte[]> missing) {
        return missing.stream()
                .map(entry -> LogEntry.read(Der.of(entry))
                        .orElseThrow(() -> new NotOneTree("a leaf that lies outside is no record")))
                .toList();
    }

    private static List<LogEntries.Leaf> leaves(List<LogEntry.Line> lines, List<byte[]> missing) {
        List<LogEntries.Leaf> leaves = new ArrayList<>();
        for (int at = 0; at < missing.size(); at++) {
            byte[] entry = missing.get(at);
            leaves.add(new LogEntries.Leaf(lines.get(at).seq(), entry, MerkleTree.leaf(entry)));
        }
        return leaves;
    }

    private void putBack(
            Recovered recovered,
            List<LogEntries.Leaf> leaves,
            List<LogEntries.Leaf> known,
            RightEdge edge,
            SignedNote note)
            throws SQLException {
        String transaction = begin(leaves, known);
        if (!leaves.isEmpty()) {
            entries.insert(recovered.from(), leaves);
            head(edge.head(), transaction, leaves.getLast());
            checkpoints.add(recovered.to(), signer(note).seq(), note);
        }
        List<LogEntries.Leaf> since = withoutPlace(OF_TRANSACTION, List.of(transaction));
        since.forEach(leaf -> edge.add(leaf.hash()));
        entries.insert(recovered.to(), since);
        entries.insert(edge);
        head(edge.head(), transaction, since.getLast());
    }

    /** Gives the records whose numbers are taken outside others, and the transaction after which they come. */
    private String begin(List<LogEntries.Leaf> leaves, List<LogEntries.Leaf> known) {
        String stay =
                known.stream().map(leaf -> String.valueOf(leaf.record())).collect(Collectors.joining(",", "{", "}"));
        long highest = leaves.stream().mapToLong(LogEntries.Leaf::record).max().orElse(0);
        return StoreRows.read(store, BEGIN, List.of(stay, highest), row -> row.getString(1))
                .getFirst();
    }

    private void head(TreeHead tree, String transaction, LogEntries.Leaf last) {
        StoreRows.read(
                store,
                HEAD,
                List.of(tree.size(), tree.root().bytes(), transaction, last.record()),
                row -> row.getBoolean(1));
    }

    private LogKeys.LogKey signer(SignedNote note) {
        return keys.newestFirst().stream()
                .filter(key -> note.signatures().stream()
                        .anyMatch(line -> new LogVerifier(line.name(), key.key()).signed(note)))
                .findFirst()
                .orElseThrow(() -> new NotOneTree("the checkpoint is not signed by a key of this log"));
    }

    private List<LogEntries.Leaf> withoutPlace(String condition, List<?> values) {
        return StoreRows.read(
                store,
                WITHOUT_PLACE.formatted(condition),
                values,
                row -> LogEntries.Leaf.of(RecordForm.record(row), row.getBytes("secret")));
    }
}
