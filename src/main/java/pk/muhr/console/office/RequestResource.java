package pk.muhr.console.office;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
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

import pk.muhr.console.Frame;
import pk.muhr.console.Said;
import pk.muhr.console.Visitors;
import pk.muhr.console.office.RequestViews.Seen;
import pk.muhr.enrolment.Approvals;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.EvidenceFile;
import pk.muhr.enrolment.EvidenceFiles;
import pk.muhr.enrolment.RecordedRequest;
import pk.muhr.enrolment.Submission;
import pk.muhr.enrolment.rest.DecisionProblems;
import pk.muhr.identity.BodyContacts;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;
import pk.muhr.policy.Refusal;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/** One request, beside what would come of it; its approval is bound to the hash on the page that was read. */
@Path("/office/requests/{id}")
@ForPeople
@RolesAllowed({Role.Label.REGISTRATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.TEXT_HTML)
public class RequestResource {

    private final Visitors visitors;
    private final RequestViews views;
    private final Enrolments enrolments;
    private final Approvals approvals;
    private final EvidenceFiles files;
    private final BodyContacts contacts;
    private final Clock clock;

    RequestResource(
            Visitors visitors,
            RequestViews views,
            Enrolments enrolments,
            Approvals approvals,
            EvidenceFiles files,
            BodyContacts contacts,
            Clock clock) {
        this.visitors = visitors;
        this.views = views;
        this.enrolments = enrolments;
        this.approvals = approvals;
        this.files = files;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** The page. */
    @GET
    public String one(@PathParam("id") String id, @QueryParam("done") String done) {
        Frame page = visitors.reading(QueueResource.READERS);
        Seen seen = seen(id, page.caller().orElseThrow());
        Rejection rejection = Rejection.to(contacts.of(seen.view().request().body()), "", "");
        return show(page, seen, Done.of(done), rejection);
    }

    /** A letter or a scan, to be saved: a browser never shows one. */
    @GET
    @Path("/evidence/{sha256}")
    @Produces({"application/pdf", "image/png", "image/jpeg"})
    public Response file(@PathParam("id") String id, @PathParam("sha256") String sha256) {
        Frame page = visitors.reading(QueueResource.READERS);
        UUID request = request(id, page.caller().orElseThrow()).id();
        EvidenceFile file = QueueResource.read(sha256, Sha256::new)
                .flatMap(hash -> files.find(request, hash))
                .orElseThrow(NotFoundException::new);
        return Response.ok(file.content(), file.kind().mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + file.sha256().hex() + "\"")
                .build();
    }

    /** Approves what was read, or turns the request down. */
    @POST
    public Response decide(
            @PathParam("id") String id,
            @FormParam("form-token") String token,
            @FormParam("act") String act,
            @FormParam("content") String content,
            @FormParam("text") String text,
            @FormParam("words") String words) {
        Caller caller = visitors.acting(token, Role.REGISTRATION_OFFICER);
        RecordedRequest recorded = request(id, caller);
        UUID request = recorded.id();
        Rejection rejection =
                Rejection.to(contacts.of(recorded.body()), QueueResource.typed(text), QueueResource.typed(words));
        Said said;
        try {
            said = switch (QueueResource.typed(act)) {
                case "approve" ->
                    QueueResource.read(QueueResource.typed(content), Sha256::new)
                            .map(hash -> approved(approvals.approve(caller, request, hash)))
                            .orElseGet(() -> Said.refused("refusedContent", DecisionProblems.otherContent()));
                case "reject" ->
                    rejected(approvals.reject(
                            caller, request, Reason.given(rejection.reason()).text()));
                default -> throw new NotFoundException();
            };
        } catch (ProblemException e) {
            said = Said.refused(e.problem());
        }
        if (said.problem().isPresent()) {
            throw again(said.problem().get(), id, said, rejection);
        }
        return Response.seeOther(URI.create(
                        "/office/requests/" + request + "?done=" + said.done().orElseThrow()))
                .build();
    }

    private Said approved(Approvals.Outcome outcome) {
        return switch (outcome) {
            case Approvals.Outcome.Counted(Submission submission) ->
                Said.done(
                        switch (submission) {
                            case Submission.Issued _ -> "doneIssued";
                            case Submission.UnderWay _ -> "doneUnderWay";
                            case Submission.Waiting _ -> "doneCounted";
                            case Submission.Refused _, Submission.KeyTaken _ ->
                                throw new IllegalStateException("no approval leads there: " + submission);
                        });
            default -> undone(outcome);
        };
    }

    private Said rejected(Approvals.Outcome outcome) {
        return outcome instanceof Approvals.Outcome.Counted ? Said.done("doneRejected") : undone(outcome);
    }

    private Said undone(Approvals.Outcome outcome) {
        return switch (outcome) {
            case Approvals.Outcome.Counted _ -> throw new IllegalArgumentException("it counts");
            case Approvals.Outcome.NothingToDecide(Enrolment enrolment) ->
                Said.refused("refusedNothing", DecisionProblems.nothingToDecide(enrolment.state(clock.instant())));
            case Approvals.Outcome.OtherContent _ -> Said.refused("refusedContent", DecisionProblems.otherContent());
            case Approvals.Outcome.CertificateNeeded _ ->
                Said.refused("refusedCertificate", DecisionProblems.certificateNeeded());
            case Approvals.Outcome.OwnRequest _ -> Said.refused("refusedOwn", DecisionProblems.ownRequest());
            case Approvals.Outcome.RoleLost _ -> Said.refused("refusedRole", DecisionProblems.roleLost());
            case Approvals.Outcome.RefusedSince(Refusal why, Instant until) ->
                Said.detailed("refusedSince", DecisionProblems.refusedSince(why, until));
            case Approvals.Outcome.Unknown _ -> throw new NotFoundException();
        };
    }

    /** On record like any refusal, and the page once more. */
    private ProblemException again(Problem why, String id, Said said, Rejection rejection) {
        Frame page = visitors.reading(Role.REGISTRATION_OFFICER);
        Seen now = seen(id, page.caller().orElseThrow());
        return visitors.again(why, show(page, now, said, rejection));
    }

    private static String show(Frame page, Seen seen, Said said, Rejection rejection) {
        return page.show(OfficePages.request(page, seen.view(), seen.facts(), said, rejection));
    }

    private RecordedRequest request(String id, Caller caller) {
        return QueueResource.read(id, UUID::fromString)
                .flatMap(known -> enrolments.find(caller, known))
                .map(Enrolment::request)
                .orElseThrow(NotFoundException::new);
    }

    private Seen seen(String id, Caller caller) {
        return QueueResource.read(id, UUID::fromString)
                .flatMap(known -> views.of(known, caller))
                .orElseThrow(NotFoundException::new);
    }
}
