package pk.muhr.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;

import pk.muhr.audit.Actor;
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

    /** A mass revocation may be among what is taken over. */
    private static final int LONGEST_SECONDS = 3600;

    private static final String ENTRIES = """
            select r from RevocationRow r
            where r.authority = :authority and r.seq <= :reach and r.kind <> pk.muhr.revocation.StatusKind.RELEASED
              and not exists (select 1 from RevocationRow later where later.supersedes = r.seq and later.seq <= :reach)
            order by r.seq
            """;

    private final EntityManager entities;
    private final IssuedCertificates certificates;
    private final Authorities authorities;
    private final StatusEvents events;
    private final CertificatesOfKey sameKey;
    private final RevocationPolicy policy;
    private final AuditRecords audit;

    Revocations(
            EntityManager entities,
            IssuedCertificates certificates,
            Authorities authorities,
            StatusEvents events,
            CertificatesOfKey sameKey,
            RevocationPolicy policy,
            AuditRecords audit) {
        this.entities = entities;
        this.certificates = certificates;
        this.authorities = authorities;
        this.events = events;
        this.sameKey = sameKey;
        this.policy = policy;
        this.audit = audit;
    }

    /**
     * Revokes a certificate of the caller's own body, or any subscriber's for an officer, who may also hold it. When its key
     * was compromised, every other certificate of the key is revoked with it. On return it is committed; a crash before
     * leaves nothing, one after leaves it revoked, and asking again says so.
     */
    @Transactional
    public RevocationOutcome revoke(RevocationOrder order, Caller caller) {
        caller.require(Role.SUBSCRIBER, Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER);
        boolean officer = caller.holds(Role.REVOCATION_OFFICER) || caller.holds(Role.SECURITY_OFFICER);
        Optional<IssuedCertificate> found = officer
                ? certificates.find(order.certificate())
                : certificates.find(order.certificate(), caller.requireBody());
        return change(found, order.certificate(), caller.actor(), rules -> rules.judge(order, officer));
    }

    /** Revokes a certificate of our own, which a job issued itself. */
    @Transactional
    public RevocationOutcome revoke(RevocationOrder order, Actor job) {
        return change(
                certificates.find(order.certificate()).filter(own -> own.request()
                        .isEmpty()),
                order.certificate(),
                job,
                rules -> rules.judge(order, true));
    }

    /** Releases a certificate that is held; for officers. */
    @Transactional
    public RevocationOutcome release(Sha256 certificate, Caller caller) {
        caller.require(Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER);
        return change(certificates.find(certificate), certificate, caller.actor(), StatusRules::release);
    }

    /** Somebody else's change that comes in between is judged as the one before: their event stands. */
    private RevocationOutcome change(
            Optional<IssuedCertificate> found, Sha256 asked, Actor by, Function<StatusRules, Verdict> wish) {
        if (found.isEmpty()) {
            return new RevocationOutcome.Refused(RevocationRefusal.of(
                    RevocationRefusal.Rule.CERTIFICATE_UNKNOWN,
                    asked,
                    "the id is the SHA-256 of the certificate's DER in lower-case hex"));
        }
        IssuedCertificate issued = found.get();
        Sha256 issuerKey = keyOf(issued.authority());
        while (true) {
            Optional<StatusEvents.Newest> before =
                    events.newest(issuerKey, issued.certificate().serial());
            switch (wish.apply(policy.rules(issued, before.map(StatusEvents.Newest::event)))) {
                case Verdict.Refused(RevocationRefusal why) -> {
                    return new RevocationOutcome.Refused(why);
                }
                case Verdict.Permitted(RecordedRevocation event) -> {
                    if (events.insert(event, issuerKey, before, by)) {
                        return recorded(issued.certificate(), event, by);
                    }
                }
            }
        }
    }

    private RevocationOutcome recorded(Certificate certificate, RecordedRevocation event, Actor by) {
        audit.append(StatusRecords.of(event, by, Map.of())
                .withSubject(certificate.fingerprint().hex()));
        return new RevocationOutcome.Recorded(
                event,
                event.isOfCompromise()
                        ? sameKey.revoke(certificate.key().fingerprint(), event.invalidityDate(), by)
                        : List.of());
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public void revoke(AuthorityId authority, Sha256 issuerKey, SerialNumber serial) {
        RecordedRevocation revocation = new RecordedRevocation(
                authority, serial, StatusKind.REVOKED, policy.now(), RevocationReason.UNSPECIFIED, Optional.empty());
        if (events.insert(revocation, issuerKey, Optional.empty(), SWEEP)) {
            audit.append(StatusRecords.orphan(revocation, SWEEP).withSubject(serial.hex()));
        }
    }

    /**
     * Revokes an authority's certificate as two officers decided, in the transaction of their decision. The database asks
     * for it once more.
     *
     * @return what was revoked; none when it is revoked already and the reason may not follow
     */
    @Transactional(TxType.MANDATORY)
    public Optional<RecordedRevocation> revokeAuthority(
            CertificateReference certificate, RevocationReason reason, Optional<Instant> invalidityDate, Actor by) {
        return events.revoke(
                certificate, reason, invalidityDate, by, Map.of("because", "two officers revoked the authority"));
    }

    /**
     * Revokes a certificate as an order over many said, in the transaction of its batch; with keyCompromise every other
     * certificate of the key too.
     *
     * @return whether that changed its status
     */
    @Transactional(TxType.MANDATORY)
    public boolean revokeOrdered(
            CertificateReference certificate, Sha256 key, RevocationReason reason, Actor by, UUID order) {
        Optional<RecordedRevocation> event =
                events.revoke(certificate, reason, Optional.empty(), by, Map.of("order", order));
        event.filter(RecordedRevocation::isOfCompromise).ifPresent(_ -> sameKey.revoke(key, Optional.empty(), by));
        return event.isPresent();
    }

    /**
     * Takes over what a published list says and this database does not: it is an older one. What stands here stays, but for
     * a hold that became a revocation, or another reason that became the compromise of the key.
     *
     * @param shard the part that the list was of
     * @return how many it were
     */
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_SECONDS)
    public int takeOver(AuthorityId authority, OptionalInt shard, List<RevocationEntry> published, Actor by) {
        Sha256 issuerKey = keyOf(authority);
        Map<SerialNumber, RevocationReason> here = entries(authority, newest(authority)).stream()
                .collect(Collectors.toMap(RevocationEntry::serial, RevocationEntry::reason));
        return (int) published.stream()
                .filter(entry -> entry.reason() != here.get(entry.serial()))
                .filter(entry -> takeOver(authority, issuerKey, shard, entry, by))
                .count();
    }

    private boolean takeOver(
            AuthorityId authority, Sha256 issuerKey, OptionalInt shard, RevocationEntry entry, Actor by) {
        Optional<StatusEvents.Newest> before = events.newest(issuerKey, entry.serial());
        RecordedRevocation event = new RecordedRevocation(
                authority,
                entry.serial(),
                entry.reason() == RevocationReason.CERTIFICATE_HOLD ? StatusKind.HELD : StatusKind.REVOKED,
                entry.revokedAt(),
                entry.reason(),
                entry.invalidityDate());
        boolean follows = before.map(StatusEvents.Newest::event)
                .map(last -> switch (last.kind()) {
                    case RELEASED -> true;
                    case HELD -> event.kind() == StatusKind.REVOKED;
                    case REVOKED -> event.isOfCompromise() && !last.isOfCompromise();
                })
                .orElse(true);
        if (!follows || !events.insert(event, issuerKey, shard, before, by)) {
            return false;
        }
        audit.append(StatusRecords.of(event, by, Map.of("because", "a published CRL says so"))
                .withSubject(entry.serial().hex()));
        return true;
    }

    /** The hold or revocation of this serial number, if it is held or revoked. */
    @Transactional
    public Optional<RecordedRevocation> find(Sha256 issuerKey, SerialNumber serial) {
        return events.newest(issuerKey, serial)
                .map(StatusEvents.Newest::event)
                .filter(event -> event.kind() != StatusKind.RELEASED);
    }

    /**
     * How far the authority's revocations reach: every one with a number up to this is committed, and none will be added
     * below it. (Numbers are drawn before they are committed, so the highest visible one alone would not say that.)
     */
    @Transactional
    public long reach(AuthorityId authority) {
        events.settle(authority);
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
        return entities.createQuery(ENTRIES, RevocationRow.class)
                .setParameter("authority", authority.toString())
                .setParameter("reach", reach)
                .getResultStream()
                .map(RevocationRow::recorded)
                .map(RecordedRevocation::entry)
                .flatMap(Optional::stream)
                .toList();
    }

    private Sha256 keyOf(AuthorityId authority) {
        return authorities.all().stream()
                .filter(registered -> registered.id().equals(authority))
                .map(registered -> registered.certificate().key().fingerprint())
                .findFirst()
                .orElseThrow();
    }
}
