package pk.muhr.audit.log;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.Outcome;
import pk.muhr.audit.RecordForm;
import pk.muhr.problem.StoreQuery;
import pk.muhr.x509.Der;

/** Finds records: a page of them, newest first, or all of them in the order of the log. */
@ApplicationScoped
public class RecordSearch {

    private static final String SELECT = "select " + RecordForm.COLUMNS + " from audit_record where true";

    private static final String LOGGED = "select idx, entry, secret, " + RecordForm.COLUMNS
            + " from log_entry %s join audit_record on seq = record where true";

    private static final String KNOWN = LOGGED.formatted("");

    /** With those whose record is not there any more: nobody can say whether they meet a condition. */
    private static final String ALL = LOGGED.formatted("left");

    private static final String OF_BODY =
            "audit_record.seq in (select a.seq from request r join audit_record a on a.request = r.id where r.body = ?"
                    + " union all select a.seq from audit_record a where a.details ->> 'body' = ?)";

    private static final String BEFORE =
            "(recorded_at, seq) < ((select a.recorded_at from audit_record a where a.seq = ?), ?)";

    /** An intent of a request has the request's profile; only our own have no request. */
    private static final String OF_PROFILE =
            "(exists (select 1 from request r where r.id = audit_record.request and r.profile = ?)"
                    + " or audit_record.request is null and exists (select 1 from intent i"
                    + " where i.id = case when details ->> 'intent' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'"
                    + " then cast(details ->> 'intent' as uuid) end and i.profile = ?)"
                    + " or details ->> 'profile' = ?)";

    private static final int PAGE = 500;

    private final AgroalDataSource store;

    RecordSearch(AgroalDataSource store) {
        this.store = store;
    }

    /** Takes one record after the other. */
    @FunctionalInterface
    public interface Reader {
        void read(LoggedRecord record) throws IOException;
    }

    /**
     * At most {@code count} of them, newest first: in the order of times where they are of a time, else of numbers, which
     * differ only between records that were made at once. So each has an index.
     *
     * @param before sequence number of the last one of the page before
     */
    public List<AuditRecord> find(RecordQuery query, Optional<Long> before, int count) {
        StoreQuery statement = narrowed(new StoreQuery(SELECT), query);
        if (query.from().isPresent() || query.to().isPresent()) {
            before.ifPresent(seq -> statement.and(BEFORE, seq, seq));
            return statement.limited("recorded_at desc, seq desc", count).rows(store, RecordForm::record);
        }
        before.ifPresent(seq -> statement.and("seq < ?", seq));
        return statement.limited("seq desc", count).rows(store, RecordForm::record);
    }

    /** The record with this sequence number. */
    public Optional<AuditRecord> find(long seq) {
        return new StoreQuery(SELECT)
                .and("seq = ?", seq).rows(store, RecordForm::record).stream().findFirst();
    }

    /** The place of a record with what opens it; nothing until it has one. */
    public Optional<LoggedRecord> logged(long seq) {
        return new StoreQuery(KNOWN)
                .and("seq = ?", seq).rows(store, RecordSearch::logged).stream().findFirst();
    }

    /**
     * All of them that a tree has, in the order of the log. A page is in memory at a time, and no connection is held while
     * it is read: what stands below the size changes no more, so the pages are of one moment.
     *
     * @param first place of the first one
     * @param size of the tree
     */
    public void each(RecordQuery query, long first, long size, Reader reader) throws IOException {
        long last = first - 1;
        List<LoggedRecord> page;
        do {
            page = narrowed(new StoreQuery(query.isAll() ? ALL : KNOWN).and("idx > ? and idx < ?", last, size), query)
                    .limited("idx", PAGE)
                    .rows(store, RecordSearch::logged);
            for (LoggedRecord record : page) {
                reader.read(record);
                last = record.index();
            }
        } while (page.size() == PAGE);
    }

    private static StoreQuery narrowed(StoreQuery statement, RecordQuery query) {
        query.from().ifPresent(time -> statement.and("recorded_at >= ?", time.atOffset(ZoneOffset.UTC)));
        query.to().ifPresent(time -> statement.and("recorded_at < ?", time.atOffset(ZoneOffset.UTC)));
        query.body().ifPresent(body -> statement.and(OF_BODY, body, body));
        query.profile().ifPresent(profile -> statement.and(OF_PROFILE, profile, profile, profile));
        return statement
                .andSame("event", query.event())
                .andSame("outcome", query.outcome().map(Outcome::label))
                .andSame("authority", query.authority())
                .andSame("actor", query.actor())
                .andSame("subject", query.subject())
                .andSame("request", query.request());
    }

    private static LoggedRecord logged(ResultSet row) throws SQLException {
        byte[] secret = row.getBytes("secret");
        return new LoggedRecord(
                row.getLong("idx"),
                Der.of(row.getBytes("entry")),
                secret == null
                        ? List.of()
                        : LogEntry.openings(RecordForm.record(row).event(), secret));
    }
}
