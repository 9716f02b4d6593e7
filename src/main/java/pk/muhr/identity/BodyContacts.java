package pk.muhr.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import org.hibernate.JDBCException;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.EmailAddress;

/** Where each body wants to be told of its certificates: at most 20 mailboxes; of each, the newest row counts. */
@ApplicationScoped
public class BodyContacts {

    private static final String OF = "select * from body_contacts(?) order by lower(address)";
    private static final String INSERT = """
            insert into body_contact (body, address, language, standing, recorded_by)
            values (:body, :address, cast(:language as text), :standing, :by)
            """;

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final Bodies bodies;
    private final AuditRecords audit;

    BodyContacts(EntityManager entities, AgroalDataSource store, Bodies bodies, AuditRecords audit) {
        this.entities = entities;
        this.store = store;
        this.bodies = bodies;
        this.audit = audit;
    }

    /** The mailboxes that count, by address. */
    public List<BodyContact> of(BodyId body) {
        return StoreRows.read(store, OF, List.of(body.value()), BodyContacts::contact);
    }

    /** Adds a mailbox, or gives a known one another language. */
    @Transactional
    public void add(BodyId body, EmailAddress address, Optional<NoticeLanguage> language, Caller caller) {
        record(body, address, language, true, "CONTACT_ADDED", caller);
    }

    /** From now on nothing is sent there. */
    @Transactional
    public void end(BodyId body, EmailAddress address, Caller caller) {
        requireMay(body, caller);
        boolean known =
                of(body).stream().anyMatch(contact -> contact.address().value().equalsIgnoreCase(address.value()));
        if (!known) {
            throw BodyRefusal.CONTACT_UNKNOWN.about(address.value());
        }
        record(body, address, Optional.empty(), false, "CONTACT_ENDED", caller);
    }

    private void record(
            BodyId body,
            EmailAddress address,
            Optional<NoticeLanguage> language,
            boolean standing,
            String event,
            Caller caller) {
        requireMay(body, caller);
        try {
            entities.createNativeQuery(INSERT)
                    .setParameter("body", body.value())
                    .setParameter("address", address.value())
                    .setParameter(
                            "language", language.map(NoticeLanguage::label).orElse(null))
                    .setParameter("standing", standing)
                    .setParameter("by", caller.person().value())
                    .executeUpdate();
        } catch (JDBCException e) {
            throw switch (e.getSQLState()) {
                case "MU080" -> BodyRefusal.CONTACTS_FULL.about(address.value());
                case "MU083" -> BodyRefusal.CONTACTS_PER_DAY.about(address.value());
                case null, default -> e;
            };
        }
        audit.append(AuditEvent.success(event, caller.actor(), Map.of("address", address.value()))
                .withSubject(body.value()));
    }

    private void requireMay(BodyId body, Caller caller) {
        bodies.require(body.value(), caller.scope(Role.SUBSCRIBER, Role.REGISTRATION_OFFICER));
    }

    private static BodyContact contact(ResultSet row) throws SQLException {
        return new BodyContact(
                new EmailAddress(row.getString("address")),
                Optional.ofNullable(row.getString("language")).flatMap(NoticeLanguage::of),
                row.getString("recorded_by"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }
}
