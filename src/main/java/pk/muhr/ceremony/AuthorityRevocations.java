package pk.muhr.ceremony;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import org.hibernate.JDBCException;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.Authorities;
import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.RegisteredAuthority;
import pk.muhr.ceremony.AuthorityRevocationOutcome.Recorded;
import pk.muhr.ceremony.AuthorityRevocationOutcome.Refused;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.revocation.CertificateReference;
import pk.muhr.revocation.Revocations;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * The revocation of authorities by two officers of different roles (BR §4.9.1.2, §5.2.2). The second one's confirmation
 * revokes within its own transaction: a crash before the commit leaves an open proposal, one after it an authority that
 * issues nothing more and that its issuer's list and responders call revoked. Its own lists and answers go on.
 */
@ApplicationScoped
public class AuthorityRevocations {

    /** Security officer, revocation officer and CA administrator: any two of them. */
    static final List<Role> OFFICERS = List.of(Role.SECURITY_OFFICER, Role.REVOCATION_OFFICER, Role.CA_ADMINISTRATOR);

    private static final Set<RevocationReason> REASONS = Set.of(
            RevocationReason.KEY_COMPROMISE,
            RevocationReason.CA_COMPROMISE,
            RevocationReason.AFFILIATION_CHANGED,
            RevocationReason.SUPERSEDED,
            RevocationReason.CESSATION_OF_OPERATION,
            RevocationReason.PRIVILEGE_WITHDRAWN);

    /** What the database says without two officers who hold their roles, or when the proposal is too old. */
    private static final String LACKS_OFFICERS = "MU009";

    private static final String LOCK = "select cast(pg_advisory_xact_lock(77340010) as text)";

    private final EntityManager entities;
    private final Authorities authorities;
    private final Revocations revocations;
    private final AuditRecords audit;
    private final Clock clock;

    AuthorityRevocations(
            EntityManager entities, Authorities authorities, Revocations revocations, AuditRecords audit, Clock clock) {
        this.entities = entities;
        this.authorities = authorities;
        this.revocations = revocations;
        this.audit = audit;
        this.clock = clock;
    }

    /** Proposes to revoke an authority, given by its name with its generation. */
    @Transactional
    public AuthorityRevocationOutcome propose(
            String name, RevocationReason reason, Optional<Instant> invalidityDate, Caller caller) {
        Role role = roles(caller).getFirst();
        Optional<RegisteredAuthority> found = find(name);
        if (found.isEmpty()) {
            return new Refused(AuthorityRevocationRefusal.UNKNOWN, name);
        }
        RegisteredAuthority authority = found.get();
        Optional<RegisteredAuthority> issuer =
                authority.issuer().map(AuthorityId::toString).flatMap(this::find);
        if (issuer.isEmpty()) {
            return new Refused(AuthorityRevocationRefusal.ROOT, name);
        }
        Certificate certificate = authority.certificate();
        Sha256 issuerKey = issuer.get().certificate().key().fingerprint();
        Optional<AuthorityRevocationOutcome> objection = objection(certificate, issuerKey, reason, invalidityDate);
        if (objection.isPresent()) {
            return objection.get();
        }
        AuthorityRevocationRow row = new AuthorityRevocationRow();
        row.id = UUID.randomUUID();
        row.authority = authority.id().toString();
        row.issuerKey = issuerKey.hex();
        row.serial = certificate.serial().hex();
        row.reason = (short) reason.code();
        row.invalidityDate =
                invalidityDate.map(date -> date.truncatedTo(ChronoUnit.SECONDS)).orElse(null);
        row.proposedBy = caller.person().value();
        row.role = role.label();
        row.proposedAt = now();
        entities.persist(row);
        entities.flush();
        audit.append(event("AUTHORITY_REVOCATION_PROPOSED", row, caller, role));
        return new Recorded(revocation(row));
    }

    private Optional<AuthorityRevocationOutcome> objection(
            Certificate certificate, Sha256 issuerKey, RevocationReason reason, Optional<Instant> invalidityDate) {
        if (!REASONS.contains(reason)) {
            return Optional.of(new Refused(AuthorityRevocationRefusal.REASON_NOT_PERMITTED, reason.label()));
        }
        if (revocations.find(issuerKey, certificate.serial()).isPresent()) {
            return Optional.of(new Refused(
                    AuthorityRevocationRefusal.ALREADY_REVOKED,
                    certificate.serial().hex()));
        }
        return invalidityDate
                .filter(date -> date.isAfter(now()) || date.isBefore(certificate.notBefore()))
                .map(date -> new Refused(AuthorityRevocationRefusal.DATE_NOT_PERMITTED, date.toString()));
    }

    /** Confirms a proposal as an officer of another role, and revokes the authority. */
    @Transactional
    public AuthorityRevocationOutcome confirm(String name, UUID id, Caller caller) {
        List<Role> held = roles(caller);
        entities.createNativeQuery(LOCK, String.class).getSingleResult();
        AuthorityRevocationRow row = entities.find(AuthorityRevocationRow.class, id);
        if (row == null || !row.authority.equals(name)) {
            return new Refused(AuthorityRevocationRefusal.UNKNOWN, id.toString());
        }
        if (row.proposedBy.equals(caller.person().value())) {
            return new Refused(AuthorityRevocationRefusal.SAME_PERSON, row.proposedBy);
        }
        Optional<Role> role =
                held.stream().filter(other -> !other.label().equals(row.role)).findFirst();
        if (role.isEmpty()) {
            return new Refused(AuthorityRevocationRefusal.SAME_ROLE, row.role);
        }
        if (revocations
                .find(new Sha256(row.issuerKey), SerialNumber.ofHex(row.serial))
                .isPresent()) {
            return new Refused(AuthorityRevocationRefusal.ALREADY_REVOKED, row.serial);
        }
        return confirm(row, caller, role.get());
    }

    private AuthorityRevocationOutcome confirm(AuthorityRevocationRow row, Caller caller, Role role) {
        AuthorityRevocationConfirmationRow confirmation = new AuthorityRevocationConfirmationRow();
        confirmation.proposal = row.id;
        confirmation.confirmedBy = caller.person().value();
        confirmation.role = role.label();
        confirmation.confirmedAt = now();
        try {
            entities.persist(confirmation);
            entities.flush();
        } catch (JDBCException e) {
            if (!LACKS_OFFICERS.equals(e.getSQLState())) {
                throw e;
            }
            return new Refused(AuthorityRevocationRefusal.LAPSED, row.id.toString());
        }
        audit.append(event("AUTHORITY_REVOCATION_CONFIRMED", row, caller, role));
        RegisteredAuthority authority = find(row.authority).orElseThrow();
        CertificateReference certificate = new CertificateReference(
                authority.issuer().orElseThrow(),
                new Sha256(row.issuerKey),
                SerialNumber.ofHex(row.serial),
                Optional.of(authority.certificate().fingerprint()));
        revocations
                .revokeAuthority(
                        certificate,
                        RevocationReason.ofCode(row.reason).orElseThrow(),
                        Optional.ofNullable(row.invalidityDate),
                        caller.actorAs(role))
                .orElseThrow();
        return new Recorded(revocation(row));
    }

    /** The proposals for an authority, newest first. */
    @Transactional
    public List<AuthorityRevocation> of(String name, Caller caller) {
        caller.require(Role.SECURITY_OFFICER, Role.REVOCATION_OFFICER, Role.CA_ADMINISTRATOR, Role.AUDITOR);
        return entities.createQuery(
                        "select p from AuthorityRevocationRow p where p.authority = :authority"
                                + " order by p.proposedAt desc",
                        AuthorityRevocationRow.class)
                .setParameter("authority", name)
                .getResultStream()
                .map(this::revocation)
                .toList();
    }

    private AuthorityRevocation revocation(AuthorityRevocationRow row) {
        return new AuthorityRevocation(
                row.id,
                AuthorityId.of(row.authority),
                RevocationReason.ofCode(row.reason).orElseThrow(),
                Optional.ofNullable(row.invalidityDate),
                new PersonId(row.proposedBy),
                Role.ofLabel(row.role).orElseThrow(),
                row.proposedAt,
                Optional.ofNullable(entities.find(AuthorityRevocationConfirmationRow.class, row.id))
                        .map(AuthorityRevocationConfirmationRow::confirmation));
    }

    private Optional<RegisteredAuthority> find(String name) {
        return authorities.all().stream()
                .filter(authority -> authority.id().toString().equals(name))
                .findFirst();
    }

    private static List<Role> roles(Caller caller) {
        caller.require(OFFICERS.toArray(Role[]::new));
        return OFFICERS.stream().filter(caller::holds).toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static AuditEvent event(String name, AuthorityRevocationRow row, Caller caller, Role role) {
        return AuditEvent.success(
                        name,
                        caller.actorAs(role),
                        Map.of(
                                "proposal",
                                row.id,
                                "reason",
                                RevocationReason.ofCode(row.reason)
                                        .orElseThrow()
                                        .label()))
                .withAuthority(row.authority)
                .withSubject(row.serial);
    }
}
