package pk.muhr.evidence.reconcile;

import java.io.IOException;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.LogEntry;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.Lost;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.evidence.log.Outside;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SubjectPublicKey;

/** Holds the database against what was published and kept outside of it. */
final class OutsideComparison {

    private static final String LOG_KEYS = "select spki from log_key";
    private static final String ROOT = "select root from log_head where size = ?";
    private static final String SIZE = "select coalesce(max(size), 0) from log_head";
    private static final String NUMBERS =
            "select authority || case when shard < 0 then '' else '/' || shard end, max(number)"
                    + " from crl_intent group by 1";
    private static final String KNOWN = "select distinct serial from revocation where authority = ?";

    private final Outside outside;
    private final Optional<SignedNote> note;
    private final Map<String, RevocationList> lists;
    private final Connection connection;
    private final Findings findings;

    /** Reads what lies there now. */
    OutsideComparison(Outside outside, Connection connection, Findings findings) throws IOException {
        this.outside = outside;
        this.note = outside.checkpoint();
        this.lists = outside.lists();
        this.connection = connection;
        this.findings = findings;
    }

    void compare() throws SQLException, IOException {
        if (note.isEmpty()) {
            findings.differs("no checkpoint that can be read lies in " + outside.place());
        } else {
            compare(note.get());
        }
        compareLists();
    }

    private void compare(SignedNote note) throws SQLException, IOException {
        Optional<Checkpoint> checkpoint = Checkpoint.of(note.text());
        if (checkpoint.isEmpty() || !isSigned(note, checkpoint.get().origin())) {
            findings.differs("the checkpoint in " + outside.place() + " is not signed by a log key of this database");
            return;
        }
        long size = checkpoint.get().head().size();
        long here = read(SIZE, List.of(), row -> row.getLong(1)).getFirst();
        findings.compared("leaves of the log here %,d : signed outside %,d".formatted(here, size));
        if (here < size) {
            findings.differs(
                    "the last %,d leaves that were signed are missing: it is an older database".formatted(size - here));
            List<LogEntry.Line> lines = outside.entries(here, size).stream()
                    .flatMap(entry -> LogEntry.read(Der.of(entry)).stream())
                    .toList();
            Lost.of(lines).forEach(lost -> findings.compared("  missing: " + lost));
        } else if (!read(ROOT, List.of(size), row -> Sha256.of32(row.getBytes(1)))
                .equals(List.of(checkpoint.get().head().root()))) {
            findings.differs("the first %,d leaves are not those that were signed".formatted(size));
        }
    }

    private void compareLists() throws SQLException {
        Map<String, SubjectPublicKey> keys = AuthorityKeys.of(connection);
        Map<String, BigInteger> numbers = new HashMap<>();
        read(
                NUMBERS,
                List.of(),
                row -> numbers.put(row.getString(1), row.getBigDecimal(2).toBigIntegerExact()));
        Map<String, Set<String>> known = new HashMap<>();
        for (Map.Entry<String, RevocationList> each : lists.entrySet()) {
            String scope = each.getKey().replaceFirst("/delta$", "");
            String authority = scope.replaceFirst("/.*", "");
            RevocationList list = each.getValue();
            if (!Optional.ofNullable(keys.get(authority))
                    .filter(list::verifiesWith)
                    .isPresent()) {
                findings.differs("the CRL of " + each.getKey() + " outside was not signed by " + authority);
                continue;
            }
            BigInteger number = list.number().orElse(BigInteger.ZERO);
            if (number.compareTo(numbers.getOrDefault(scope, BigInteger.ZERO)) > 0) {
                findings.differs("CRL " + number + " of " + each.getKey() + " was published, and the last here is "
                        + numbers.getOrDefault(scope, BigInteger.ZERO));
            }
            if (!known.containsKey(authority)) {
                known.put(authority, new HashSet<>(read(KNOWN, List.of(authority), row -> row.getString(1))));
            }
            for (RevocationEntry entry : list.entries()) {
                if (!known.get(authority).contains(entry.serial().hex())) {
                    findings.differs("serial number " + entry.serial() + " of " + authority
                            + " is on the published CRL " + number + " and is not revoked here");
                }
            }
        }
        findings.compared("CRLs outside that were compared: %,d".formatted(lists.size()));
    }

    private boolean isSigned(SignedNote note, String origin) throws SQLException {
        return read(LOG_KEYS, List.of(), row -> SubjectPublicKey.of(Der.of(row.getBytes(1)))).stream()
                .anyMatch(key -> new LogVerifier(origin, key).signed(note));
    }

    private <T> List<T> read(String text, List<?> values, StoreRows.Reading<T> reading) throws SQLException {
        return StoreRows.read(connection, text, values, reading);
    }
}
