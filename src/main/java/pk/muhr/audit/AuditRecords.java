package pk.muhr.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.agroal.api.AgroalDataSource;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;

import pk.muhr.x509.Sha256;

/**
 * The audit trail. Records are only ever added, by the collection whose state changes and in its transaction, so that a
 * change without a record cannot be committed, nor a record without its change.
 *
 * <p>Text in a record is at most 200 characters of what was given; control, formatting and unpaired characters are
 * written as escapes; lists end after 100 entries. What was cut says so.
 */
@ApplicationScoped
public class AuditRecords {

    private final AuditRecordRows rows;
    private final AgroalDataSource store;

    AuditRecords(AuditRecordRows rows, AgroalDataSource store) {
        this.rows = rows;
        this.store = store;
    }

    /**
     * Adds the record of a state change to the transaction that makes the change. A crash before the commit leaves
     * neither of the two.
     *
     * @throws jakarta.transaction.TransactionalException when no transaction is under way
     */
    @Transactional(TxType.MANDATORY)
    public void append(AuditEvent event) {
        insert(List.of(event));
    }

    /** Adds the records of many changes to the transaction that makes them, in their order. */
    @Transactional(TxType.MANDATORY)
    public void append(List<AuditEvent> events) {
        insert(events);
    }

    /**
     * Adds a record in a transaction of its own, committed on return: for refusals and failures, which change nothing
     * else and must stay when the caller's work is rolled back.
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void appendAlone(AuditEvent event) {
        insert(List.of(event));
    }

    /** The last records, newest first; at most {@code count}. */
    @Transactional
    public List<AuditRecord> newest(int count) {
        return rows.findAll(Sort.descending("seq")).page(Page.ofSize(count)).stream()
                .map(RecordForm::record)
                .toList();
    }

    /** Records after the given sequence number, oldest first; at most {@code count}. */
    @Transactional
    public List<AuditRecord> since(long seq, int count) {
        return rows.find("seq > ?1", Sort.ascending("seq"), seq).page(Page.ofSize(count)).stream()
                .map(RecordForm::record)
                .toList();
    }

    /**
     * Requests that were refused, newest first.
     *
     * @param rule only those that broke this rule, where one is given
     * @param from only those recorded at this time or later, where one is given
     * @param before only those with a lower sequence number
     */
    @Transactional
    public List<AuditRecord> refusals(Optional<String> rule, Optional<Instant> from, long before, int count) {
        var query = rows.getEntityManager()
                .createNativeQuery(
                        "select * from audit_record where event = 'REQUEST_REFUSED' and seq < :before"
                                + (rule.isPresent() ? " and details ->> 'rule' = :rule" : "")
                                + (from.isPresent() ? " and recorded_at >= :from" : "")
                                + " order by seq desc",
                        AuditRecordRow.class)
                .setParameter("before", before)
                .setMaxResults(count);
        rule.ifPresent(name -> query.setParameter("rule", name));
        from.ifPresent(time -> query.setParameter("from", time));
        List<?> found = query.getResultList();
        return found.stream()
                .map(row -> RecordForm.record((AuditRecordRow) row))
                .toList();
    }

    /** How often each rule refused a request since the given time, the most frequent first. */
    @Transactional
    public SequencedMap<String, Long> refusalsByRule(Optional<Instant> from) {
        var query = rows.getEntityManager()
                .createNativeQuery(
                        "select rule, count(*) as times from audit_record cross join lateral jsonb_array_elements_text("
                                + "coalesce(details -> 'rules', jsonb_build_array(details -> 'rule'))) as rule"
                                + " where event in ('REQUEST_REFUSED', 'LINT_OBJECTED') and rule is not null"
                                + (from.isPresent() ? " and recorded_at >= :from" : "")
                                + " group by 1 order by 2 desc, 1",
                        Tuple.class);
        from.ifPresent(time -> query.setParameter("from", time));
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        for (Object row : query.getResultList()) {
            Tuple tuple = (Tuple) row;
            counts.put(
                    tuple.get("rule", String.class),
                    tuple.get("times", Number.class).longValue());
        }
        return counts;
    }

    /**
     * Refusals of requests by one line of the policy.
     *
     * @param policy the bundle that was in force
     * @param place file and line, as the refusal names them
     */
    public record LineRefusals(Sha256 policy, String place, long times) {}

    /** How often each line of each bundle refused a request. */
    @Transactional
    public List<LineRefusals> refusalsByLine() {
        List<?> found = rows.getEntityManager()
                .createNativeQuery(
                        "select policy_hash, details ->> 'policy' as place, count(*) as times from audit_record"
                                + " where event = 'REQUEST_REFUSED' and details ->> 'policy' is not null"
                                + " and policy_hash is not null group by 1, 2",
                        Tuple.class)
                .getResultList();
        return found.stream()
                .map(Tuple.class::cast)
                .map(row -> new LineRefusals(
                        new Sha256(row.get("policy_hash", String.class)),
                        row.get("place", String.class),
                        row.get("times", Number.class).longValue()))
                .toList();
    }

    /** How many records there are. */
    @Transactional
    public long count() {
        return rows.count();
    }

    /** Over the connection of the transaction under way; nothing else gives out one that does not commit by itself. */
    private void insert(List<AuditEvent> events) {
        try (Connection connection = store.getConnection()) {
            new ConnectionAuditRecords(connection).append(events);
        } catch (SQLException e) {
            throw new IllegalStateException("the record " + events.getFirst().event() + " could not be written", e);
        }
    }
}
