package pk.muhr.console.subscriber;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.RequestQuery;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.BodyState;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.notice.Expiries;
import pk.muhr.notice.ExpiryCalendar;
import pk.muhr.problem.ForPeople;
import pk.muhr.validation.BodyProofs;
import pk.muhr.validation.DomainProofs;
import pk.muhr.validation.domain.DomainChallenges;

/** The body at a glance: where it stands, what it waits for, what ends soon, and what to do next. */
@Path("/my")
@ForPeople
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.Label.SUBSCRIBER)
public class OverviewResource {

    private static final int MOST_SHOWN = 8;
    private static final int MOST_IN_CALENDAR = 1000;
    private static final Duration SOON = Duration.ofDays(30);

    private final Visitors visitors;
    private final Bodies bodies;
    private final BodyProofs proofs;
    private final DomainProofs domains;
    private final DomainChallenges challenges;
    private final Expiries expiries;
    private final Enrolments enrolments;
    private final Clock clock;
    private final String host;

    OverviewResource(
            Visitors visitors,
            Bodies bodies,
            BodyProofs proofs,
            DomainProofs domains,
            DomainChallenges challenges,
            Expiries expiries,
            Enrolments enrolments,
            Clock clock,
            @ConfigProperty(name = "muhr.public-url") URI publicUrl) {
        this.visitors = visitors;
        this.bodies = bodies;
        this.proofs = proofs;
        this.domains = domains;
        this.challenges = challenges;
        this.expiries = expiries;
        this.enrolments = enrolments;
        this.clock = clock;
        this.host = publicUrl.getHost();
    }

    /** A request that waits for officers; {@code purpose} names the words for what it is for. */
    public record Waiting(String id, String profile, String purpose, Instant since, long given, int needed) {}

    /** A certificate's end; {@code days} until then. */
    public record End(String id, String names, String profile, String purpose, Instant at, long days) {

        /** Whether it is time to renew it. */
        public boolean isSoon() {
            return days < SOON.toDays();
        }
    }

    /** Something to do; {@code key} names its words, {@code detail} is in English and may be empty. */
    public record Step(String key, String address, String detail) {}

    /**
     * What the page shows.
     *
     * @param verified when officers verified the body last
     */
    public record Glance(
            Body body, Optional<Instant> verified, List<Waiting> waiting, List<End> ends, List<Step> next) {

        /** The key of the words for where the body stands. */
        public String bodyStateKey() {
            return "body" + Words.capitalized(body.state().label());
        }
    }

    /** The page. */
    @GET
    public String overview() {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        Caller caller = page.caller().orElseThrow();
        Body body = bodies.find(caller.requireBody()).orElseThrow();
        Instant now = clock.instant();
        List<End> ends = expiries.next(body.id(), now, MOST_SHOWN).stream()
                .map(expiry -> new End(
                        expiry.certificate().hex(),
                        expiry.names(),
                        expiry.profile(),
                        Purpose.key(expiry.profile()),
                        expiry.notAfter(),
                        Duration.between(now, expiry.notAfter()).toDays()))
                .toList();
        return page.show(SubscriberPages.overview(
                page,
                new Glance(
                        body,
                        proofs.newest(body.id(), now).map(proof -> proof.provedAt()),
                        waiting(caller),
                        ends,
                        next(body, ends, now))));
    }

    /** All ends to come, for a calendar program (RFC 5545). */
    @GET
    @Path("/expiries.ics")
    @Produces("text/calendar;charset=utf-8")
    public Response calendar() {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        BodyId body = page.caller().orElseThrow().requireBody();
        String text = ExpiryCalendar.of(expiries.next(body, clock.instant(), MOST_IN_CALENDAR), host);
        return Response.ok(text)
                .header("Content-Disposition", "attachment; filename=\"expiries-" + body + ".ics\"")
                .build();
    }

    private List<Waiting> waiting(Caller caller) {
        RequestQuery query = new RequestQuery(
                Optional.empty(),
                caller.body(),
                Optional.empty(),
                Optional.of(RequestQuery.State.VALIDATED),
                Optional.empty());
        return enrolments.find(caller, query, MOST_SHOWN).stream()
                .map(enrolment -> new Waiting(
                        enrolment.request().id().toString(),
                        enrolment.request().profile().value(),
                        Purpose.key(enrolment.request().profile().value()),
                        enrolment.request().submittedAt(),
                        enrolment.given(),
                        enrolment
                                .request()
                                .decision()
                                .map(awaited -> awaited.approvals())
                                .orElse(0)))
                .toList();
    }

    private List<Step> next(Body body, List<End> ends, Instant now) {
        List<Step> steps = new ArrayList<>();
        if (!(body.state() instanceof BodyState.Active)) {
            steps.add(new Step("nextActive", "", body.state().wayToActive()));
        }
        if (!challenges.open(body.id(), now).isEmpty()) {
            steps.add(new Step("nextChallenge", "/my/domains", ""));
        } else if (domains.domains(body.id(), now).isEmpty()) {
            steps.add(new Step("nextDomain", "/my/domains", ""));
        }
        ends.stream()
                .filter(End::isSoon)
                .findFirst()
                .ifPresent(end -> steps.add(new Step("nextRenew", "/my/certificates/" + end.id(), end.names())));
        steps.add(new Step("nextAsk", "/my/new", ""));
        return steps;
    }
}
