package pk.muhr.accreditation;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.hibernate.JDBCException;

import pk.muhr.accreditation.PolicyCandidate.State;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.lint.ExternalLinters;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.PolicyDiff;
import pk.muhr.policy.PolicyProblem;
import pk.muhr.policy.PolicyReport;
import pk.muhr.policy.PolicySuccession;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.CertifiedAuthorities;
import pk.muhr.safety.NoPolicyInForce;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.safety.PolicyBundles.Activation;
import pk.muhr.x509.Sha256;

/**
 * The bundles that were proposed, and who confirmed them. The second confirmation puts a bundle into force within its own
 * transaction: a crash before the commit leaves an open candidate that the same officer can confirm again, one after it
 * the new policy. Whether the confirmations suffice is decided once more by the database.
 */
@ApplicationScoped
public class PolicyCandidates {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<String>> LINES = new TypeReference<>() {};

    /** One proposal, confirmation or withdrawal at a time, so that the second confirmation sees the first. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock(77340002) as text)";

    /** What the database says of an activation without two officers who hold their roles. */
    private static final String LACKS_OFFICERS = "MU007";

    private final EntityManager entities;
    private final PolicyBundles bundles;
    private final CertifiedAuthorities certified;
    private final ExternalLinters linters;
    private final AuditRecords audit;
    private final Clock clock;

    PolicyCandidates(
            EntityManager entities,
            PolicyBundles bundles,
            CertifiedAuthorities certified,
            ExternalLinters linters,
            AuditRecords audit,
            Clock clock) {
        this.entities = entities;
        this.bundles = bundles;
        this.certified = certified;
        this.linters = linters;
        this.audit = audit;
        this.clock = clock;
    }

    /** Proposes files, by name, to follow the bundle in force; for a policy authority. */
    @Transactional
    public ProposalOutcome propose(Map<String, String> files, Caller caller) {
        caller.require(Role.POLICY_AUTHORITY);
        lock();
        Activation active = active();
        PolicyReport report = PolicyExamination.of(files, clock.instant(), linters.names());
        if (report.bundle().isEmpty()) {
            return new ProposalOutcome.Broken(report.problems());
        }
        PolicyBundle bundle = report.bundle().get();
        PolicyBundle before = bundle(active.hash());
        List<PolicyProblem> problems = PolicySuccession.check(before, bundle, certified.names());
        if (!problems.isEmpty()) {
            return new ProposalOutcome.Broken(problems);
        }
        Optional<PolicyCandidate> same = find(bundle.hash()).filter(other -> other.state() == State.OPEN);
        if (same.isPresent()) {
            return new ProposalOutcome.AlreadyOpen(same.get());
        }
        return new ProposalOutcome.Proposed(
                insert(bundle, active, PolicyDiff.of(before, bundle), caller), report.warnings());
    }

    private PolicyCandidate insert(PolicyBundle bundle, Activation active, List<String> diff, Caller caller) {
        bundles.store(bundle);
        PolicyCandidateRow row = new PolicyCandidateRow();
        row.hash = bundle.hash().hex();
        row.version = bundle.edition().version();
        row.basedOn = active.seq();
        row.diff = json(diff);
        row.proposedBy = caller.person().value();
        row.proposedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        entities.persist(row);
        entities.flush();
        audit.append(AuditEvent.success(
                        "POLICY_PROPOSED",
                        caller.actorAs(Role.POLICY_AUTHORITY),
                        Map.of("version", row.version, "basedOn", active.hash(), "diff", diff))
                .withSubject(row.hash));
        return candidate(row, active.seq());
    }

    /** Confirms the newest proposal of this bundle; the second confirmation puts it into force. */
    @Transactional
    public ConfirmationOutcome confirm(Sha256 hash, Caller caller) {
        caller.require(Role.POLICY_AUTHORITY, Role.SECURITY_OFFICER);
        return decide(hash, Set.of(State.OPEN), candidate -> {
            if (candidate.isConfirmedBy(caller.person())) {
                return new ConfirmationOutcome.SamePerson(candidate);
            }
            List<Role> held = List.of(Role.POLICY_AUTHORITY, Role.SECURITY_OFFICER).stream()
                    .filter(caller::holds)
                    .toList();
            Optional<Role> role =
                    held.stream().filter(r -> !candidate.isConfirmedAs(r)).findFirst();
            return role.isEmpty()
                    ? new ConfirmationOutcome.SameRole(candidate, held.getFirst())
                    : confirm(candidate, caller, role.get());
        });
    }

    private ConfirmationOutcome confirm(PolicyCandidate candidate, Caller caller, Role role) {
        PolicyBundle before = bundle(active().hash());
        PolicyReport report = PolicyExamination.of(files(candidate.hash()), clock.instant(), linters.names());
        List<PolicyProblem> problems = report.bundle()
                .map(bundle -> PolicySuccession.check(before, bundle, certified.names()))
                .orElse(report.problems());
        if (!problems.isEmpty()) {
            return new ConfirmationOutcome.Broken(problems);
        }
        PolicyConfirmationRow row = new PolicyConfirmationRow();
        row.candidate = candidate.seq();
        row.person = caller.person().value();
        row.role = role.label();
        row.confirmedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        entities.persist(row);
        entities.flush();
        audit.append(
                AuditEvent.success("POLICY_CONFIRMED", caller.actorAs(role), Map.of("version", candidate.version()))
                        .withSubject(candidate.hash().hex()));
        if (candidate.confirmations().isEmpty()) {
            return new ConfirmationOutcome.Confirmed(reread(candidate));
        }
        activate(report.bundle().orElseThrow(), candidate, caller.actorAs(role));
        return new ConfirmationOutcome.Activated(reread(candidate));
    }

    private void activate(PolicyBundle bundle, PolicyCandidate candidate, Actor by) {
        try {
            bundles.activate(bundle, candidate.seq(), candidate.diff(), by);
            entities.flush();
        } catch (JDBCException e) {
            if (!LACKS_OFFICERS.equals(e.getSQLState())) {
                throw e;
            }
            throw new ProblemException(Problem.of(
                            409,
                            "policy-confirmation-lapsed",
                            "Not with this bundle",
                            "The officer who confirmed it first no longer holds that role.")
                    .withValue(candidate.hash().hex())
                    .withFix("withdraw it, propose it again and have it confirmed anew"));
        }
    }

    /** Takes the newest proposal of this bundle back, be it outdated or not; any of the officers who could confirm it may. */
    @Transactional
    public ConfirmationOutcome withdraw(Sha256 hash, Caller caller) {
        caller.require(Role.POLICY_AUTHORITY, Role.SECURITY_OFFICER);
        return decide(hash, Set.of(State.OPEN, State.OUTDATED), candidate -> {
            PolicyWithdrawalRow row = new PolicyWithdrawalRow();
            row.candidate = candidate.seq();
            row.withdrawnBy = caller.person().value();
            entities.persist(row);
            entities.flush();
            audit.append(AuditEvent.success("POLICY_WITHDRAWN", caller.actor(), Map.of("version", candidate.version()))
                    .withSubject(candidate.hash().hex()));
            return new ConfirmationOutcome.Withdrawn(reread(candidate));
        });
    }

    private ConfirmationOutcome decide(
            Sha256 hash, Set<State> states, Function<PolicyCandidate, ConfirmationOutcome> decision) {
        lock();
        Optional<PolicyCandidate> found = find(hash);
        if (found.isEmpty()) {
            return new ConfirmationOutcome.Unknown();
        }
        return states.contains(found.get().state())
                ? decision.apply(found.get())
                : new ConfirmationOutcome.NotOpen(found.get());
    }

    /** What is right in a proposed bundle today and soon will not be, or is not here. */
    @Transactional
    public List<PolicyProblem> warnings(Sha256 hash) {
        return PolicyExamination.warnings(files(hash), clock.instant(), linters.names());
    }

    /** The newest proposal of this bundle. */
    @Transactional
    public Optional<PolicyCandidate> find(Sha256 hash) {
        return entities.createQuery(
                        "select c from PolicyCandidateRow c where c.hash = :hash order by c.seq desc",
                        PolicyCandidateRow.class)
                .setParameter("hash", hash.hex())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(row -> candidate(row, active().seq()));
    }

    /** The newest proposals, whatever became of them; at most {@code count}. */
    @Transactional
    public List<PolicyCandidate> newest(int count) {
        long active = active().seq();
        return entities.createQuery("select c from PolicyCandidateRow c order by c.seq desc", PolicyCandidateRow.class)
                .setMaxResults(count)
                .getResultStream()
                .map(row -> candidate(row, active))
                .toList();
    }

    private PolicyCandidate reread(PolicyCandidate candidate) {
        return candidate(entities.find(PolicyCandidateRow.class, candidate.seq()), active().seq());
    }

    private PolicyCandidate candidate(PolicyCandidateRow row, long active) {
        return new PolicyCandidate(
                row.seq,
                new Sha256(row.hash),
                row.version,
                row.basedOn,
                state(row, active),
                new PersonId(row.proposedBy),
                row.proposedAt,
                lines(row.diff),
                confirmations(row.seq));
    }

    private State state(PolicyCandidateRow row, long active) {
        if (entities.find(PolicyWithdrawalRow.class, row.seq) != null) {
            return State.WITHDRAWN;
        }
        if (bundles.isActivated(row.seq)) {
            return State.ACTIVATED;
        }
        return row.basedOn == active ? State.OPEN : State.OUTDATED;
    }

    private List<PolicyCandidate.Confirmation> confirmations(long candidate) {
        return entities.createQuery(
                        "select f from PolicyConfirmationRow f where f.candidate = :candidate order by f.confirmedAt",
                        PolicyConfirmationRow.class)
                .setParameter("candidate", candidate)
                .getResultStream()
                .map(row -> new PolicyCandidate.Confirmation(
                        new PersonId(row.person), Role.ofLabel(row.role).orElseThrow(), row.confirmedAt))
                .toList();
    }

    private void lock() {
        entities.createNativeQuery(LOCK, String.class).getSingleResult();
    }

    private Activation active() {
        return bundles.history(1).stream().findFirst().orElseThrow(NoPolicyInForce::new);
    }

    /** Of a proposal, which this program may be unable to read. */
    private SortedMap<String, String> files(Sha256 hash) {
        return bundles.files(hash).orElseThrow();
    }

    private PolicyBundle bundle(Sha256 hash) {
        return bundles.find(hash).orElseThrow();
    }

    private static String json(List<String> lines) {
        try {
            return JSON.writeValueAsString(lines);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lines are always JSON strings", e);
        }
    }

    private static List<String> lines(String json) {
        try {
            return JSON.readValue(json, LINES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored diff is unreadable", e);
        }
    }
}
