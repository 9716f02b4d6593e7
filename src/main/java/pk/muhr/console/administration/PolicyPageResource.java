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

import pk.muhr.accreditation.ConfirmationOutcome;
import pk.muhr.accreditation.PolicyCandidate;
import pk.muhr.accreditation.PolicyCandidate.State;
import pk.muhr.accreditation.PolicyCandidates;
import pk.muhr.accreditation.ProposalOutcome;
import pk.muhr.console.Frame;
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
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int MOST_BREACHES = 50;

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
        return show(visitors.reading(READERS), Said.done(done));
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
            return refused(Said.refused("noFiles"), UNPROCESSABLE);
        }
        all.putAll(sent.get());
        try {
            return switch (candidates.propose(all, caller)) {
                case ProposalOutcome.Proposed _ -> done("donePolicyProposed");
                case ProposalOutcome.Broken(List<PolicyProblem> problems) ->
                    refused(Said.refused("broken", broken(problems)), UNPROCESSABLE);
                case ProposalOutcome.AlreadyOpen _ -> refused(Said.refused("alreadyOpen"), CONFLICT);
            };
        } catch (ProblemException e) {
            throw visitors.again(e.problem(), show(visitors.reading(READERS), Said.refused(e.problem())));
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
                case "confirm" -> decided(candidates.confirm(candidate, caller));
                case "withdraw" -> decided(candidates.withdraw(candidate, caller));
                default -> throw new NotFoundException();
            };
        } catch (ProblemException e) {
            throw visitors.again(e.problem(), show(visitors.reading(READERS), Said.refused(e.problem())));
        }
    }

    private Response decided(ConfirmationOutcome outcome) {
        return switch (outcome) {
            case ConfirmationOutcome.Confirmed _ -> done("donePolicyConfirmed");
            case ConfirmationOutcome.Withdrawn _ -> done("donePolicyWithdrawn");
            case ConfirmationOutcome.Activated _ -> {
                policy.refresh(); // other replicas ask within five seconds
                yield done("donePolicyActivated");
            }
            case ConfirmationOutcome.Unknown _ -> throw new NotFoundException();
            case ConfirmationOutcome.NotOpen _ -> refused(Said.refused("notOpen"), CONFLICT);
            case ConfirmationOutcome.SamePerson _ -> refused(Said.refused("samePerson"), CONFLICT);
            case ConfirmationOutcome.SameRole _ -> refused(Said.refused("sameRole"), CONFLICT);
            case ConfirmationOutcome.Broken(List<PolicyProblem> problems) ->
                refused(Said.refused("broken", broken(problems)), UNPROCESSABLE);
        };
    }

    private static Problem broken(List<PolicyProblem> problems) {
        return Problem.of(
                        UNPROCESSABLE,
                        "policy-broken",
                        "The bundle cannot be used",
                        problems.size() + (problems.size() == 1 ? " rule is broken." : " rules are broken."))
                .withBreaches(problems.stream()
                        .limit(MOST_BREACHES)
                        .map(problem -> new Problem.Breach(
                                "policy-broken", problem.toString(), Optional.empty(), Optional.of(problem.fix())))
                        .toList());
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

    private Response refused(Said said, int status) {
        return Response.status(status)
                .entity(show(visitors.reading(READERS), said))
                .build();
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
