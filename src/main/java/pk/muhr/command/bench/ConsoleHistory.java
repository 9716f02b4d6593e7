package pk.muhr.command.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.command.development.EmbeddedPostgres;
import pk.muhr.command.development.Installation;
import pk.muhr.command.development.Progress;
import pk.muhr.command.development.Refused;

/**
 * What is on record of the requests and certificates that a bench copied: the records of the copied one, for each copy at
 * its time; a record for each revocation; and a refusal for one request in twenty. The log takes them in by itself.
 */
final class ConsoleHistory {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final String RECORDS = """
            with model as (
                select a.* from audit_record a join intent i on i.request = a.request join outcome o on o.intent = i.id
                where o.certificate_sha256 = ? and a.event in ('REQUEST_SUBMITTED', 'INTENT_OPENED', 'CERTIFICATE_ISSUED')
            )
            insert into audit_record (recorded_at, event, outcome, actor, actor_role, authority, policy_hash, request,
                                      subject, details)
            select at, event, outcome, actor, actor_role, authority, policy_hash, request, subject, details from (
                select r.submitted_at as at, m.event, m.outcome, m.actor, m.actor_role, m.authority, m.policy_hash,
                       r.id as request,
                       case m.event when 'CERTIFICATE_ISSUED' then o.certificate_sha256 else m.subject end as subject,
                       m.details || jsonb_build_object('body', r.body)
                           || case when i.id is null then '{}' else jsonb_build_object('intent', i.id) end as details
                from model m, request r left join intent i on i.request = r.id left join outcome o on o.intent = i.id
                where r.id not in (select request from model) and (m.event = 'REQUEST_SUBMITTED' or o.state = 'ISSUED')
                union all
                select v.revoked_at, 'CERTIFICATE_REVOKED', 'success', 'bench', 'subscriber', v.authority, m.policy_hash,
                       i.request, o.certificate_sha256, jsonb_build_object('reason', 'superseded', 'serial', v.serial)
                from revocation v join intent i on i.issuer_key = v.issuer_key and i.serial = v.serial
                join outcome o on o.intent = i.id join model m on m.event = 'CERTIFICATE_ISSUED'
                union all
                select r.submitted_at, 'REQUEST_REFUSED', 'refusal', r.requester, 'subscriber', null, m.policy_hash, null,
                       null, jsonb_build_object('problem', encode(uuid_send(r.id), 'hex'), 'status', 422,
                           'rule', 'rule-' || abs(hashtext(r.id::text)) % 12, 'method', 'POST', 'path', '/api/v1/requests')
                from request r join model m on m.event = 'REQUEST_SUBMITTED' where abs(hashtext(r.id::text)) % 20 = 0
            ) every order by at
            """;

    private static final String LEFT =
            "select (select count(*) from audit_record) - (select coalesce(max(size), 0) from log_checkpoint)";

    private final Installation installation;
    private final DatabaseAccess owner;

    ConsoleHistory(Installation installation) {
        this.installation = installation;
        this.owner = EmbeddedPostgres.ownerAccess(installation.postgres());
    }

    /**
     * Writes the records and waits until the log has taken nearly all of them in.
     *
     * @param model SHA-256 of the certificate that was copied
     */
    void add(String model, Progress progress) {
        BenchInstallation.spoil(installation.directory());
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table audit_record disable trigger user");
            try (PreparedStatement records = connection.prepareStatement(RECORDS)) {
                records.setString(1, model);
                progress.note(String.format(Locale.ROOT, "%,d records", records.executeUpdate()));
            }
            statement.execute("alter table audit_record enable trigger user");
            statement.execute("vacuum analyze audit_record"); // else the log looks for each next record among all
            await(statement, progress);
            statement.execute("vacuum analyze");
        } catch (SQLException e) {
            throw new Refused("The records could not be written: " + e.getMessage() + ".", e);
        }
    }

    /** The service itself makes a few records at any time. */
    private static void await(Statement statement, Progress progress) throws SQLException {
        Instant end = Instant.now().plus(PATIENCE);
        long left = number(statement);
        for (int round = 0; left > 100; round++) {
            if (Instant.now().isAfter(end)) {
                throw new Refused("The log did not take in the records; " + left + " are left.");
            }
            if (round % 15 == 0) {
                progress.note(String.format(Locale.ROOT, "the log has %,d records to take in", left));
            }
            Workbench.pause(POLL);
            left = number(statement);
        }
    }

    private static long number(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(LEFT)) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * What addresses of pages name, by the name that stands for it: things of the body {@code nitb} above all. The store
     * knows no address of a problem report, only its hash; so there is one of the bench's own.
     */
    Map<String, String> examples() {
        Map<String, String> examples = new LinkedHashMap<>();
        examples.put("body", "nitb");
        examples.put("profile", "tls-server");
        examples.put("report", REPORT);
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(REPORTED);
            for (Map.Entry<String, String> question : EXAMPLES.entrySet()) {
                try (ResultSet row = statement.executeQuery(question.getValue())) {
                    if (!row.next()) {
                        throw new Refused("The store has no " + question.getKey() + " to look at.");
                    }
                    examples.put(question.getKey(), row.getString(1));
                }
            }
            return examples;
        } catch (SQLException e) {
            throw new Refused("The store could not be read: " + e.getMessage() + ".", e);
        }
    }

    private static final String REPORT = "bench-report";
    private static final String REPORTED = "insert into problem_report"
            + " (id, secret_sha256, kind, subject, description, contact, answer_due, revocation_due)"
            + " values (gen_random_uuid(), encode(sha256('" + REPORT + "'), 'hex'), 'other', '01', 'a bench', '',"
            + " now() + interval '1 day', now() + interval '5 days') on conflict do nothing";

    private static final String CERTIFICATES =
            " from outcome o join intent i on i.id = o.intent join request r on r.id = i.request"
                    + " where r.body = 'nitb' and o.state = 'ISSUED' and r.submitted_at < now() - interval '1 hour'"
                    + " and %s exists (select 1 from revocation v where v.issuer_key = i.issuer_key and v.serial = i.serial)"
                    + " order by r.submitted_at desc limit 1";

    private static final Map<String, String> EXAMPLES = Map.of(
            "certificate", "select o.certificate_sha256" + CERTIFICATES.formatted("not"),
            "revoked", "select o.certificate_sha256" + CERTIFICATES.formatted(""),
            "serial", "select i.serial" + CERTIFICATES.formatted("not"),
            "host",
                    "select n.value from certificate_name n where n.certificate_sha256 = (select o.certificate_sha256"
                            + CERTIFICATES.formatted("not") + ")",
            "request", "select i.request" + CERTIFICATES.formatted("not"),
            "waiting",
                    "select id from request r where approvals > 0 and body = 'nitb' and expires_at > now() and not exists"
                            + " (select 1 from request_decision d where d.request = r.id) order by submitted_at limit 1",
            "policy", "select hash from policy_activation order by seq desc limit 1",
            "record", "select record from log_entry where idx = (select max(idx) / 2 from log_entry)");
}
