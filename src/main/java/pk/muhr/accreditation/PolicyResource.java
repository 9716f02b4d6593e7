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
import pk.muhr.policy.PolicyProblem;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.Sha256;

/** The policy over REST: what is in force, what is proposed, and the officers' decisions. */
@Path("/api/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class PolicyResource {

    private static final String ACTIVE = "active";
    private static final int HISTORY = 50;
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
        SortedMap<String, String> files = bundles.files(asked).orElseThrow(() -> BundleProblems.unknown(hash));
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
            throw BundleProblems.refused(
                    400, "request-malformed", "A file without text", "null", "give each file its text");
        }
        return switch (candidates.propose(files, callers.current())) {
            case ProposalOutcome.Proposed(PolicyCandidate candidate, List<PolicyProblem> warnings) ->
                document(candidate, warnings);
            case ProposalOutcome.Broken(List<PolicyProblem> problems) -> throw BundleProblems.broken(problems, files);
            case ProposalOutcome.AlreadyOpen(PolicyCandidate candidate) -> throw BundleProblems.alreadyOpen(candidate);
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
            case ConfirmationOutcome.Unknown _ -> throw BundleProblems.unknown(hash);
            case ConfirmationOutcome.NotOpen(PolicyCandidate candidate) -> throw BundleProblems.notOpen(candidate);
            case ConfirmationOutcome.SamePerson(PolicyCandidate candidate) ->
                throw BundleProblems.samePerson(candidate);
            case ConfirmationOutcome.SameRole(PolicyCandidate _, Role role) -> throw BundleProblems.sameRole(role);
            case ConfirmationOutcome.Broken(List<PolicyProblem> problems) ->
                throw BundleProblems.broken(problems, bundles.files(hash(hash)).orElseThrow());
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
            throw BundleProblems.unknown(text);
        }
    }
}
