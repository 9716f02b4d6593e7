package pk.muhr.console.administration;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import pk.muhr.console.Frame;
import pk.muhr.console.Said;
import pk.muhr.console.Visitors;
import pk.muhr.identity.AppointmentHistory;
import pk.muhr.identity.AppointmentProposals;
import pk.muhr.identity.AppointmentRecord;
import pk.muhr.identity.AppointmentRecord.State;
import pk.muhr.identity.AppointmentReview;
import pk.muhr.identity.AppointmentReviews;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.Sha256;

/** Who holds which office: proposed by one, confirmed by another; suspended by one, ended by another; reviewed by two. */
@Path("/administration/people")
@ForPeople
@RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.POLICY_AUTHORITY})
@Produces(MediaType.TEXT_HTML)
public class PeopleResource {

    private static final Role[] OFFICERS = {Role.SECURITY_OFFICER, Role.POLICY_AUTHORITY};
    private static final int PAGE = 50;
    private static final int REVIEWS = 8;
    private static final Form EMPTY = new Form("", "", "", "", "");

    private final Visitors visitors;
    private final AppointmentHistory history;
    private final AppointmentProposals proposals;
    private final AppointmentReviews reviews;
    private final Clock clock;

    PeopleResource(
            Visitors visitors,
            AppointmentHistory history,
            AppointmentProposals proposals,
            AppointmentReviews reviews,
            Clock clock) {
        this.visitors = visitors;
        this.history = history;
        this.proposals = proposals;
        this.reviews = reviews;
        this.clock = clock;
    }

    /**
     * An appointment with what the visitor may do about it.
     *
     * @param act {@code confirm}, {@code suspend} or {@code end}; empty where nothing is left, or not by this visitor
     */
    public record Held(AppointmentRecord record, String stateKey, String roleKey, String act) {}

    /** The quarterly review, and the list that it is about. */
    public record Review(
            String list,
            String hash,
            long count,
            Optional<Instant> due,
            boolean overdue,
            List<AppointmentReview> past) {}

    /** What was typed: to look for, or to propose. */
    public record Form(String person, String role, String name, String body, String why) {}

    /** The page. */
    @GET
    public String all(
            @QueryParam("person") String person,
            @QueryParam("role") String role,
            @QueryParam("after") String after,
            @QueryParam("done") String done) {
        Frame page = visitors.reading(OFFICERS);
        Form sought = new Form(typed(person), typed(role), "", "", "");
        return show(page, sought, typed(after), EMPTY, Done.of(done));
    }

    /** Proposes, confirms, suspends, ends or reviews. */
    @POST
    public Response act(
            @FormParam("form-token") String token,
            @FormParam("act") String act,
            @FormParam("id") String id,
            @FormParam("why") String why,
            @FormParam("person") String person,
            @FormParam("role") String role,
            @FormParam("name") String name,
            @FormParam("body") String body,
            @FormParam("list") String list) {
        Caller caller = visitors.acting(token, OFFICERS);
        Form form = new Form(typed(person), typed(role), typed(name), typed(body), typed(why));
        try {
            return done(acted(caller, typed(act), typed(id), typed(list), form));
        } catch (ProblemException e) {
            throw visitors.again(
                    e.problem(), show(visitors.reading(OFFICERS), EMPTY, "", form, Said.refused(e.problem())));
        }
    }

    /** What was done, by the key of its words. */
    private String acted(Caller caller, String act, String id, String list, Form form) {
        return switch (act) {
            case "propose" -> {
                propose(form, caller);
                yield "doneAppointmentProposed";
            }
            case "confirm" -> {
                proposals.confirm(id(id), caller);
                yield "doneAppointmentConfirmed";
            }
            case "suspend" -> {
                proposals.suspend(id(id), Reason.given(form.why()), caller);
                yield "doneAppointmentSuspended";
            }
            case "end" -> {
                proposals.end(id(id), caller);
                yield "doneAppointmentEnded";
            }
            case "review" -> {
                reviews.review(known(list, Sha256::new).orElseThrow(NotFoundException::new), caller);
                yield "doneReviewed";
            }
            case "confirm-review" -> {
                reviews.confirm(id(id), caller);
                yield "doneReviewConfirmed";
            }
            default -> throw new NotFoundException();
        };
    }

    private void propose(Form form, Caller caller) {
        Role role = Role.ofLabel(form.role()).orElseThrow(NotFoundException::new);
        Optional<BodyId> body = Optional.of(form.body().strip())
                .filter(text -> !text.isEmpty())
                .map(text -> read("body", text, BodyId::new));
        if (role.actsForBody() != body.isPresent()) {
            throw malformed("body", "name a body for a subscriber, and leave it out for every other role");
        }
        Optional<LegibleText> name = Optional.of(form.name().strip())
                .filter(text -> !text.isEmpty())
                .map(text -> read("name", text, LegibleText::new));
        proposals.propose(read("person", form.person().strip(), PersonId::new), name, role, body, caller);
    }

    private static <T> T read(String what, String text, Function<String, T> form) {
        try {
            return form.apply(text);
        } catch (IllegalArgumentException e) {
            throw malformed(what, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException malformed(String what, String fix) {
        return new ProblemException(
                Problem.of(400, "member-malformed", "Not understood", "This cannot be used: " + what + ".")
                        .withFix(fix));
    }

    private static UUID id(String text) {
        return known(text, UUID::fromString).orElseThrow(NotFoundException::new);
    }

    private static <T> Optional<T> known(String text, Function<String, T> form) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(form.apply(text.strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String typed(String sent) {
        return sent == null ? "" : sent;
    }

    private static Response done(String word) {
        return Response.seeOther(URI.create("/administration/people?done=" + word))
                .build();
    }

    private String show(Frame page, Form sought, String after, Form typed, Said said) {
        Caller caller = page.caller().orElseThrow();
        List<AppointmentRecord> found = history.newest(
                known(sought.person(), PersonId::new),
                Role.ofLabel(sought.role()),
                known(after, UUID::fromString),
                PAGE + 1);
        List<Held> held =
                found.stream().limit(PAGE).map(record -> held(record, caller)).toList();
        Optional<UUID> next = found.size() > PAGE
                ? Optional.of(held.getLast().record().appointment().id())
                : Optional.empty();
        List<String> roles = Stream.of(Role.values()).map(Role::label).toList();
        return page.show(AdministrationPages.people(page, sought, roles, held, next, review(), typed, said));
    }

    private Held held(AppointmentRecord record, Caller caller) {
        State state = record.state(clock.instant());
        String me = caller.person().value();
        boolean mine = record.appointment().person().value().equals(me);
        String act =
                switch (state) {
                    case PROPOSED -> mine || record.proposed().by().equals(me) ? "" : "confirm";
                    case EFFECTIVE -> caller.holds(Role.SECURITY_OFFICER) ? "suspend" : "";
                    case SUSPENDED ->
                        mine || record.suspended().orElseThrow().by().equals(me) ? "" : "end";
                    case EXPIRED, ENDED -> "";
                };
        String name = state.name();
        return new Held(
                record,
                "state" + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT),
                Words.roleKey(record.appointment().role().label()),
                act);
    }

    private Review review() {
        String list = reviews.list();
        Optional<Instant> due = reviews.last().map(last -> last.plus(AppointmentReviews.INTERVAL));
        return new Review(
                list,
                AppointmentReviews.hash(list).hex(),
                list.lines().count(),
                due,
                due.filter(time -> clock.instant().isAfter(time)).isPresent(),
                reviews.newest(REVIEWS));
    }
}
