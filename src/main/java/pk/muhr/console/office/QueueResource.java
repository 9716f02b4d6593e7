package pk.muhr.console.office;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.enrolment.Approval;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.RecordedRequest;
import pk.muhr.enrolment.RequestQuery;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.ProfileId;
import pk.muhr.problem.ForPeople;
import pk.muhr.safety.ActivePolicy;

/** The requests that wait for officers, and those that did; a page at a time, newest first. */
@Path("/office/requests")
@ForPeople
@RolesAllowed({Role.Label.REGISTRATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.TEXT_HTML)
public class QueueResource {

    static final Role[] READERS = {Role.REGISTRATION_OFFICER, Role.SECURITY_OFFICER};

    private static final int PAGE = 50;
    private static final int SHOWN_NAMES = 3;

    private final Visitors visitors;
    private final Enrolments enrolments;
    private final ActivePolicy policy;
    private final Clock clock;

    QueueResource(Visitors visitors, Enrolments enrolments, ActivePolicy policy, Clock clock) {
        this.visitors = visitors;
        this.enrolments = enrolments;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * A request in the list.
     *
     * @param given approvals that count
     * @param mine whether one of them is the visitor's
     * @param stateKey of its word
     */
    public record Line(
            UUID id,
            String body,
            String purpose,
            List<String> names,
            Instant since,
            long given,
            int needed,
            boolean mine,
            String stateKey) {}

    /** What was looked for, as it was typed. */
    public record Sought(String q, String profile, String body, String state, String age) {}

    /** The list. What cannot be understood in an address narrows nothing. */
    @GET
    public String all(
            @QueryParam("q") String q,
            @QueryParam("profile") String profile,
            @QueryParam("body") String body,
            @QueryParam("state") String state,
            @QueryParam("age") String age,
            @QueryParam("after") String after) {
        Frame page = visitors.reading(READERS);
        Caller caller = page.caller().orElseThrow();
        Sought sought =
                new Sought(typed(q), typed(profile), typed(body), state == null ? "validated" : state, typed(age));
        RequestQuery query = new RequestQuery(
                Optional.of(sought.q().strip()).filter(text -> !text.isEmpty()),
                read(sought.body(), BodyId::new),
                read(sought.profile(), ProfileId::new),
                read(sought.state(), text -> RequestQuery.State.valueOf(text.toUpperCase(Locale.ROOT))),
                read(typed(after), UUID::fromString),
                read(sought.age(), Duration::parse)
                        .map(waiting -> clock.instant().minus(waiting)));
        List<Enrolment> found = enrolments.find(caller, query, PAGE + 1);
        List<Enrolment> shown = found.stream().limit(PAGE).toList();
        Map<UUID, NewRequest> asked = enrolments.asked(shown);
        List<Line> lines = shown.stream()
                .map(enrolment -> line(enrolment, asked.get(enrolment.request().id()), caller.person()))
                .toList();
        Optional<UUID> next = found.size() > PAGE ? Optional.of(lines.getLast().id()) : Optional.empty();
        return page.show(OfficePages.queue(page, sought, profiles(), lines, next));
    }

    private List<CertificateProfile> profiles() {
        return policy.bundle().subscriberProfiles().stream()
                .flatMap(id -> policy.bundle().profile(id).stream())
                .toList();
    }

    private Line line(Enrolment enrolment, NewRequest asked, PersonId visitor) {
        RecordedRequest request = enrolment.request();
        return new Line(
                request.id(),
                request.body().value(),
                purpose(policy, request.profile()),
                names(asked),
                request.submittedAt(),
                enrolment.given(),
                request.decision().map(RecordedRequest.Awaited::approvals).orElse(0),
                enrolment.approvals().stream().filter(Approval::counts).anyMatch(each -> each.by()
                        .equals(visitor)),
                stateKey(enrolment.state(clock.instant())));
    }

    /** What a profile is for, as the policy in force says; its name where that has none. */
    static String purpose(ActivePolicy policy, ProfileId profile) {
        return policy.bundle().profile(profile).map(CertificateProfile::title).orElseGet(profile::value);
    }

    static String stateKey(String state) {
        return "state" + state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1);
    }

    private static List<String> names(NewRequest request) {
        List<String> named = Stream.concat(
                        request.names().stream()
                                .flatMap(names -> names.alternativeNames().values().stream())
                                .flatMap(List::stream),
                        request.csr().alternativeNames().stream().map(name -> name.value()))
                .distinct()
                .limit(SHOWN_NAMES)
                .toList();
        String subject = request.csr().subject().toString();
        return named.isEmpty() && !subject.isEmpty() ? List.of(subject) : named;
    }

    static String typed(String sent) {
        return sent == null ? "" : sent;
    }

    /** What this means; nothing where it is left out or means nothing. */
    static <T> Optional<T> read(String text, Function<String, T> form) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(form.apply(text.strip()));
        } catch (IllegalArgumentException | java.time.DateTimeException _) {
            return Optional.empty();
        }
    }
}
