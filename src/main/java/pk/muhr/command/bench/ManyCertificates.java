package pk.muhr.command.bench;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.command.development.EmbeddedPostgres;
import pk.muhr.command.development.Installation;
import pk.muhr.command.development.Progress;
import pk.muhr.command.development.Refused;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/**
 * A store grown to the size of years: copies of one certificate with other serial numbers, every tenth of them revoked,
 * written by the database itself with its owner's rights and without asking its rules about each. For a data directory
 * that is thrown away afterwards.
 */
final class ManyCertificates {

    private static final int BATCH = 100_000;
    private static final int ONE_REVOKED_OF = 10;

    /** A serial number is the model's first octet and the hash of its place: as long, and as scattered, as a real one. */
    private static final String FILL = """
            with model as (
                select i.*, o.signature_algorithm, o.signature, decode(i.serial, 'hex') as octets
                from intent i join outcome o on o.intent = i.id
                where i.id = ?
            ), copies as (
                select m.*, gen_random_uuid() as copy,
                       substr(m.serial, 1, 2) || substr(encode(sha256(convert_to('growth ' || n, 'UTF8')), 'hex'), 1,
                                                        length(m.serial) - 2) as copied, n
                from model m, generate_series(?::int, ?::int) n
            ), intents as (
                insert into intent (id, attempt, authority, issuer_key, serial, profile, body, tbs, subject_key,
                                    not_after, policy_hash, lease_end)
                select copy, 1, authority, issuer_key, copied, profile, body,
                       overlay(tbs placing decode(copied, 'hex') from position(octets in tbs)),
                       subject_key, not_after, policy_hash, lease_end
                from copies
            ), outcomes as (
                insert into outcome (intent, state, signature_algorithm, signature, certificate_sha256)
                select copy, 'ISSUED', signature_algorithm, signature,
                       encode(sha256(convert_to('growth certificate ' || n, 'UTF8')), 'hex')
                from copies
            )
            insert into revocation (issuer_key, serial, authority, kind, reason, revoked_at, revoked_by, not_after, entry)
            select issuer_key, copied, authority, 'REVOKED', 4, ?, 'bench', not_after,
                   overlay(?::bytea placing decode(copied, 'hex') from position(octets in ?::bytea))
            from copies where n % ? = 0
            """;

    /** Read once: later the newest one is a copy, whose signed part has no serial number to replace. */
    private static final String MODEL = """
            select i.id, i.serial from intent i join outcome o on o.intent = i.id
            where o.state = 'ISSUED' and i.profile = ? order by o.recorded_at desc limit 1
            """;

    private static final String SAMPLE = """
            select i.serial from intent i join outcome o on o.intent = i.id
            where i.profile = ? and o.certificate_sha256 in
                (select encode(sha256(convert_to('growth certificate ' || (random() * ?)::int, 'UTF8')), 'hex')
                 from generate_series(1, ?))
            """;

    private final Path data;
    private final DatabaseAccess owner;
    private final String profile;

    ManyCertificates(Installation installation, String profile) {
        this.data = installation.directory();
        this.owner = EmbeddedPostgres.ownerAccess(installation.postgres());
        this.profile = profile;
    }

    /** The certificate that is copied. */
    private record Model(UUID id, RevocationEntry entry) {}

    /** Adds as many; there must be one of the profile already. */
    void add(int count, Progress progress) {
        BenchInstallation.spoil(data);
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table intent disable trigger user");
            statement.execute("alter table revocation disable trigger user");
            Model model = model(connection);
            byte[] entry = model.entry().der().bytes();
            try (PreparedStatement fill = connection.prepareStatement(FILL)) {
                for (int done = 0; done < count; done += BATCH) {
                    fill.setObject(1, model.id());
                    fill.setInt(2, done);
                    fill.setInt(3, Math.min(done + BATCH, count) - 1);
                    fill.setObject(4, model.entry().revokedAt().atOffset(ZoneOffset.UTC));
                    fill.setBytes(5, entry);
                    fill.setBytes(6, entry);
                    fill.setInt(7, ONE_REVOKED_OF);
                    fill.executeUpdate();
                    if (done / BATCH % 10 == 9) {
                        progress.note(String.format(Locale.ROOT, "%,d certificates of %,d", done + BATCH, count));
                    }
                }
            }
            statement.execute("alter table intent enable trigger user");
            statement.execute("alter table revocation enable trigger user");
            statement.execute("analyze");
        } catch (SQLException e) {
            throw new Refused("The store could not be filled: " + e.getMessage() + ".", e);
        }
    }

    /** The newest, and what a CRL says of it, were it revoked: the copies' entries differ by the serial number alone. */
    private Model model(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MODEL)) {
            query.setString(1, profile);
            try (ResultSet model = query.executeQuery()) {
                if (!model.next()) {
                    throw new Refused("There is no certificate of " + profile + " to copy.");
                }
                return new Model(
                        model.getObject(1, UUID.class),
                        new RevocationEntry(
                                SerialNumber.ofHex(model.getString(2)),
                                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                                RevocationReason.SUPERSEDED,
                                Optional.empty()));
            }
        }
    }

    /** Serial numbers from anywhere among those that were added. */
    List<BigInteger> sample(int added, int count) {
        try (Connection connection = owner.connect();
                PreparedStatement query = connection.prepareStatement(SAMPLE)) {
            query.setString(1, profile);
            query.setInt(2, added - 1);
            query.setInt(3, count);
            List<BigInteger> serials = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    serials.add(new BigInteger(row.getString(1), 16));
                }
            }
            return serials;
        } catch (SQLException e) {
            throw new Refused("The store could not be read: " + e.getMessage() + ".", e);
        }
    }
}
