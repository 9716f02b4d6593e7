package pk.muhr.revocation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * Reads status events in the order of their numbers without losing one that is committed late. A number is drawn before
 * its transaction commits, so a lower one may show up after a higher one: every number that was passed over is asked for
 * again until ten minutes have gone by, which no transaction here lives (the longest is a minute). What was rolled back
 * leaves such a gap for good; that is what the time is for. Belongs to one thread.
 */
final class StatusSequence {

    static final long GAP_NANOS = Duration.ofMinutes(10).toNanos();

    /** How far back the first reading looks for gaps, and the most that one reading takes. */
    static final int MOST = 10_000;

    private static final String NEWEST = "select coalesce(max(seq), 0) from revocation";

    /** Two ways in by the key; one condition of both is a scan of everything. */
    private static final String NEXT = """
            (select seq, authority, issuer_key, serial from revocation where seq > ? order by seq limit 10000)
            union all
            select seq, authority, issuer_key, serial from revocation where seq = any(?)
            """;

    private final SortedMap<Long, Long> gaps = new TreeMap<>(); // number -> when it was passed over
    private long highest;

    StatusSequence(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEWEST);
                ResultSet row = query.executeQuery()) {
            row.next();
            highest = Math.max(0, row.getLong(1) - MOST);
        }
    }

    /** One reading; {@code full} when there may be more at once. */
    record Reading(StatusesSeen seen, boolean full) {}

    /** What was committed since the last reading. */
    Reading read(Connection connection, long nanos) throws SQLException {
        gaps.values().removeIf(since -> nanos - since > GAP_NANOS);
        Set<StatusesSeen.Numbered> certificates = new HashSet<>();
        Set<AuthorityId> authorities = new HashSet<>();
        int rows = 0;
        try (PreparedStatement query = connection.prepareStatement(NEXT)) {
            query.setLong(1, highest);
            query.setArray(2, connection.createArrayOf("bigint", gaps.keySet().toArray()));
            try (ResultSet row = query.executeQuery()) {
                for (; row.next(); rows++) {
                    pass(row.getLong("seq"), nanos);
                    authorities.add(AuthorityId.of(row.getString("authority")));
                    certificates.add(new StatusesSeen.Numbered(
                            new Sha256(row.getString("issuer_key")), SerialNumber.ofHex(row.getString("serial"))));
                }
            }
        }
        return new Reading(new StatusesSeen(certificates, authorities, false), rows >= MOST);
    }

    /** The highest number that was read. */
    long highest() {
        return highest;
    }

    private void pass(long number, long nanos) {
        gaps.remove(number);
        for (long passed = Math.max(highest + 1, number - MOST); passed < number; passed++) {
            gaps.put(passed, nanos);
        }
        highest = Math.max(highest, number);
    }
}
