package pk.muhr.command.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.command.development.EmbeddedPostgres;
import pk.muhr.command.development.Installation;
import pk.muhr.command.development.Progress;
import pk.muhr.command.development.Refused;
import pk.muhr.problem.StoreQuery;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/**
 * A store with the requests and certificates of years: copies of one, each for a host of its own, of two hundred bodies
 * of which few have most, one each minute up to now; every other one decided by officers, one in a hundred turned down, one in ten revoked and one
 * in five hundred waiting. Written by
 * the database itself with its owner's rights, for a data directory that is thrown away afterwards.
 */
final class ManyRequests {

    /** How many bodies the copies belong to; the largest has a quarter of them. */
    static final int BODIES = 200;

    private static final int BATCH = 50_000;

    private static final String BODY = """
            insert into body (id, legal_name, country, organization_identifier)
            select 'growth-' || n, 'Growth ' || n, 'PK', 'GOVPK' from generate_series(0, ?::int - 1) n
            """;

    /** A serial number is the model's first octet and the hash of its place; a certificate's hash is its own. */
    private static final String FILL = """
            with model as (
                select i.*, r.requester, r.content, o.signature_algorithm, o.signature, decode(i.serial, 'hex') as octets
                from intent i join outcome o on o.intent = i.id join request r on r.id = i.request
                where o.certificate_sha256 = ?
            ), copies as (
                select m.*, gen_random_uuid() as asked, gen_random_uuid() as copy, n, n % 500 = 0 as waits,
                       n % 100 = 50 as rejected, n % 2 = 0 as decided, n % 500 <> 0 and n % 100 <> 50 as issued,
                       coalesce(nullif('growth-' || floor(200 * power(random(), 4)), 'growth-0'), ?) as owner,
                       now() - n * interval '60 seconds' as at,
                       substr(m.serial, 1, 2) || substr(encode(sha256(convert_to('request ' || n, 'UTF8')), 'hex'), 1,
                                                        length(m.serial) - 2) as copied
                from model m, generate_series(?::int, ?::int) n
            ), requests as (
                insert into request (id, body, requester, profile, content_sha256, content, submitted_at, approvals, expires_at)
                select asked, owner, requester, profile, encode(sha256(convert_to('content ' || n, 'UTF8')), 'hex'), content, at,
                       decided::int, case when waits then now() + interval '30 days' when decided then at + interval '30 days' end
                from copies
            ), names as (
                insert into request_name (request, value)
                select asked, 'host-' || n || '.growth.example.gov.pk' from copies where waits
            ), approvals as (
                insert into request_approval (request, approver, content_sha256, given_at)
                select asked, 'dev-registration-officer', encode(sha256(convert_to('content ' || n, 'UTF8')), 'hex'), at
                from copies where decided and issued
            ), decisions as (
                insert into request_decision (request, decision, decided_by, reason, decided_at)
                select asked, case when rejected then 'rejected' else 'approved' end, 'dev-registration-officer',
                       case when rejected then 'not theirs' end, at
                from copies where decided and (issued or rejected)
            ), intents as (
                insert into intent (id, request, attempt, authority, issuer_key, serial, profile, body, tbs, subject_key,
                                    not_after, policy_hash, lease_end)
                select copy, asked, 1, authority, issuer_key, copied, profile, owner,
                       overlay(tbs placing decode(copied, 'hex') from position(octets in tbs)),
                       subject_key, at + interval '398 days', policy_hash, at
                from copies where issued
            ), outcomes as (
                insert into outcome (intent, state, signature_algorithm, signature, certificate_sha256, recorded_at)
                select copy, 'ISSUED', signature_algorithm, signature,
                       encode(sha256(overlay(?::bytea placing decode(copied, 'hex') from position(octets in ?::bytea))), 'hex'),
                       at
                from copies where issued
            ), found as (
                insert into certificate_name (certificate_sha256, kind, value)
                select encode(sha256(overlay(?::bytea placing decode(copied, 'hex') from position(octets in ?::bytea))), 'hex'),
                       'dns', 'host-' || n || '.growth.example.gov.pk'
                from copies where issued
            )
            insert into revocation (issuer_key, serial, authority, kind, reason, revoked_at, revoked_by, not_after, entry)
            select issuer_key, copied, authority, 'REVOKED', 4, at, 'bench', at + interval '398 days',
                   overlay(?::bytea placing decode(copied, 'hex') from position(octets in ?::bytea))
            from copies where n % 10 = 1
            """;

    private static final int DER_PLACES = 4;

    private static final List<String> TABLES = List.of(
            "body",
            "request",
            "request_approval",
            "request_decision",
            "intent",
            "revocation",
            "outcome",
            "certificate_name");

    private final DatabaseAccess owner;
    private final Installation installation;
    private final String largest;

    /** @param largest the body that has a quarter of them */
    ManyRequests(Installation installation, String largest) {
        this.installation = installation;
        this.largest = largest;
        this.owner = EmbeddedPostgres.ownerAccess(installation.postgres());
    }

    /**
     * Adds as many copies.
     *
     * @param model SHA-256 of a certificate that was asked for
     * @param der the whole of it
     */
    void add(String model, byte[] der, int count, Progress progress) {
        BenchInstallation.spoil(installation.directory());
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("alter table " + table + " disable trigger user");
            }
            try (PreparedStatement bodies = connection.prepareStatement(BODY)) {
                bodies.setInt(1, BODIES);
                bodies.executeUpdate();
            }
            byte[] entry = entry(Certificate.of(Der.of(der)).serial()).bytes();
            try (PreparedStatement fill = connection.prepareStatement(FILL)) {
                for (int done = 0; done < count; done += BATCH) {
                    fill.setString(1, model);
                    fill.setString(2, largest);
                    fill.setInt(3, done);
                    fill.setInt(4, Math.min(done + BATCH, count) - 1);
                    for (int place = 0; place < DER_PLACES; place++) {
                        fill.setBytes(5 + place, der);
                    }
                    fill.setBytes(5 + DER_PLACES, entry);
                    fill.setBytes(6 + DER_PLACES, entry);
                    fill.executeUpdate();
                    progress.note(
                            String.format(Locale.ROOT, "%,d requests of %,d", Math.min(done + BATCH, count), count));
                }
            }
            for (String table : TABLES) {
                statement.execute("alter table " + table + " enable trigger user");
            }
            statement.execute("vacuum analyze");
        } catch (SQLException e) {
            throw new Refused("The store could not be filled: " + e.getMessage() + ".", e);
        }
    }

    /** What a CRL says of it, were it revoked: the copies' entries differ by the serial number alone. */
    private static Der entry(SerialNumber serial) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new RevocationEntry(serial, now, RevocationReason.SUPERSEDED, Optional.empty()).der();
    }

    /** How the database finds what a query asks for, as it says itself after doing so. */
    List<String> plan(StoreQuery query) {
        try (Connection connection = owner.connect();
                PreparedStatement explained =
                        connection.prepareStatement("explain (analyze, costs off, timing off) " + query.text())) {
            List<Object> values = query.values();
            for (int at = 0; at < values.size(); at++) {
                Object value = values.get(at);
                explained.setObject(
                        at + 1, value instanceof String[] many ? connection.createArrayOf("text", many) : value);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet row = explained.executeQuery()) {
                while (row.next()) {
                    lines.add(row.getString(1));
                }
            }
            return lines;
        } catch (SQLException e) {
            throw new Refused("The store could not say how it searches: " + e.getMessage() + ".", e);
        }
    }
}
