package pk.muhr.revocation.mass;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.hibernate.JDBCException;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.AuthorityId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.revocation.CertificateReference;
import pk.muhr.revocation.Revocations;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * Orders to revoke what has something in common. Placing one writes down which certificates it takes; each batch revokes
 * some of them and says so in one transaction, so a crash leaves the order where its last batch ended, and the next turn
 * of any replica goes on from there.
 */
@ApplicationScoped
public class MassRevocations {

    private static final int BATCH = 100;
    private static final int SAMPLE = 10;
    private static final String LACKS_OFFICERS = "MU011";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final String INSERT = """
            insert into revocation_order (id, selection, reason, cause, certificates, placed_by, role, placed_at, due_by)
            values (:id, cast(:selection as jsonb), :reason, :cause, :certificates, :by, :role, :at, :dueBy)
            """;

    private static final String CONFIRM = """
            insert into revocation_order_confirmation (revocation_order, confirmed_by, role) values (:order, :by, :role)
            """;

    private static final String SELECT = """
            select o.id, cast(o.selection as text) as selection, o.reason, o.cause, o.certificates, o.officers, o.placed_by,
                   o.role, o.placed_at, o.due_by, c.confirmed_by, coalesce(b.done, 0) as done,
                   coalesce(b.revoked, 0) as revoked
            from revocation_order o
            left join revocation_order_confirmation c on c.revocation_order = o.id
            left join lateral (select max(last) as done, sum(revoked) as revoked from revocation_order_batch
                               where revocation_order = o.id) b on true
            """;

    private static final String TARGETS = """
            select t.position, t.certificate_sha256, i.authority, i.issuer_key, i.serial, i.subject_key
            from revocation_order_target t
            join outcome o on o.certificate_sha256 = t.certificate_sha256
            join intent i on i.id = o.intent
            where t.revocation_order = :order and t.position > :after order by t.position
            """;

    private static final String DONE = """
            insert into revocation_order_batch (revocation_order, first, last, revoked) values (:order, :first, :last, :revoked)
            """;

    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:order, 0)) as text)";

    private final EntityManager entities;
    private final Selected selected;
    private final Revocations revocations;
    private final AuditRecords audit;
    private final Clock clock;

    MassRevocations(
            EntityManager entities, Selected selected, Revocations revocations, AuditRecords audit, Clock clock) {
        this.entities = entities;
        this.selected = selected;
        this.revocations = revocations;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an order would take, and the token that it must show. Changes nothing. */
    @Transactional
    public OrderOutcome preview(Selection asked, RevocationReason reason, Optional<Cause> named, Caller caller) {
        officer(caller);
        return previewed(asked.until(clock.instant().truncatedTo(ChronoUnit.MILLIS)), reason, named);
    }

    private OrderOutcome previewed(Selection selection, RevocationReason reason, Optional<Cause> named) {
        if (!selection.isNarrow()) {
            return new OrderOutcome.TooWide();
        }
        Optional<Cause> cause = named.or(() -> Cause.of(reason));
        List<String> unwilling = selected.unwilling(selection, reason);
        if (cause.isEmpty() || !unwilling.isEmpty()) {
            return new OrderOutcome.ReasonNotPermitted(reason, unwilling);
        }
        if (cause.get().reason() != reason) {
            return new OrderOutcome.CauseNotOfReason(cause.get(), reason);
        }
        long count = selected.count(selection);
        if (count == 0) {
            return new OrderOutcome.Empty();
        }
        String meant = String.join(
                "\n",
                json(selection),
                reason.label(),
                cause.get().label(),
                "" + count,
                selected.digest(selection).hex());
        return new OrderOutcome.Previewed(new Preview(
                selection,
                cause.get(),
                count,
                selected.officers(count),
                selected.countBy(selection, "profile"),
                selected.countBy(selection, "body"),
                selected.sample(selection, SAMPLE),
                Sha256.of(meant.getBytes(StandardCharsets.UTF_8))));
    }

    /** Places the order that was previewed, exactly. With one officer it runs from now on, with two it waits. */
    @Transactional
    public OrderOutcome place(
            Selection selection, RevocationReason reason, Optional<Cause> named, Sha256 token, Caller caller) {
        Role role = officer(caller);
        OrderOutcome outcome = previewed(selection, reason, named);
        if (!(outcome instanceof OrderOutcome.Previewed(Preview preview))) {
            return outcome;
        }
        if (!preview.token().equals(token)) {
            return new OrderOutcome.NotAsPreviewed(token);
        }
        UUID id = UUID.randomUUID();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        entities.createNativeQuery(INSERT)
                .setParameter("id", id)
                .setParameter("selection", json(selection))
                .setParameter("reason", reason.code())
                .setParameter("cause", preview.cause().label())
                .setParameter("certificates", preview.certificates())
                .setParameter("by", caller.person().value())
                .setParameter("role", role.label())
                .setParameter("at", now)
                .setParameter("dueBy", now.plus(preview.cause().within()))
                .executeUpdate();
        if (selected.write(selection, id) != preview.certificates()) {
            throw new IllegalStateException("the certificates of the order changed while it was written down");
        }
        MassRevocation order = find(id).orElseThrow();
        audit.append(event("REVOCATION_ORDERED", order, caller.actorAs(role)));
        return new OrderOutcome.Recorded(order);
    }

    /** Confirms an order as an officer of the other role; it runs from now on. */
    @Transactional
    public OrderOutcome confirm(UUID id, Caller caller) {
        officer(caller);
        lock(id);
        Optional<MassRevocation> found = find(id);
        if (found.isEmpty()) {
            return new OrderOutcome.Unknown();
        }
        if (found.get().state() != MassRevocation.State.WAITING) {
            return new OrderOutcome.NotWaiting(found.get());
        }
        Role other = found.get().role().equals(Role.SECURITY_OFFICER.label())
                ? Role.REVOCATION_OFFICER
                : Role.SECURITY_OFFICER;
        if (!caller.holds(other) || found.get().placedBy().equals(caller.person())) {
            return new OrderOutcome.NotAnother(found.get());
        }
        try {
            entities.createNativeQuery(CONFIRM)
                    .setParameter("order", id)
                    .setParameter("by", caller.person().value())
                    .setParameter("role", other.label())
                    .executeUpdate();
        } catch (JDBCException e) {
            if (!LACKS_OFFICERS.equals(e.getSQLState())) {
                throw e;
            }
            return new OrderOutcome.NotAnother(found.get());
        }
        audit.append(event("REVOCATION_ORDER_CONFIRMED", found.get(), caller.actorAs(other)));
        return new OrderOutcome.Recorded(find(id).orElseThrow());
    }

    /**
     * Works off the next batch of an order. What was revoked meanwhile is passed over, so a batch that is repeated after a
     * crash changes nothing twice.
     *
     * @return whether there is more to do
     */
    @Transactional
    public boolean carryOn(UUID id) {
        lock(id);
        MassRevocation order = find(id).orElseThrow();
        if (order.state() != MassRevocation.State.RUNNING) {
            return false;
        }
        Actor by = new Actor(order.placedBy().value(), Optional.of(order.role()));
        long last = order.done();
        int revoked = 0;
        for (Object row : entities.createNativeQuery(TARGETS, Tuple.class)
                .setParameter("order", id)
                .setParameter("after", order.done())
                .setMaxResults(BATCH)
                .getResultList()) {
            Tuple target = (Tuple) row;
            last = target.get("position", Long.class);
            revoked += revocations.revokeOrdered(
                            reference(target),
                            new Sha256(target.get("subject_key", String.class)),
                            order.reason(),
                            by,
                            id)
                    ? 1
                    : 0;
        }
        entities.createNativeQuery(DONE)
                .setParameter("order", id)
                .setParameter("first", order.done() + 1)
                .setParameter("last", last)
                .setParameter("revoked", revoked)
                .executeUpdate();
        MassRevocation now = find(id).orElseThrow();
        if (now.state() == MassRevocation.State.DONE) {
            audit.append(event("REVOCATION_ORDER_DONE", now, by));
        }
        return now.state() == MassRevocation.State.RUNNING;
    }

    /** An order by its id. */
    @Transactional
    public Optional<MassRevocation> find(UUID id) {
        return rows(SELECT + " where o.id = :id", Map.of("id", id), 1).stream().findFirst();
    }

    /** The newest orders. */
    @Transactional
    public List<MassRevocation> newest(int count) {
        return rows(SELECT + " order by o.placed_at desc", Map.of(), count);
    }

    /** Orders that may run and are not done, the most urgent first. */
    @Transactional
    public List<MassRevocation> running(int count) {
        return rows(
                SELECT + " where coalesce(b.done, 0) < o.certificates"
                        + " and (o.officers < 2 or c.confirmed_by is not null) order by o.due_by",
                Map.of(),
                count);
    }

    /** Orders that should be done by now and are not, those that wait for an officer included; the most urgent first. */
    @Transactional
    List<MassRevocation> overdue(Instant now, int count) {
        return rows(
                SELECT + " where coalesce(b.done, 0) < o.certificates and o.due_by < :now order by o.due_by",
                Map.of("now", now),
                count);
    }

    @SuppressWarnings("unchecked")
    private List<MassRevocation> rows(String statement, Map<String, Object> values, int most) {
        var query = entities.createNativeQuery(statement, Tuple.class).setMaxResults(most);
        values.forEach(query::setParameter);
        return ((List<Tuple>) query.getResultList())
                .stream().map(MassRevocations::order).toList();
    }

    private static MassRevocation order(Tuple row) {
        return new MassRevocation(
                row.get("id", UUID.class),
                row.get("selection", String.class),
                RevocationReason.ofCode(row.get("reason", Number.class).intValue())
                        .orElseThrow(),
                Cause.ofLabel(row.get("cause", String.class)).orElseThrow(),
                row.get("certificates", Number.class).longValue(),
                row.get("officers", Number.class).intValue(),
                new PersonId(row.get("placed_by", String.class)),
                row.get("role", String.class),
                row.get("placed_at", Instant.class),
                row.get("due_by", Instant.class),
                Optional.ofNullable(row.get("confirmed_by", String.class)).map(PersonId::new),
                row.get("done", Number.class).longValue(),
                row.get("revoked", Number.class).longValue());
    }

    private static CertificateReference reference(Tuple target) {
        return new CertificateReference(
                AuthorityId.of(target.get("authority", String.class)),
                new Sha256(target.get("issuer_key", String.class)),
                SerialNumber.ofHex(target.get("serial", String.class)),
                Optional.of(new Sha256(target.get("certificate_sha256", String.class))));
    }

    private void lock(UUID order) {
        entities.createNativeQuery(LOCK, String.class)
                .setParameter("order", "revocation order " + order)
                .getSingleResult();
    }

    private static Role officer(Caller caller) {
        caller.require(Role.SECURITY_OFFICER, Role.REVOCATION_OFFICER);
        return caller.holds(Role.SECURITY_OFFICER) ? Role.SECURITY_OFFICER : Role.REVOCATION_OFFICER;
    }

    private static AuditEvent event(String name, MassRevocation order, Actor by) {
        return AuditEvent.success(
                        name,
                        by,
                        Map.of(
                                "selection", order.selection(),
                                "reason", order.reason().label(),
                                "cause", order.cause().label(),
                                "certificates", order.certificates(),
                                "revoked", order.revoked(),
                                "dueBy", order.dueBy()))
                .withSubject(order.id().toString());
    }

    private static String json(Selection selection) {
        try {
            return JSON.writeValueAsString(selection);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a selection is always JSON", e);
        }
    }
}
