package pk.muhr.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * Writes the events of which the newest of a serial number counts; within the transaction of a collection. What may
 * follow what is decided once more by the database.
 */
@ApplicationScoped
class StatusEvents {

    /** Taken shared by who adds an event and alone by who asks how far the table reaches. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock%s(hashtextextended(?1, 0)) as text)";

    private static final String INSERT = """
            insert into revocation (issuer_key, serial, authority, shard, not_after, kind, supersedes, reason, revoked_at,
                                    invalidity_date, revoked_by, entry)
            select q.issuer_key, q.serial, :authority, case when b.seq is null then coalesce(i.shard, cast(:shard as smallint)) else b.shard end,
                   case when b.seq is null then i.not_after else b.not_after end, :kind, b.seq, :reason, :revokedAt,
                   cast(:invalidityDate as timestamptz), :by, :entry
            from (select cast(:issuerKey as text) as issuer_key, cast(:serial as text) as serial,
                         cast(:before as bigint) as before) q
            left join intent i on i.issuer_key = q.issuer_key and i.serial = q.serial
            left join revocation b on b.seq = q.before
            on conflict do nothing
            returning cast(coalesce(shard, -1) as int)
            """;

    private static final String NEWEST =
            "select r from RevocationRow r where r.issuerKey = :issuerKey and r.serial = :serial order by r.seq desc";

    private final EntityManager entities;
    private final RevocationPolicy policy;
    private final AuditRecords audit;
    private final Event<StatusChanged> changed;

    /** The newest event of a serial number, with its number. */
    record Newest(long seq, RecordedRevocation event) {}

    StatusEvents(EntityManager entities, RevocationPolicy policy, AuditRecords audit, Event<StatusChanged> changed) {
        this.entities = entities;
        this.policy = policy;
        this.audit = audit;
        this.changed = changed;
    }

    /** The newest event of this serial number; none for one that was never held or revoked. */
    Optional<Newest> newest(Sha256 issuerKey, SerialNumber serial) {
        return entities.createQuery(NEWEST, RevocationRow.class)
                .setParameter("issuerKey", issuerKey.hex())
                .setParameter("serial", serial.hex())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(row -> new Newest(row.seq, row.recorded()));
    }

    /**
     * Adds an event after the given one.
     *
     * @return false when somebody else's event follows that one already; nothing was written then
     */
    boolean insert(RecordedRevocation event, Sha256 issuerKey, Optional<Newest> before, Actor by) {
        return insert(event, issuerKey, OptionalInt.empty(), before, by);
    }

    /**
     * The same for a certificate that may be unknown here.
     *
     * @param shard which part of its authority's list named it, if one did
     */
    boolean insert(RecordedRevocation event, Sha256 issuerKey, OptionalInt shard, Optional<Newest> before, Actor by) {
        lock(event.authority(), "_shared");
        List<?> shards = entities.createNativeQuery(INSERT, Integer.class)
                .setParameter("issuerKey", issuerKey.hex())
                .setParameter("serial", event.serial().hex())
                .setParameter("before", before.map(Newest::seq).orElse(null))
                .setParameter("authority", event.authority().toString())
                .setParameter("shard", shard.isPresent() ? (Integer) shard.getAsInt() : null)
                .setParameter("kind", event.kind().name())
                .setParameter("reason", event.reason().code())
                .setParameter("revokedAt", event.revokedAt())
                .setParameter(
                        "invalidityDate",
                        event.invalidityDate().map(Instant::toString).orElse(null))
                .setParameter("by", by.id())
                .setParameter(
                        "entry", event.entry().map(entry -> entry.der().bytes()).orElse(null))
                .getResultList();
        for (Object changedShard : shards) {
            changed.fire(new StatusChanged(event.authority(), shard((Integer) changedShard)));
        }
        return !shards.isEmpty();
    }

    /**
     * Revokes whatever has this serial number, where that may follow, and puts it on record. Somebody else's event that comes
     * in between is what it follows then.
     *
     * @return the event; none where the certificate stays as it is
     */
    Optional<RecordedRevocation> revoke(
            CertificateReference certificate,
            RevocationReason reason,
            Optional<Instant> invalidityDate,
            Actor by,
            Map<String, Object> why) {
        while (true) {
            Optional<Newest> before = newest(certificate.issuerKey(), certificate.serial());
            Optional<RecordedRevocation> next = new StatusSuccession(
                            certificate.authority(), certificate.serial(), before.map(Newest::event), policy.now())
                    .next(reason, invalidityDate);
            if (next.isEmpty() || insert(next.get(), certificate.issuerKey(), before, by)) {
                next.ifPresent(event -> audit.append(StatusRecords.of(event, by, why)
                        .withSubject(certificate
                                .fingerprint()
                                .map(Sha256::hex)
                                .orElse(certificate.serial().hex()))));
                return next;
            }
        }
    }

    /** Waits for every event of the authority whose number is drawn and whose commit is late. */
    void settle(AuthorityId authority) {
        lock(authority, "");
    }

    private void lock(AuthorityId authority, String mode) {
        entities.createNativeQuery(LOCK.formatted(mode), String.class)
                .setParameter(1, "revocation " + authority)
                .getSingleResult();
    }

    private static OptionalInt shard(int number) {
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
