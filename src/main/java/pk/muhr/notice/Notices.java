package pk.muhr.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.NoticeLanguage;
import pk.muhr.notice.Notice.CertificateFacts;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.RevocationReason;

/** What is to be told, and what became of each notice. The database writes them with what they tell of. */
@ApplicationScoped
class Notices {

    private static final Actor JOB = Actor.system("notices");

    private static final String DUE = """
            with due as (
                select w.* from notice_waiting(?) w
                where w.keep_until > ? and not exists (
                    select 1 from notice_failure f where f.notice = w.seq and f.retry_at > ?)),
            first as (select * from due order by seq limit 1)
            select n.seq, n.kind, n.body, b.legal_name, n.address, n.language, n.request, n.challenge, n.keep_until,
                   coalesce(i.profile, q.profile) as profile, i.serial, i.not_after, d.reason, r.reason as revoked,
                   (select string_agg(distinct c.value, ', ') from certificate_name c
                    where c.certificate_sha256 = n.certificate_sha256
                      and c.kind in ('dns', 'email', 'upn', 'uri', 'name')) as names
            from due n
            join first f on (n.body, n.address) = (f.body, f.address) and n.language is not distinct from f.language
                and n.challenge is not distinct from f.challenge
            join body b on b.id = n.body
            left join request q on q.id = n.request
            left join request_decision d on d.request = n.request and n.kind = 'rejected'
            left join outcome o on o.certificate_sha256 = n.certificate_sha256
            left join intent i on i.id = o.intent
            left join revocation r on r.seq = n.revocation
            order by n.seq limit ?
            """;

    /** What was written ten minutes ago by the database's own clock is in sight of everybody, or never will be. */
    private static final String WAITING = """
            select count(*) as waiting, min(written_at) as oldest,
                   least(min(written_at), clock_timestamp() - interval '10 minutes') as settled
            from notice_waiting(?)
            """;

    private static final String SENT = """
            insert into notice_end (notice, outcome, message_id)
            select n, 'sent', :message from unnest(cast(:notices as bigint[])) n on conflict do nothing
            """;

    /** A minute later, then twice as long each time, an hour at most. */
    private static final String FAILED = """
            insert into notice_failure (notice, reason, failed_at, retry_at)
            select n, :reason, :at, cast(:at as timestamptz) + least(interval '1 hour', interval '1 minute' * power(2,
                least(6, (select count(*) from notice_failure f where f.notice = n))))
            from unnest(cast(:notices as bigint[])) n
            """;

    private static final String ABANDONED = """
            insert into notice_end (notice, outcome)
            select w.seq, 'abandoned' from notice_waiting(:since) w where w.keep_until <= :now on conflict do nothing
            """;

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final AuditRecords audit;
    private volatile Instant since = Instant.EPOCH;

    Notices(EntityManager entities, AgroalDataSource store, AuditRecords audit) {
        this.entities = entities;
        this.store = store;
        this.audit = audit;
    }

    /**
     * How many wait, and since when the oldest does.
     *
     * @param settled everything that was written before is done with
     */
    record Waiting(long count, Optional<Instant> oldest, Instant settled) {}

    /** What waits now. Later looks begin where this one says that something may still wait. */
    Waiting waiting() {
        Waiting found = StoreRows.read(store, WAITING, List.of(time(since)), Notices::waiting)
                .getFirst();
        since = found.settled();
        return found;
    }

    /** What the recipient of the oldest notice that is due is to be told in one mail; nothing when none is due. */
    List<Notice> due(Instant now, int most) {
        return StoreRows.read(store, DUE, List.of(time(since), time(now), time(now), most), Notices::notice);
    }

    /** The mail server has them. */
    @Transactional
    void sent(List<Notice> notices, String messageId) {
        entities.createNativeQuery(SENT)
                .setParameter("message", messageId)
                .setParameter("notices", array(notices))
                .executeUpdate();
    }

    /** They did not get there this time. */
    @Transactional
    void failed(List<Notice> notices, String reason, Instant now) {
        entities.createNativeQuery(FAILED)
                .setParameter("reason", reason)
                .setParameter("at", now)
                .setParameter("notices", array(notices))
                .executeUpdate();
    }

    /** Gives up what waited too long, and says so on record. */
    @Transactional
    void abandon(Instant now) {
        int count = entities.createNativeQuery(ABANDONED)
                .setParameter("since", since)
                .setParameter("now", now)
                .executeUpdate();
        if (count > 0) {
            audit.append(AuditEvent.failure("NOTICES_ABANDONED", JOB, Map.of("count", count)));
        }
    }

    private static String array(List<Notice> notices) {
        return "{"
                + String.join(
                        ",", notices.stream().map(notice -> "" + notice.seq()).toList()) + "}";
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getLong("waiting"),
                instant(row, "oldest"),
                instant(row, "settled").orElseThrow());
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getLong("seq"),
                NoticeKind.of(row.getString("kind")),
                new BodyId(row.getString("body")),
                row.getString("legal_name"),
                new EmailAddress(row.getString("address")),
                text(row, "language").flatMap(NoticeLanguage::of),
                Optional.ofNullable(row.getObject("request", UUID.class)),
                certificate(row),
                text(row, "profile"),
                text(row, "reason"),
                Optional.ofNullable(row.getObject("challenge", UUID.class)),
                instant(row, "keep_until").orElseThrow());
    }

    private static Optional<CertificateFacts> certificate(ResultSet row) throws SQLException {
        Optional<Instant> notAfter = instant(row, "not_after");
        if (notAfter.isEmpty()) {
            return Optional.empty();
        }
        Optional<RevocationReason> revoked =
                Optional.ofNullable(row.getObject("revoked", Integer.class)).flatMap(RevocationReason::ofCode);
        return Optional.of(
                new CertificateFacts(text(row, "names").orElse(""), row.getString("serial"), notAfter.get(), revoked));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
