package pk.muhr.evidence.reconcile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Two things of the database that must be one to one.
 *
 * @param what is compared, with {@code %,d} where each number goes
 * @param counts a query with those numbers
 * @param differences a query whose rows say what differs
 */
record Comparison(String what, String counts, String differences) {

    private static final String PUBLISHED =
            "('CRL ' || case when shard >= 0 then 'part ' || shard || ', ' else '' end || number"
                    + " || case when base is not null then ' (changes)' else '' end)";

    private static final String STATUS_EVENTS =
            "('CERTIFICATE_HELD', 'CERTIFICATE_RELEASED', 'CERTIFICATE_REVOKED', 'ORPHAN_REVOKED')";

    private static final String KEPT =
            "select distinct on (month) month, kept from audit_destruction_done order by month, done_at desc";

    /** What happened then may have lost its record with its month; the record may be of the month after. */
    private static final String DESTROYED = "exists (select 1 from audit_destruction_done d"
            + " where %1$s >= month_begins(d.month) - interval '1 day' and %1$s < month_ends(d.month))";

    /** All of them. */
    static final List<Comparison> ALL = List.of(
            new Comparison(
                    "intents %,d : records of their opening %,d",
                    "select (select count(*) from intent), (select count(*) from audit_record where event = 'INTENT_OPENED')",
                    """
                    select case when i.id is null then 'the intent ' || a.id || ' is on record and there is none'
                                when a.id is null then 'the intent ' || i.id || ' has no record of its opening'
                                when a.times > 1 then 'the intent ' || i.id || ' is on record ' || a.times || ' times'
                                else 'the intent ' || i.id || ' has other bytes than were put on record before its signature' end
                    from intent i full join (select details ->> 'intent' as id, count(*) as times,
                                                    min(details ->> 'tbsSha256') as tbs
                                             from audit_record where event = 'INTENT_OPENED' group by 1) a
                         on a.id = cast(i.id as text)
                    where i.id is null or a.id is null and not %s or a.times > 1
                          or a.tbs <> encode(sha256(i.tbs), 'hex')
                    """.formatted(DESTROYED.formatted("i.opened_at"))),
            new Comparison(
                    "certificates %,d : records of their issuance %,d",
                    "select (select count(*) from outcome where state = 'ISSUED'),"
                            + " (select count(*) from audit_record where event = 'CERTIFICATE_ISSUED' and outcome = 'success')",
                    """
                    select case when o.id is null then 'the certificate ' || a.id || ' is on record and there is none'
                                when a.id is null then 'the certificate ' || o.id || ' has no record of its issuance'
                                else 'the certificate ' || o.id || ' is on record ' || a.times || ' times' end
                    from (select certificate_sha256 as id, recorded_at from outcome where state = 'ISSUED') o
                    full join (select subject as id, count(*) as times from audit_record
                               where event = 'CERTIFICATE_ISSUED' and outcome = 'success' group by 1) a on a.id = o.id
                    where o.id is null or a.id is null and not %s or a.times > 1
                    """.formatted(DESTROYED.formatted("o.recorded_at"))),
            new Comparison(
                    "orphaned intents %,d : records of it %,d",
                    "select (select count(*) from outcome where state = 'ORPHANED'),"
                            + " (select count(*) from audit_record where event = 'INTENT_ORPHANED')",
                    """
                    select case when o.id is null then 'the intent ' || a.id || ' is on record as orphaned and is not'
                                when a.id is null then 'the orphaned intent ' || o.id || ' has no record of it'
                                else 'the orphaned intent ' || o.id || ' is on record ' || a.times || ' times' end
                    from (select cast(intent as text) as id, recorded_at from outcome where state = 'ORPHANED') o
                    full join (select details ->> 'intent' as id, count(*) as times from audit_record
                               where event = 'INTENT_ORPHANED' group by 1) a on a.id = o.id
                    where o.id is null or a.id is null and not %s or a.times > 1
                    """.formatted(DESTROYED.formatted("o.recorded_at"))),
            new Comparison(
                    "intents without an outcome %,d",
                    "select count(*) from intent i where not exists (select 1 from outcome o where o.intent = i.id)",
                    """
                    select 'the intent ' || i.id || ' of ' || i.authority || ' has no outcome since its lease ended at '
                           || i.lease_end || ': whether it was signed is not known'
                    from intent i where i.lease_end < now() - interval '5 minutes'
                         and not exists (select 1 from outcome o where o.intent = i.id)
                    """),
            new Comparison(
                    "orphaned serial numbers %,d : revoked %,d",
                    "select count(*), count(r.seq) from outcome o join intent i on i.id = o.intent"
                            + " left join revocation r on r.issuer_key = i.issuer_key and r.serial = i.serial"
                            + " and r.supersedes is null where o.state = 'ORPHANED'",
                    """
                    select 'the orphaned serial number ' || i.serial || ' of ' || i.authority || ' is not revoked'
                    from outcome o join intent i on i.id = o.intent
                    where o.state = 'ORPHANED' and not exists
                          (select 1 from revocation r where r.issuer_key = i.issuer_key and r.serial = i.serial)
                    """),
            new Comparison(
                    "changes of status %,d : records of them %,d",
                    "select (select count(*) from revocation), (select count(*) from audit_record where event in "
                            + STATUS_EVENTS + ")",
                    """
                    select 'serial number ' || coalesce(r.serial, a.serial) || ' of ' || coalesce(r.authority, a.authority)
                           || ' changed its status ' || coalesce(r.times, 0) || ' times, and is on record with '
                           || coalesce(a.times, 0)
                    from (select authority, serial, count(*) as times, count(*) filter (where not %s) as recorded
                          from revocation group by 1, 2) r
                    full join (select authority, details ->> 'serial' as serial, count(*) as times from audit_record
                               where event in %s group by 1, 2) a on a.authority = r.authority and a.serial = r.serial
                    where coalesce(a.times, 0) not between coalesce(r.recorded, 0) and coalesce(r.times, 0)
                    """.formatted(DESTROYED.formatted("recorded_at"), STATUS_EVENTS)),
            new Comparison(
                    "CRLs %,d : records of their publication %,d",
                    "select (select count(*) from crl), (select count(*) from audit_record"
                            + " where event in ('CRL_PUBLISHED', 'CRL_TAKEN_OVER'))",
                    """
                    select case when c.id is null then a.id || ' of ' || a.authority || ' is on record and there is none'
                                when a.id is null then c.id || ' of ' || c.authority || ' has no record of its publication'
                                when a.times > 1 then c.id || ' of ' || c.authority || ' is on record ' || a.times || ' times'
                                else c.id || ' of ' || c.authority || ' is another one than was put on record' end
                    from (select c.authority, %s as id, c.sha256, c.published_at
                          from crl c join crl_intent i using (authority, shard, number)) c
                    full join (select authority, subject as id, count(*) as times, min(details ->> 'sha256') as sha256
                               from audit_record where event in ('CRL_PUBLISHED', 'CRL_TAKEN_OVER') group by 1, 2) a
                         on a.authority = c.authority and a.id = c.id
                    where c.id is null or a.id is null and not %s or a.times > 1 or a.sha256 <> c.sha256
                    """.formatted(PUBLISHED, DESTROYED.formatted("c.published_at"))),
            new Comparison(
                    "records that were destroyed after their time %,d : those of the same months that were kept %,d",
                    "select coalesce(sum(destroyed), 0), (select coalesce(sum(kept), 0) from (" + KEPT
                            + ") k) from audit_destruction_done",
                    """
                    select 'of ' || to_char(k.month, 'YYYY-MM') || ' ' || k.kept || ' records were kept when the others were'
                           || ' destroyed, and ' || n.there || ' are there'
                    from (%s) k
                    cross join lateral (select count(*) as there from audit_record r
                                        where r.recorded_at >= month_begins(k.month)
                                          and r.recorded_at < month_ends(k.month)) n
                    where n.there <> k.kept
                    """.formatted(KEPT)));

    void compare(Connection connection, Findings findings) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(counts);
                ResultSet row = query.executeQuery()) {
            row.next();
            Object[] numbers = new Object[row.getMetaData().getColumnCount()];
            for (int column = 0; column < numbers.length; column++) {
                numbers[column] = row.getLong(column + 1);
            }
            findings.compared(what.formatted(numbers));
        }
        try (PreparedStatement query = connection.prepareStatement(differences);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                findings.differs(row.getString(1));
            }
        }
    }
}
