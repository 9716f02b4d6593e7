package pk.muhr.evidence.outside;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.EmailAddress;

/** Which checkpoints were mailed to whom. */
@ApplicationScoped
class MailedCheckpoints {

    private static final String LAST = "select day, sent_at from log_mail where address = ? order by day desc limit 1";

    private static final String ADD =
            "insert into log_mail (day, address, size) values (?, ?, ?) on conflict do nothing";

    private final AgroalDataSource store;

    MailedCheckpoints(AgroalDataSource store) {
        this.store = store;
    }

    /** A mail that the mail server has. */
    record Mailed(LocalDate day, Instant at) {}

    /** The last one to this address. */
    Optional<Mailed> last(EmailAddress to) {
        return StoreRows.read(
                        store,
                        LAST,
                        List.of(to.value()),
                        row -> new Mailed(
                                row.getObject("day", LocalDate.class),
                                row.getObject("sent_at", OffsetDateTime.class).toInstant()))
                .stream()
                .findFirst();
    }

    /** The mail server has that day's. */
    @Transactional
    void add(LocalDate day, EmailAddress to, long size) {
        try {
            StoreRows.insert(store, ADD, List.of(to), (insert, each) -> {
                insert.setObject(1, day);
                insert.setString(2, each.value());
                insert.setLong(3, size);
            });
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }
}
