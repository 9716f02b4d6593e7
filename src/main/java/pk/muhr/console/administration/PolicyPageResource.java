package pk.muhr.console.administration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

import pk.muhr.accreditation.BundleProblems;
import pk.muhr.accreditation.ConfirmationOutcome;
import pk.muhr.accreditation.PolicyCandidate;
import pk.muhr.accreditation.PolicyCandidate.State;
import pk.muhr.accreditation.PolicyCandidates;
import pk.muhr.accreditation.ProposalOutcome;
import pk.muhr.console.Frame;
import pk.muhr.console.Said;
import pk.muhr.console.Visitors;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.policy.BundleEdition;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.PolicyProblem;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.Sha256;

/** The policy: what is in force, what is proposed, and what two people of different offices decide. */
@Path("/administration/policy")
@ForPeople
@RolesAllowed({Role.Label.POLICY_AUTHORITY, Role.Label.CA_ADMINISTRATOR, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.TEXT_HTML)
public class PolicyPageResource {

    private static final Role[] READERS = {Role.POLICY_AUTHORITY, Role.CA_ADMINISTRATOR, Role.SECURITY_OFFICER};
    private static final Role[] DECIDERS = {Role.POLICY_AUTHORITY, Role.SECURITY_OFFICER};
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,60}\\.yaml");
    private static final int HISTORY = 20;

    /** Words of the page for refusals of the domain. */
    private static final Map<String, String> WORDS = Map.of(
            "policy-files", "noFiles",
            "policy-broken", "broken",
            "policy-proposed", "alreadyOpen",
            "policy-activated", "notOpen",
            "policy-withdrawn", "notOpen",
            "policy-outdated", "notOpen",
            "policy-same-person", "samePerson",
            "policy-same-role", "sameRole");

    private final Visitors visitors;
    private final PolicyCandidates candidates;
    private final PolicyBundles bundles;
    private final ActivePolicy policy;

    PolicyPageResource(Visitors visitors, PolicyCandidates candidates, PolicyBundles bundles, ActivePolicy policy) {
        this.visitors = visitors;
        this.candidates = candidates;
        this.bundles = bundles;
        this.policy = policy;
    }

    /**
     * A proposal.
     *
     * @param mine whether the visitor confirmed it
     * @param warnings what is right in it today and soon will not be
     */
    public record Proposed(
            PolicyCandidate candidate, String stateKey, boolean open, boolean mine, List<String> warnings) {}

    /** The page. */
    @GET
    public String all(@QueryParam("done") String done) {
        return show(visitors.reading(READERS), Done.of(done));
    }

    /** The files of a policy that was ever proposed or in force. */
    @GET
    @Path("/{hash}")
    public String files(@PathParam("hash") String hash) {
        Frame page = visitors.reading(READERS);
        Sha256 asked = hash(hash);
        SortedMap<String, String> files = bundles.files(asked).orElseThrow(NotFoundException::new);
        return page.show(AdministrationPages.bundle(page, asked, PolicyBundle.editionOf(files), files));
    }

    /** Proposes files in the place of those that are in force. */
    @POST
    @Path("/proposal")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response propose(@RestForm("form-token") String token, @RestForm("files") List<FileUpload> files) {
        Caller caller = visitors.acting(token, Role.POLICY_AUTHORITY);
        SortedMap<String, String> all = new TreeMap<>(policy.bundle().files());
        Optional<Map<String, String>> sent = texts(files);
        if (sent.isEmpty()) {
            throw again(noFiles());
        }
        all.putAll(sent.get());
        try {
            return switch (candidates.propose(all, caller)) {
                case ProposalOutcome.Proposed _ -> done("donePolicyProposed");
                case ProposalOutcome.Broken(List<PolicyProblem> problems) -> throw BundleProblems.broken(problems, all);
                case ProposalOutcome.AlreadyOpen(PolicyCandidate candidate) ->
                    throw BundleProblems.alreadyOpen(candidate);
            };
        } catch (ProblemException e) {
            throw again(e.problem());
        }
    }

    /** Confirms a proposal or takes it back; the second confirmation puts it into force at once. */
    @POST
    public Response decide(
            @FormParam("form-token") String token, @FormParam("act") String act, @FormParam("hash") String hash) {
        Caller caller = visitors.acting(token, DECIDERS);
        Sha256 candidate = hash(hash);
        try {
            return switch (act == null ? "" : act) {
                case "confirm" -> decided(candidates.confirm(candidate, caller), candidate);
                case "withdraw" -> decided(candidates.withdraw(candidate, caller), candidate);
                default -> throw new NotFoundException();
            };
        } catch (ProblemException e) {
            throw again(e.problem());
        }
    }

    private Response decided(ConfirmationOutcome outcome, Sha256 hash) {
        return switch (outcome) {
            case ConfirmationOutcome.Confirmed _ -> done("donePolicyConfirmed");
            case ConfirmationOutcome.Withdrawn _ -> done("donePolicyWithdrawn");
            case ConfirmationOutcome.Activated _ -> {
                policy.refresh(); // other replicas ask within five seconds
                yield done("donePolicyActivated");
            }
            case ConfirmationOutcome.Unknown _ -> throw new NotFoundException();
            case ConfirmationOutcome.NotOpen(PolicyCandidate candidate) -> throw BundleProblems.notOpen(candidate);
            case ConfirmationOutcome.SamePerson(PolicyCandidate candidate) ->
                throw BundleProblems.samePerson(candidate);
            case ConfirmationOutcome.SameRole(PolicyCandidate _, Role role) -> throw BundleProblems.sameRole(role);
            case ConfirmationOutcome.Broken(List<PolicyProblem> problems) ->
                throw BundleProblems.broken(problems, bundles.files(hash).orElseThrow());
        };
    }

    private static Problem noFiles() {
        return Problem.of(
                        422,
                        "policy-files",
                        "No files of a policy",
                        "No file came, or one whose name or text is not that of a policy file; nothing was proposed.")
                .withFix("choose files such as bundle.yaml, in UTF-8");
    }

    /** The files by name; nothing where there are none, or one of them is none of a policy. */
    private static Optional<Map<String, String>> texts(List<FileUpload> files) {
        Map<String, String> texts = new TreeMap<>();
        for (FileUpload file : files == null ? List.<FileUpload>of() : files) {
            if (file.fileName() == null || !NAME.matcher(file.fileName()).matches()) {
                return Optional.empty();
            }
            try {
                texts.put(file.fileName(), Files.readString(file.uploadedFile(), StandardCharsets.UTF_8));
            } catch (CharacterCodingException _) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
    }

    private static Sha256 hash(String text) {
        try {
            return new Sha256(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
    }

    private static Response done(String word) {
        return Response.seeOther(URI.create("/administration/policy?done=" + word))
                .build();
    }

    /** On record like any refusal, and the page once more, with its own words where it has some. */
    private ProblemException again(Problem why) {
        Said said = Optional.ofNullable(WORDS.get(why.slug()))
                .map(words -> why.breaches().isEmpty() ? Said.refused(words, why) : Said.detailed(words, why))
                .orElseGet(() -> Said.refused(why));
        return visitors.again(why, show(visitors.reading(READERS), said));
    }

    private String show(Frame page, Said said) {
        PersonId visitor = page.caller().orElseThrow().person();
        List<PolicyBundles.Activation> history = bundles.history(HISTORY);
        List<Proposed> proposals = candidates.newest(HISTORY).stream()
                .map(candidate -> new Proposed(
                        candidate,
                        stateKey(candidate.state()),
                        candidate.state() == State.OPEN,
                        candidate.confirmations().stream()
                                .anyMatch(one -> one.person().equals(visitor)),
                        candidate.state() == State.OPEN
                                ? candidates.warnings(candidate.hash()).stream()
                                        .map(PolicyProblem::warning)
                                        .toList()
                                : List.of()))
                .toList();
        BundleEdition edition = policy.bundle().edition();
        return page.show(AdministrationPages.policy(page, edition, history, proposals, said));
    }

    private static String stateKey(State state) {
        return switch (state) {
            case OPEN -> "candidateOpen";
            case ACTIVATED -> "candidateActivated";
            case WITHDRAWN -> "candidateWithdrawn";
            case OUTDATED -> "candidateOutdated";
        };
    }
}
