package pk.muhr.revocation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.Authorities;
import pk.muhr.ca.AuthorityId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.issuance.OrphanRevocation;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** What is held or revoked, as events of which the newest of a certificate counts (invariants I11, I12). */
@ApplicationScoped
public class Revocations implements OrphanRevocation {

    private static final Actor SWEEP = Actor.system("orphan-revocation");

    /** Taken shared by who revokes and alone by who asks how far the table reaches. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock%s(hashtextextended(?1, 0)) as text)";

    private static final String INSERT = """
            insert into revocation (issuer_key, serial, authority, shard, not_after, kind, reason, revoked_at,
                                    invalidity_date, revoked_by, entry)
            select q.issuer_key, q.serial, :authority, i.shard, i.not_after, 'REVOKED', :reason, :revokedAt,
                   cast(:invalidityDate as timestamptz), :by, :entry
            from (select cast(:issuerKey as text) as issuer_key, cast(:serial as text) as serial) q
            left join intent i on i.issuer_key = q.issuer_key and i.serial = q.serial
            on conflict do nothing
            returning cast(coalesce(shard, -1) as int)
            """;

    private static final String SELECT =
            "select r.authority as authority, r.serial as serial, r.revokedAt as revokedAt, r.reason as reason,"
                    + " r.invalidityDate as invalidityDate from RevocationRow r"
                    + " where r.kind <> pk.muhr.revocation.StatusKind.RELEASED"
                    + " and not exists (select 1 from RevocationRow later where later.supersedes = r.seq%s)";

    private final EntityManager entities;
    private final IssuedCertificates certificates;
    private final Authorities authorities;
    private final AuditRecords audit;
    private final Event<StatusChanged> changed;
    private final Clock clock;

    Revocations(
            EntityManager entities,
            IssuedCertificates certificates,
            Authorities authorities,
            AuditRecords audit,
            Event<StatusChanged> changed,
            Clock clock) {
        this.entities = entities;
        this.certificates = certificates;
        this.authorities = authorities;
        this.audit = audit;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Revokes a certificate of the caller's own body, or any subscriber's for an officer. On return it is committed; a
     * crash before leaves nothing, one after leaves it revoked, and asking again says so.
     */
    @Transactional
    public RevocationOutcome revoke(RevocationOrder order, Caller caller) {
        caller.require(Role.SUBSCRIBER, Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER);
        boolean officer = caller.holds(Role.REVOCATION_OFFICER) || caller.holds(Role.SECURITY_OFFICER);
        Optional<IssuedCertificate> found = officer
                ? certificates.find(order.certificate())
                : certificates.find(order.certificate(), caller.requireBody());
        if (found.isEmpty()) {
            return new RevocationOutcome.Unknown();
        }
        Certificate certificate = found.get().certificate();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return objection(order, certificate, officer, now)
                .orElseGet(() -> revoke(found.get(), order, caller.actor(), now));
    }

    /** Revokes a certificate of our own, which a job issued itself. */
    @Transactional
    public RevocationOutcome revoke(RevocationOrder order, Actor job) {
        Optional<IssuedCertificate> found = certificates
                .find(order.certificate())
                .filter(own -> own.request().isEmpty());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return found.<RevocationOutcome>map(own ->
                        objection(order, own.certificate(), true, now).orElseGet(() -> revoke(own, order, job, now)))
                .orElseGet(RevocationOutcome.Unknown::new);
    }

    private static Optional<RevocationOutcome> objection(
            RevocationOrder order, Certificate certificate, boolean officer, Instant now) {
        if (certificate.isAuthority()) {
            return Optional.of(new RevocationOutcome.NeedsCeremony(certificate.serial()));
        }
        Set<RevocationReason> permitted = PermittedReasons.of(officer);
        if (!permitted.contains(order.reason())) {
            return Optional.of(new RevocationOutcome.ReasonNotPermitted(order.reason(), permitted));
        }
        return order.invalidityDate()
                .filter(date -> date.isAfter(now) || date.isBefore(certificate.notBefore()))
                .<RevocationOutcome>map(
                        date -> new RevocationOutcome.DateNotPermitted(date, certificate.notBefore(), now));
    }

    private RevocationOutcome revoke(IssuedCertificate issued, RevocationOrder order, Actor by, Instant now) {
        Certificate certificate = issued.certificate();
        Sha256 issuerKey = keyOf(issued.authority());
        RecordedRevocation revocation = new RecordedRevocation(
                issued.authority(),
                certificate.serial(),
                now,
                order.reason(),
                order.invalidityDate().map(date -> date.truncatedTo(ChronoUnit.SECONDS)));
        if (!insert(revocation, issuerKey, by)) {
            return new RevocationOutcome.AlreadyRevoked(
                    find(issuerKey, certificate.serial()).orElseThrow());
        }
        audit.append(event("CERTIFICATE_REVOKED", revocation, by)
                .withSubject(certificate.fingerprint().hex()));
        return new RevocationOutcome.Revoked(revocation);
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public void revoke(AuthorityId authority, Sha256 issuerKey, SerialNumber serial) {
        RecordedRevocation revocation = new RecordedRevocation(
                authority,
                serial,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                RevocationReason.UNSPECIFIED,
                Optional.empty());
        if (insert(revocation, issuerKey, SWEEP)) {
            audit.append(event("ORPHAN_REVOKED", revocation, SWEEP).withSubject(serial.hex()));
        }
    }

    /** The revocation of this serial number, if it is revoked. */
    @Transactional
    public Optional<RecordedRevocation> find(Sha256 issuerKey, SerialNumber serial) {
        return entities.createQuery(
                        SELECT.formatted("") + " and r.issuerKey = :issuerKey and r.serial = :serial", Tuple.class)
                .setParameter("issuerKey", issuerKey.hex())
                .setParameter("serial", serial.hex())
                .getResultStream()
                .findFirst()
                .map(Revocations::recorded);
    }

    /**
     * How far the authority's revocations reach: every one with a number up to this is committed, and none will be added
     * below it. (Numbers are drawn before they are committed, so the highest visible one alone would not say that.)
     */
    @Transactional
    public long reach(AuthorityId authority) {
        lock(authority, "");
        return newest(authority);
    }

    /** The highest number that is committed; cheap, and possibly not the end of the matter (see {@link #reach}). */
    @Transactional
    public long newest(AuthorityId authority) {
        return entities.createQuery(
                        "select coalesce(max(r.seq), 0) from RevocationRow r where r.authority = :authority",
                        Long.class)
                .setParameter("authority", authority.toString())
                .getSingleResult();
    }

    /** Everything of the authority that is held or revoked up to the given number, in the order of the events. */
    @Transactional
    public List<RevocationEntry> entries(AuthorityId authority, long reach) {
        return entities.createQuery(
                        SELECT.formatted(" and later.seq <= :reach")
                                + " and r.authority = :authority and r.seq <= :reach order by r.seq",
                        Tuple.class)
                .setParameter("authority", authority.toString())
                .setParameter("reach", reach)
                .getResultStream()
                .map(Revocations::recorded)
                .map(RecordedRevocation::entry)
                .toList();
    }

    private boolean insert(RecordedRevocation revocation, Sha256 issuerKey, Actor by) {
        lock(revocation.authority(), "_shared");
        List<?> shards = entities.createNativeQuery(INSERT, Integer.class)
                .setParameter("issuerKey", issuerKey.hex())
                .setParameter("serial", revocation.serial().hex())
                .setParameter("authority", revocation.authority().toString())
                .setParameter("reason", revocation.reason().code())
                .setParameter("revokedAt", revocation.revokedAt())
                .setParameter(
                        "invalidityDate",
                        revocation.invalidityDate().map(Instant::toString).orElse(null))
                .setParameter("by", by.id())
                .setParameter("entry", revocation.entry().der().bytes())
                .getResultList();
        for (Object shard : shards) {
            changed.fire(new StatusChanged(revocation.authority(), shard((Integer) shard)));
        }
        return !shards.isEmpty();
    }

    private static OptionalInt shard(int number) {
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private Sha256 keyOf(AuthorityId authority) {
        return authorities.all().stream()
                .filter(registered -> registered.id().equals(authority))
                .map(registered -> registered.certificate().key().fingerprint())
                .findFirst()
                .orElseThrow();
    }

    private void lock(AuthorityId authority, String mode) {
        entities.createNativeQuery(LOCK.formatted(mode), String.class)
                .setParameter(1, "revocation " + authority)
                .getSingleResult();
    }

    private static RecordedRevocation recorded(Tuple row) {
        return new RecordedRevocation(
                AuthorityId.of(row.get("authority", String.class)),
                SerialNumber.ofHex(row.get("serial", String.class)),
                row.get("revokedAt", Instant.class),
                RevocationReason.ofCode(row.get("reason", Short.class)).orElseThrow(),
                Optional.ofNullable(row.get("invalidityDate", Instant.class)));
    }

    private static AuditEvent event(String name, RecordedRevocation revocation, Actor by) {
        return AuditEvent.success(
                        name,
                        by,
                        Map.of(
                                "serial", revocation.serial(),
                                "reason", revocation.reason().label(),
                                "revokedAt", revocation.revokedAt(),
                                "invalidityDate",
                                        revocation
                                                .invalidityDate()
                                                .map(Instant::toString)
                                                .orElse("")))
                .withAuthority(revocation.authority().toString());
    }
}
