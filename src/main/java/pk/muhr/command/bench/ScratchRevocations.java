package pk.muhr.command.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.command.development.EmbeddedPostgres;
import pk.muhr.command.development.Installation;
import pk.muhr.command.development.Refused;

/** Revocations that nobody asked for, of certificates that never were, and what lists tell of them. Gone at the end. */
final class ScratchRevocations implements AutoCloseable {

    /** Serial numbers of 16 octets; the entry says superseded, as {@code RevocationEntry} encodes it. */
    private static final String FILL = """
            insert into revocation (issuer_key, serial, authority, shard, not_after, kind, reason, revoked_at, revoked_by,
                                    entry)
            select a.spki_sha256, encode(s.serial, 'hex'), ?, case when ? > 0 then n % ? end, now() + interval '90 days',
                   'REVOKED', 4, date_trunc('second', now()), 'bench',
                   '\\x302f0210'::bytea || s.serial || '\\x170d'::bytea
                   || convert_to(to_char(now() at time zone 'UTC', 'YYMMDDHH24MISS') || 'Z', 'UTF8')
                   || '\\x300c300a0603551d1504030a0104'::bytea
            from authority a, generate_series(1, ?) n, lateral (select set_byte(b, 0, 64 + get_byte(b, 0) % 32) as serial
                 from (select decode(md5(n || random()::text), 'hex') as b) x) s
            where a.name || '-g' || a.generation = ?
            """;

    private static final String LISTED = """
            select coalesce(sum(entries), 0) from (select distinct on (i.shard) i.entries from crl_intent i
                join crl using (authority, shard, number)
                where i.authority = ? and i.base is null and (i.shard < 0) = ? order by i.shard, i.number desc) newest
            """;

    private static final String PARTS_MADE = "select count(*) from crl_intent"
            + " join crl using (authority, shard, number) where authority = ? and shard >= 0 and published_at > ?";

    private final Path data;
    private final DatabaseAccess service;
    private final DatabaseAccess owner;
    private final List<String> authorities = new ArrayList<>();

    ScratchRevocations(Installation installation) {
        this.data = installation.directory();
        this.service = EmbeddedPostgres.applicationAccess(installation.postgres());
        this.owner = EmbeddedPostgres.ownerAccess(installation.postgres());
        BenchInstallation.spoil(data);
    }

    /** Adds so many, in parts if there are any. */
    void fill(String authority, int count, int parts) {
        authorities.add(authority);
        try (Connection connection = service.connect();
                PreparedStatement insert = connection.prepareStatement(FILL)) {
            insert.setString(1, authority);
            insert.setInt(2, parts);
            insert.setInt(3, parts);
            insert.setInt(4, count);
            insert.setString(5, authority);
            if (insert.executeUpdate() != count) {
                throw new Refused("There is no authority " + authority + " to fill.");
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** How many entries the newest lists have: the whole one, or its parts together. */
    long listed(String authority, boolean whole) {
        return number(LISTED, authority, whole);
    }

    /** The database's time. */
    Timestamp now() {
        try (Connection connection = service.connect();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** How many parts were made since then. */
    long partsMade(String authority, Timestamp since) {
        return number(PARTS_MADE, authority, since);
    }

    private long number(String question, Object... values) {
        try (Connection connection = service.connect();
                PreparedStatement query = connection.prepareStatement(question)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** What the database would do in its own time, so that it does not do it while we measure. */
    void settle() {
        execute("vacuum analyze revocation");
    }

    /** Takes everything away again, the lists of these authorities included. */
    @Override
    public void close() {
        for (String authority : authorities.stream().distinct().toList()) {
            execute("delete from crl where authority = '" + authority + "'");
            execute("delete from crl_intent where authority = '" + authority + "'");
            execute("delete from revocation where authority = '" + authority + "' and revoked_by = 'bench'");
        }
        settle();
        BenchInstallation.restored(data);
    }

    private void execute(String statement) {
        try (Connection connection = owner.connect();
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static Refused failed(SQLException e) {
        return new Refused("The bench's revocations could not be kept: " + e.getMessage() + ".", e);
    }
}
