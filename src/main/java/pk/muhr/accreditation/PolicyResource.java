package pk.muhr.accreditation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

import pk.muhr.accreditation.PolicyCandidate.State;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.policy.BundleEdition;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.PolicyKeys;
import pk.muhr.policy.PolicyProblem;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.Sha256;

/** The policy over REST: what is in force, what is proposed, and the officers' decisions. */
@Path("/api/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class PolicyResource {

    private static final String ACTIVE = "active";
    private static final String BROKEN = "policy-broken";
    private static final int HISTORY = 50;
    private static final int MOST_BREACHES = 100;
    private static final Role[] READERS = {
        Role.POLICY_AUTHORITY,
        Role.SECURITY_OFFICER,
        Role.CA_ADMINISTRATOR,
        Role.REGISTRATION_OFFICER,
        Role.REVOCATION_OFFICER,
        Role.AUDITOR
    };

    private final PolicyCandidates candidates;
    private final PolicyBundles bundles;
    private final ActivePolicy policy;
    private final Callers callers;

    PolicyResource(PolicyCandidates candidates, PolicyBundles bundles, ActivePolicy policy, Callers callers) {
        this.candidates = candidates;
        this.bundles = bundles;
        this.policy = policy;
        this.callers = callers;
    }

    /** What is in force, the newest proposals and what was in force before, each newest first. */
    public record PoliciesDocument(
            ActivationDocument active, List<CandidateDocument> candidates, List<ActivationDocument> history) {}

    /** That a bundle came into force. */
    public record ActivationDocument(String hash, String activatedBy, Instant activatedAt) {}

    /**
     * A proposal.
     *
     * @param state {@code open}, {@code activated}, {@code withdrawn} or {@code outdated}
     * @param diff what it changes, a line for each key
     * @param warnings what is right today and soon will not be; not of what was decided before
     */
    public record CandidateDocument(
            String hash,
            int version,
            State state,
            String proposedBy,
            Instant proposedAt,
            List<String> diff,
            List<ConfirmationDocument> confirmations,
            List<String> warnings) {}

    /** An officer's confirmation. */
    public record ConfirmationDocument(String person, String role, Instant confirmedAt) {}

    /**
     * A bundle with its files, by name.
     *
     * @param version left out, as the title is, where this program cannot read it
     */
    public record BundleDocument(
            String hash, Optional<Integer> version, Optional<String> title, SortedMap<String, String> files) {}

    /** What is in force, proposed and past. */
    @GET
    @RolesAllowed({
        Role.Label.POLICY_AUTHORITY,
        Role.Label.SECURITY_OFFICER,
        Role.Label.CA_ADMINISTRATOR,
        Role.Label.REGISTRATION_OFFICER,
        Role.Label.REVOCATION_OFFICER,
        Role.Label.AUDITOR
    })
    @Operation(summary = "List the policy in force, proposals and history")
    public PoliciesDocument all() {
        callers.current().require(READERS);
        List<ActivationDocument> history = bundles.history(HISTORY).stream()
                .map(past -> new ActivationDocument(past.hash().hex(), past.activatedBy(), past.activatedAt()))
                .toList();
        return new PoliciesDocument(
                history.getFirst(),
                candidates.newest(HISTORY).stream()
                        .map(candidate ->
                                candidate.state() == State.OPEN ? document(candidate) : document(candidate, List.of()))
                        .toList(),
                history);
    }

    /** The files of a bundle that was ever proposed or in force; {@code active} is the one in force. */
    @GET
    @Path("/{hash}")
    @RolesAllowed({
        Role.Label.POLICY_AUTHORITY,
        Role.Label.SECURITY_OFFICER,
        Role.Label.CA_ADMINISTRATOR,
        Role.Label.REGISTRATION_OFFICER,
        Role.Label.REVOCATION_OFFICER,
        Role.Label.AUDITOR
    })
    @Operation(summary = "Look at the files of a bundle")
    public BundleDocument one(@PathParam("hash") String hash) {
        callers.current().require(READERS);
        Sha256 asked = hash.equals(ACTIVE) ? policy.bundle().hash() : hash(hash);
        SortedMap<String, String> files = bundles.files(asked).orElseThrow(() -> unknown(hash));
        Optional<BundleEdition> edition = PolicyBundle.editionOf(files);
        return new BundleDocument(
                asked.hex(), edition.map(BundleEdition::version), edition.map(BundleEdition::title), files);
    }

    /** Proposes files, given as name and text, to follow what is in force. */
    @POST
    @RolesAllowed(Role.Label.POLICY_AUTHORITY)
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Propose a policy bundle")
    public CandidateDocument propose(Map<String, String> files) {
        if (files.containsValue(null)) {
            throw refused(400, "request-malformed", "A file without text", "null", "give each file its text");
        }
        return switch (candidates.propose(files, callers.current())) {
            case ProposalOutcome.Proposed(PolicyCandidate candidate, List<PolicyProblem> warnings) ->
                document(candidate, warnings);
            case ProposalOutcome.Broken(List<PolicyProblem> problems) -> throw broken(problems, files);
            case ProposalOutcome.AlreadyOpen(PolicyCandidate candidate) ->
                throw refused(
                        409,
                        "policy-proposed",
                        "The very same files wait for officers already",
                        candidate.hash().hex(),
                        "confirm them, or change them");
        };
    }

    /** Confirms a proposal; the second officer, of another role, puts it into force at once. */
    @POST
    @Path("/{hash}/confirmations")
    @RolesAllowed({Role.Label.POLICY_AUTHORITY, Role.Label.SECURITY_OFFICER})
    @Operation(summary = "Confirm a proposed policy bundle")
    public CandidateDocument confirm(@PathParam("hash") String hash) {
        Caller caller = callers.current();
        return decided(candidates.confirm(hash(hash), caller), hash);
    }

    /** Takes a proposal back. */
    @POST
    @Path("/{hash}/withdrawal")
    @RolesAllowed({Role.Label.POLICY_AUTHORITY, Role.Label.SECURITY_OFFICER})
    @Operation(summary = "Withdraw a proposed policy bundle")
    public CandidateDocument withdraw(@PathParam("hash") String hash) {
        return decided(candidates.withdraw(hash(hash), callers.current()), hash);
    }

    private CandidateDocument decided(ConfirmationOutcome outcome, String hash) {
        return switch (outcome) {
            case ConfirmationOutcome.Confirmed(PolicyCandidate candidate) -> document(candidate);
            case ConfirmationOutcome.Withdrawn(PolicyCandidate candidate) -> document(candidate, List.of());
            case ConfirmationOutcome.Activated(PolicyCandidate candidate) -> {
                policy.refresh(); // other replicas ask within five seconds
                yield document(candidate);
            }
            case ConfirmationOutcome.Unknown() -> throw unknown(hash);
            case ConfirmationOutcome.NotOpen(PolicyCandidate candidate) -> throw notOpen(candidate);
            case ConfirmationOutcome.SamePerson(PolicyCandidate candidate) ->
                throw refused(
                        409,
                        "policy-same-person",
                        "You confirmed it before, and a second person must",
                        candidate.hash().hex(),
                        "ask an officer of another role");
            case ConfirmationOutcome.SameRole(PolicyCandidate _, Role role) ->
                throw refused(
                        409,
                        "policy-same-role",
                        "Somebody of your role confirmed it before, and the second person must be of another",
                        role.label(),
                        "ask a "
                                + (role == Role.POLICY_AUTHORITY ? Role.SECURITY_OFFICER : Role.POLICY_AUTHORITY)
                                        .label());
            case ConfirmationOutcome.Broken(List<PolicyProblem> problems) ->
                throw broken(problems, bundles.files(hash(hash)).orElseThrow());
        };
    }

    private static ProblemException notOpen(PolicyCandidate candidate) {
        return switch (candidate.state()) {
            case OPEN -> throw new IllegalStateException("an open candidate can be decided");
            case ACTIVATED ->
                refused(
                        409,
                        "policy-activated",
                        "It is in force or was",
                        candidate.hash().hex(),
                        "nothing is left to do");
            case WITHDRAWN ->
                refused(
                        409,
                        "policy-withdrawn",
                        "It was withdrawn",
                        candidate.hash().hex(),
                        "propose it again");
            case OUTDATED ->
                refused(
                        409,
                        "policy-outdated",
                        "Another bundle came into force after it was proposed",
                        candidate.hash().hex(),
                        "carry the change over to what is in force, raise the version and propose it again");
        };
    }

    private CandidateDocument document(PolicyCandidate candidate) {
        return document(candidate, candidates.warnings(candidate.hash()));
    }

    private static CandidateDocument document(PolicyCandidate candidate, List<PolicyProblem> warnings) {
        return new CandidateDocument(
                candidate.hash().hex(),
                candidate.version(),
                candidate.state(),
                candidate.proposedBy().value(),
                candidate.proposedAt(),
                candidate.diff(),
                candidate.confirmations().stream()
                        .map(c -> new ConfirmationDocument(
                                c.person().value(), c.role().label(), c.confirmedAt()))
                        .toList(),
                warnings.stream().map(PolicyProblem::warning).toList());
    }

    private static Sha256 hash(String text) {
        try {
            return new Sha256(text);
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
    }

    private static ProblemException unknown(String hash) {
        return refused(
                404, "policy-unknown", "No such bundle", hash, "take the 64 digits of a hash from /api/v1/policies");
    }

    /** Each broken rule is named by the key that it is about, for auditors to count. */
    private static ProblemException broken(List<PolicyProblem> problems, Map<String, String> files) {
        PolicyKeys keys = new PolicyKeys(files);
        PolicyProblem first = problems.getFirst();
        return new ProblemException(Problem.of(
                        422,
                        BROKEN,
                        "The bundle cannot be used",
                        problems.size() + (problems.size() == 1 ? " rule is" : " rules are")
                                + " broken; the policy in force stays.")
                .withValue(first.place() + ": " + first.rule())
                .withFix(first.fix())
                .withBreaches(problems.stream()
                        .limit(MOST_BREACHES)
                        .map(problem -> new Problem.Breach(
                                keys.at(problem.place()).orElse(BROKEN),
                                problem.toString(),
                                Optional.empty(),
                                Optional.of(problem.fix()),
                                Optional.of(new Problem.Line(
                                        problem.place().file(), problem.place().line()))))
                        .toList()));
    }

    private static ProblemException refused(int status, String slug, String detail, String value, String fix) {
        return new ProblemException(Problem.of(status, slug, "Not with this bundle", detail + ".")
                .withValue(value)
                .withFix(fix));
    }
}
