package pk.muhr.revocation.crl;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

import pk.muhr.TestInstallation;
import pk.muhr.x509.Der;

/** Rows as a mistaken or an older program would write them. */
final class StoredLists {

    private static final String COPY = """
            insert into crl_intent (authority, shard, number, this_update, next_update, cut_off, head, tail, entries,
                                    tbs_length, tbs_sha256, policy_hash)
            select authority, shard, number + ?, this_update + make_interval(secs => ?), next_update, cut_off, head, tail,
                   entries, tbs_length, tbs_sha256, policy_hash
            from crl_intent where authority = ? and shard = ? and number = ?
            """;

    private static final String COPY_WHOLE = """
            insert into crl_intent (authority, shard, number, this_update, next_update, cut_off, tbs, policy_hash)
            select authority, shard, number + 1, this_update, next_update, cut_off, '', policy_hash
            from crl_intent where authority = ? and shard = ? and number = ?
            """;

    private static final String SIGNED = """
            insert into crl (authority, shard, number, signature_algorithm, signature, sha256)
            select authority, shard, number + 1, signature_algorithm, signature, repeat('0', 64)
            from crl where authority = ? and shard = ? and number = ?
            """;

    private static final String SIGNED_WHOLE = """
            insert into crl (der, authority, shard, number, sha256)
            select ?, authority, shard, number + 1, sha256
            from crl where authority = ? and shard = ? and number = ?
            """;

    private StoredLists() {}

    /** The same once more, with a number so much higher and so much later. */
    static void copy(PublishedList list, int higher, Duration later) throws SQLException {
        execute(COPY, list, higher, (double) later.toSeconds());
    }

    static void copyWithAnotherHash(PublishedList list) throws SQLException {
        copy(list, 1, Duration.ZERO);
        execute(SIGNED, list);
    }

    static void copyWhole(PublishedList list, Der der) throws SQLException {
        execute(COPY_WHOLE, list);
        execute(SIGNED_WHOLE, list, der.bytes());
    }

    private static void execute(String statement, PublishedList list, Object... first) throws SQLException {
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement insert = connection.prepareStatement(statement)) {
            int at = 1;
            for (Object value : first) {
                insert.setObject(at++, value);
            }
            insert.setString(at++, list.authority().toString());
            insert.setInt(at++, list.scope().column());
            insert.setBigDecimal(at, new java.math.BigDecimal(list.number()));
            insert.executeUpdate();
        }
    }
}
