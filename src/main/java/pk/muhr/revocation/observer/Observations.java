package pk.muhr.revocation.observer;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;

/** What was seen at the public addresses: a row for each change, of which the newest of a subject counts. */
@ApplicationScoped
public class Observations {

    private static final Actor JOB = Actor.system("observer");

    private static final String NEWEST = """
            select distinct on (subject) subject, address, why, observed_at from observation
            where %s order by subject, seq desc
            """;

    private final EntityManager entities;
    private final AuditRecords audit;

    Observations(EntityManager entities, AuditRecords audit) {
        this.entities = entities;
        this.audit = audit;
    }

    /** How everything looks, for officers and auditors. */
    @Transactional
    public List<Observation> newest(Caller caller) {
        caller.require(Role.SECURITY_OFFICER, Role.CA_ADMINISTRATOR, Role.REVOCATION_OFFICER, Role.AUDITOR);
        return newest();
    }

    /** How everything looks. */
    @Transactional
    List<Observation> newest() {
        return rows(NEWEST.formatted("true"), Optional.empty());
    }

    /**
     * Writes down how something looks, if it looks otherwise than before; the first look is on record only if it is bad.
     *
     * @return whether it was bad before and is no longer
     */
    @Transactional
    boolean seen(String subject, URI address, Optional<Broken> wrong) {
        String why = wrong.map(Broken::getMessage).orElse("");
        Optional<Observation> before = rows(NEWEST.formatted("subject = :subject"), Optional.of(subject)).stream()
                .findFirst();
        boolean changed = before.map(last -> last.broken() == why.isEmpty()).orElse(true);
        if (!changed) {
            return false;
        }
        entities.createNativeQuery(
                        "insert into observation (subject, address, state, why) values (:subject, :address, :state, :why)")
                .setParameter("subject", subject)
                .setParameter("address", address.toString())
                .setParameter("state", why.isEmpty() ? "OK" : "BROKEN")
                .setParameter("why", why)
                .executeUpdate();
        Map<String, Object> details = Map.of("address", address, "why", why);
        boolean mended = why.isEmpty() && before.isPresent();
        if (!why.isEmpty()) {
            audit.append(AuditEvent.failure("OBSERVED_BROKEN", JOB, details).withSubject(subject));
        } else if (mended) {
            audit.append(AuditEvent.success("OBSERVED_MENDED", JOB, details).withSubject(subject));
        }
        return mended;
    }

    @SuppressWarnings("unchecked")
    private List<Observation> rows(String query, Optional<String> subject) {
        var prepared = entities.createNativeQuery(query, Tuple.class);
        subject.ifPresent(name -> prepared.setParameter("subject", name));
        List<Tuple> rows = prepared.getResultList();
        return rows.stream()
                .map(row -> new Observation(
                        row.get("subject", String.class),
                        row.get("address", String.class),
                        row.get("why", String.class),
                        row.get("observed_at", Instant.class)))
                .toList();
    }
}
