package pk.muhr.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.agroal.api.AgroalDataSource;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;

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
        insert(event);
    }

    /**
     * Adds a record in a transaction of its own, committed on return: for refusals and failures, which change nothing
     * else and must stay when the caller's work is rolled back.
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void appendAlone(AuditEvent event) {
        insert(event);
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

    /** How many records there are. */
    @Transactional
    public long count() {
        return rows.count();
    }

    /** Over the connection of the transaction under way; nothing else gives out one that does not commit by itself. */
    private void insert(AuditEvent event) {
        try (Connection connection = store.getConnection()) {
            new ConnectionAuditRecords(connection).append(event);
        } catch (SQLException e) {
            throw new IllegalStateException("the record " + event.event() + " could not be written", e);
        }
    }
}
