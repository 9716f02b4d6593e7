package pk.muhr.identity;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import org.hibernate.JDBCException;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/**
 * The quarterly reviews of all appointments. Both officers say the SHA-256 of what they read, and the database compares it
 * with the list of that moment, so a review is of what counts and not of what somebody was shown.
 */
@ApplicationScoped
public class AppointmentReviews {

    /** A quarter: at the latest then somebody reviews again. */
    public static final Duration INTERVAL = Duration.ofDays(92);

    private static final String SELECT = """
            select r.id, r.list_sha256, r.reviewed_by, r.reviewed_at, c.confirmed_by, c.confirmed_at
            from appointment_review r left join appointment_review_confirmation c on c.review = r.id
            """;
    private static final String NEWEST = SELECT + "order by r.reviewed_at desc limit ?";
    private static final String ONE = SELECT + "where r.id = ?";
    private static final String LIST = "select appointment_list()";
    private static final String LAST = """
            select coalesce((select max(confirmed_at) from appointment_review_confirmation),
                            (select min(appointed_at) from appointment))
            """;
    private static final String REVIEW =
            "insert into appointment_review (id, list_sha256, reviewed_by, reviewed_as) values (:id, :list, :by, :as)";
    private static final String CONFIRM =
            "insert into appointment_review_confirmation (review, confirmed_by, confirmed_as) values (:id, :by, :as)";

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    AppointmentReviews(EntityManager entities, AgroalDataSource store, AuditRecords audit) {
        this.entities = entities;
        this.store = store;
        this.audit = audit;
    }

    /** What counts now, a line for each appointment: person, role, body where there is one, id. */
    public String list() {
        return StoreRows.read(store, LIST, List.of(), row -> row.getString(1)).getFirst();
    }

    /** The newest reviews; at most {@code count}. */
    public List<AppointmentReview> newest(int count) {
        return StoreRows.read(store, NEWEST, List.of(count), AppointmentReviews::review);
    }

    /** When two officers agreed last, or else the first appointment was made; empty before that. */
    public Optional<Instant> last() {
        return StoreRows.read(store, LAST, List.of(), row -> time(row, 1)).getFirst();
    }

    /** Says that the list of this hash is right. */
    @Transactional
    public AppointmentReview review(Sha256 list, Caller caller) {
        Role as = AppointmentProposals.decider(caller);
        UUID id = UUID.randomUUID();
        insert(entities.createNativeQuery(REVIEW).setParameter("list", list.hex()), id, list, as, caller);
        record("APPOINTMENTS_REVIEWED", list, as, caller);
        return find(id);
    }

    /** Says so too, as another officer, while the list is the same. */
    @Transactional
    public AppointmentReview confirm(UUID id, Caller caller) {
        Role as = AppointmentProposals.decider(caller);
        AppointmentReview review = find(id);
        if (review.reviewedBy().equals(caller.person())) {
            throw AppointmentRefusal.SAME_PERSON.about(caller.person());
        }
        insert(entities.createNativeQuery(CONFIRM), id, review.list(), as, caller);
        record("APPOINTMENT_REVIEW_CONFIRMED", review.list(), as, caller);
        return find(id);
    }

    private void record(String event, Sha256 list, Role as, Caller caller) {
        long count = list().lines().count();
        audit.append(AuditEvent.success(event, caller.actorAs(as), Map.of("appointments", count))
                .withSubject(list.hex()));
    }

    private static void insert(Query insert, UUID id, Sha256 list, Role as, Caller caller) {
        try {
            insert.setParameter("id", id)
                    .setParameter("by", caller.person().value())
                    .setParameter("as", as.label())
                    .executeUpdate();
        } catch (JDBCException e) {
            throw switch (String.valueOf(e.getSQLState())) {
                case "MU042" -> AppointmentRefusal.LIST_CHANGED.about(list);
                case "23505" -> AppointmentRefusal.DECIDED.about(id);
                default -> e;
            };
        }
    }

    private AppointmentReview find(UUID id) {
        return StoreRows.read(store, ONE, List.of(id), AppointmentReviews::review).stream()
                .findFirst()
                .orElseThrow(() -> AppointmentRefusal.REVIEW_UNKNOWN.about(id));
    }

    /** SHA-256 of a list. */
    public static Sha256 hash(String list) {
        return Sha256.of(list.getBytes(StandardCharsets.UTF_8));
    }

    private static AppointmentReview review(ResultSet row) throws SQLException {
        return new AppointmentReview(
                row.getObject("id", UUID.class),
                new Sha256(row.getString("list_sha256")),
                new PersonId(row.getString("reviewed_by")),
                time(row, 4).orElseThrow(),
                Optional.ofNullable(row.getString("confirmed_by")).map(PersonId::new),
                time(row, 6));
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
