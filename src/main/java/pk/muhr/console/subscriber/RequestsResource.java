package pk.muhr.console.subscriber;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.enrolment.Approvals;
import pk.muhr.enrolment.DecisionRefused;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.EvidenceFile;
import pk.muhr.enrolment.EvidenceFiles;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.RequestQuery;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Sha256;

/** The body's requests, and what became of them. */
@Path("/my/requests")
@ForPeople
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.Label.SUBSCRIBER)
public class RequestsResource {

    private static final int ON_A_PAGE = 25;
    private static final int LONGEST_FILE = 512 * 1024;
    private static final String FILE_FIX = "send a PDF, PNG or JPEG file of at most 500 KB";

    private final Visitors visitors;
    private final Enrolments enrolments;
    private final Approvals approvals;
    private final EvidenceFiles evidence;
    private final ActivePolicy policy;
    private final Clock clock;

    RequestsResource(
            Visitors visitors,
            Enrolments enrolments,
            Approvals approvals,
            EvidenceFiles evidence,
            ActivePolicy policy,
            Clock clock) {
        this.visitors = visitors;
        this.enrolments = enrolments;
        this.approvals = approvals;
        this.evidence = evidence;
        this.policy = policy;
        this.clock = clock;
    }

    /** What a search asked for, for the form and the way to its next page; {@code after} is empty on the last one. */
    public record Search(String q, String state, String after) {

        /** The states there are. */
        public List<State> states() {
            return Stream.of(RequestQuery.State.values())
                    .map(each -> new State(
                            each.label(),
                            "state" + Words.capitalized(each.label()),
                            each.label().equals(state)))
                    .toList();
        }
    }

    /** A state; {@code key} names its words. */
    public record State(String label, String key, boolean chosen) {}

    /** The newest first. */
    @GET
    public String all(
            @QueryParam("q") Optional<String> q,
            @QueryParam("state") Optional<String> state,
            @QueryParam("after") Optional<String> after) {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        Caller caller = page.caller().orElseThrow();
        RequestQuery query = new RequestQuery(
                q.filter(text -> !text.isBlank()),
                Optional.of(caller.requireBody()),
                Optional.empty(),
                state.flatMap(RequestsResource::state),
                after.flatMap(RequestsResource::uuid));
        List<Enrolment> found = enrolments.find(caller, query, ON_A_PAGE + 1);
        List<Enrolment> first = found.stream().limit(ON_A_PAGE).toList();
        Map<UUID, NewRequest> asked = enrolments.asked(first);
        List<RequestView> shown = first.stream()
                .map(enrolment -> view(enrolment, asked.get(enrolment.request().id())))
                .toList();
        String next = found.size() > ON_A_PAGE ? shown.getLast().id() : "";
        return page.show(SubscriberPages.requests(page, shown, new Search(q.orElse(""), state.orElse(""), next)));
    }

    /** One of them. */
    @GET
    @Path("/{id}")
    public String one(@PathParam("id") String id) {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        return shown(page, find(page.caller().orElseThrow(), id), Optional.empty());
    }

    /** How it stands, for a page that is open. */
    @GET
    @Path("/{id}/timeline")
    public String timeline(@PathParam("id") String id) {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        RequestView request = view(find(page.caller().orElseThrow(), id));
        return page.show(SubscriberPages.timeline(page, request));
    }

    /** Takes it back; what is decided by then stays as it is. */
    @POST
    @Path("/{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response withdraw(@PathParam("id") String id, @RestForm("form-token") String token) {
        Caller caller = visitors.acting(token, Role.SUBSCRIBER);
        Enrolment enrolment = find(caller, id);
        approvals.withdraw(caller, enrolment.request().id());
        return Response.seeOther(
                        URI.create("/my/requests/" + enrolment.request().id()))
                .build();
    }

    /** Attaches a letter or a scan. */
    @POST
    @Path("/{id}/evidence")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response attach(
            @PathParam("id") String id, @RestForm("form-token") String token, @RestForm("file") FileUpload file) {
        Caller caller = visitors.acting(token, Role.SUBSCRIBER);
        Enrolment enrolment = find(caller, id);
        try {
            evidence.attach(caller, enrolment.request().id(), file(file));
        } catch (DecisionRefused _) {
            return Response.seeOther(URI.create("/my/requests/" + id)).build(); // decided by now, as the page says
        } catch (EvidenceFiles.TooMany _) {
            throw again(
                    enrolment,
                    Problem.of(
                            409,
                            "evidence-too-many",
                            "Too many files",
                            "A request has at most ten; this was not kept."));
        } catch (ProblemException e) {
            throw again(enrolment, e.problem());
        }
        return Response.seeOther(URI.create("/my/requests/" + id)).build();
    }

    /** One of its files; a browser saves it and shows nothing. */
    @GET
    @Path("/{id}/evidence/{sha256}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response file(@PathParam("id") String id, @PathParam("sha256") String sha256) {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        Enrolment enrolment = find(page.caller().orElseThrow(), id);
        EvidenceFile file = hash(sha256)
                .flatMap(hash -> evidence.find(enrolment.request().id(), hash))
                .orElseThrow(NotFoundException::new);
        return Response.ok(file.content(), file.kind().mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + file.sha256().hex() + "."
                                + file.kind().name().toLowerCase(Locale.ROOT) + "\"")
                .build();
    }

    private EvidenceFile file(FileUpload upload) {
        if (upload == null || upload.size() == 0 || upload.size() > LONGEST_FILE) {
            throw malformed("a file has at most 500 KB");
        }
        EvidenceFile.Kind kind = Stream.of(EvidenceFile.Kind.values())
                .filter(each -> each.mediaType().equals(upload.contentType()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.of(
                                415,
                                "evidence-type",
                                "Not such a file",
                                "Letters and scans are PDF, PNG or JPEG files.")
                        .withValue(upload.contentType())
                        .withFix(FILE_FIX)));
        try {
            return new EvidenceFile(kind, Files.readAllBytes(upload.uploadedFile()));
        } catch (IllegalArgumentException e) {
            throw malformed(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException malformed(String why) {
        return new ProblemException(
                Problem.of(422, "evidence-malformed", "Not such a file", "The file was not kept: " + why + ".")
                        .withFix(FILE_FIX));
    }

    private ProblemException again(Enrolment enrolment, Problem problem) {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        return visitors.again(problem, shown(page, enrolment, Optional.of(Refused.of(problem))));
    }

    private String shown(Frame page, Enrolment enrolment, Optional<Refused> why) {
        List<RequestView.File> files = enrolment.request().decision().isPresent()
                ? evidence.of(enrolment.request().id()).stream()
                        .map(RequestView.File::of)
                        .toList()
                : List.of();
        return page.show(SubscriberPages.request(page, view(enrolment), files, why));
    }

    private RequestView view(Enrolment enrolment) {
        return view(enrolment, enrolments.asked(enrolment.request()));
    }

    private RequestView view(Enrolment enrolment, NewRequest asked) {
        Purpose purpose = policy.bundle()
                .profile(enrolment.request().profile())
                .map(Purpose::of)
                .orElseGet(() -> Purpose.past(enrolment.request().profile()));
        return RequestView.of(enrolment, asked, purpose, clock.instant());
    }

    /** The body's own, whatever else the caller may see. */
    private Enrolment find(Caller caller, String id) {
        return uuid(id).flatMap(uuid -> enrolments.find(caller, uuid))
                .filter(found -> found.request().body().equals(caller.requireBody()))
                .orElseThrow(NotFoundException::new);
    }

    private static Optional<RequestQuery.State> state(String label) {
        return Stream.of(RequestQuery.State.values())
                .filter(state -> state.label().equals(label))
                .findFirst();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Sha256> hash(String text) {
        try {
            return Optional.of(new Sha256(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
