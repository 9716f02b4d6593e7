package pk.muhr.console.subscriber;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.ProblemException;
import pk.muhr.validation.DomainMethod;
import pk.muhr.validation.DomainProof;
import pk.muhr.validation.DomainProofs;
import pk.muhr.validation.MailboxProofs;
import pk.muhr.validation.domain.DomainChallenge;
import pk.muhr.validation.domain.DomainChallenges;
import pk.muhr.validation.domain.DomainValidation;
import pk.muhr.validation.mailbox.MailboxChallenges;
import pk.muhr.validation.mailbox.MailboxValidation;

/** The names that a body has proved, and how it proves more. */
@Path("/my/domains")
@ForPeople
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.Label.SUBSCRIBER)
public class DomainsResource {

    private static final URI HERE = URI.create("/my/domains");

    private final Visitors visitors;
    private final DomainProofs proofs;
    private final DomainChallenges challenges;
    private final DomainValidation validation;
    private final MailboxProofs mailboxProofs;
    private final MailboxChallenges mailboxChallenges;
    private final MailboxValidation mailboxes;
    private final Clock clock;

    DomainsResource(
            Visitors visitors,
            DomainProofs proofs,
            DomainChallenges challenges,
            DomainValidation validation,
            MailboxProofs mailboxProofs,
            MailboxChallenges mailboxChallenges,
            MailboxValidation mailboxes,
            Clock clock) {
        this.visitors = visitors;
        this.proofs = proofs;
        this.challenges = challenges;
        this.validation = validation;
        this.mailboxProofs = mailboxProofs;
        this.mailboxChallenges = mailboxChallenges;
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    /** A name that is proved, or was; {@code method} names the words for how. */
    public record Proved(String name, String method, Instant provedAt, Instant expiresAt, boolean counts) {}

    /** Where a value is to be put; {@code file} when that is on a web server. */
    public record Task(String id, String domain, boolean file, String place, String value, Instant expiresAt) {

        static Task of(DomainChallenge challenge) {
            return new Task(
                    challenge.id().toString(),
                    challenge.domain().value(),
                    challenge.method() == DomainMethod.HTTP_FILE,
                    challenge.place(),
                    challenge.value(),
                    challenge.expiresAt());
        }
    }

    /** A mailbox to which a value went. */
    public record Mail(String id, String address, Instant expiresAt) {}

    /** What the page shows. */
    public record Names(List<Proved> domains, List<Task> tasks, List<Proved> mailboxes, List<Mail> mails) {

        /** A task that is shown with the page was not looked at just now. */
        public Optional<Refused> nothing() {
            return Optional.empty();
        }
    }

    /** What was typed, and why it does not do. */
    public record Typed(String domain, String method, String address, String confirmed, Optional<Refused> why) {

        static final Typed NOTHING = new Typed("", "dns-txt", "", "", Optional.empty());
    }

    /** The page. */
    @GET
    public String all() {
        return shown(visitors.reading(Role.SUBSCRIBER), Typed.NOTHING);
    }

    /** Asks for a value that proves a domain. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ask(
            @RestForm("form-token") String token,
            @RestForm("domain") @DefaultValue("") String domain,
            @RestForm("method") @DefaultValue("") String method) {
        Caller caller = visitors.acting(token, Role.SUBSCRIBER);
        try {
            validation.ask(caller.requireBody(), domain.strip(), method, caller.actor());
            return Response.seeOther(HERE).build();
        } catch (ProblemException e) {
            throw again(e, new Typed(domain, method, "", "", Optional.of(Refused.of(e.problem()))));
        }
    }

    /**
     * Has us look for a value. Where the page itself asks, it gets what became of that value's part; the look is on record
     * either way.
     */
    @POST
    @Path("/{id}/check")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response check(
            @PathParam("id") String id,
            @RestForm("form-token") String token,
            @HeaderParam("HX-Request") @DefaultValue("") String part) {
        Caller caller = visitors.acting(token, Role.SUBSCRIBER);
        Frame page = visitors.reading(Role.SUBSCRIBER);
        Optional<Task> task = task(caller.requireBody(), id);
        try {
            DomainProof proof = validation.check(caller.requireBody(), id, caller.actor());
            return part.isEmpty()
                    ? Response.seeOther(HERE).build()
                    : Response.ok(page.show(SubscriberPages.proved(page, proved(proof, clock.instant()))))
                            .build();
        } catch (ProblemException e) {
            Refused why = Refused.of(e.problem());
            if (part.isEmpty() || task.isEmpty()) {
                throw again(e, new Typed("", "dns-txt", "", "", Optional.of(why)));
            }
            return Response.ok(page.show(SubscriberPages.task(page, task.get(), Optional.of(why))))
                    .build();
        }
    }

    /** Has a value mailed. */
    @POST
    @Path("/mailboxes")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response mail(@RestForm("form-token") String token, @RestForm("address") @DefaultValue("") String address) {
        Caller caller = visitors.acting(token, Role.SUBSCRIBER);
        try {
            mailboxes.ask(caller.requireBody(), address.strip(), caller.actor());
            return Response.seeOther(HERE).build();
        } catch (ProblemException e) {
            throw again(e, new Typed("", "dns-txt", address, "", Optional.of(Refused.of(e.problem()))));
        }
    }

    /** Takes the value back that was mailed. */
    @POST
    @Path("/mailboxes/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirm(
            @PathParam("id") String id,
            @RestForm("form-token") String token,
            @RestForm("value") @DefaultValue("") String value) {
        Caller caller = visitors.acting(token, Role.SUBSCRIBER);
        try {
            mailboxes.confirm(caller.requireBody(), id, value, caller.actor());
            return Response.seeOther(HERE).build();
        } catch (ProblemException e) {
            throw again(e, new Typed("", "dns-txt", "", value, Optional.of(Refused.of(e.problem()))));
        }
    }

    private ProblemException again(ProblemException e, Typed typed) {
        return visitors.again(e.problem(), shown(visitors.reading(Role.SUBSCRIBER), typed));
    }

    private Optional<Task> task(BodyId body, String id) {
        return challenges.open(body, clock.instant()).stream()
                .map(Task::of)
                .filter(task -> task.id().equals(id))
                .findFirst();
    }

    private String shown(Frame page, Typed typed) {
        BodyId body = page.caller().orElseThrow().requireBody();
        Instant now = clock.instant();
        Names names = new Names(
                proofs.of(body).stream().map(proof -> proved(proof, now)).toList(),
                challenges.open(body, now).stream().map(Task::of).toList(),
                mailboxProofs.of(body).stream()
                        .map(proof -> new Proved(
                                proof.address().value(),
                                "methodMail",
                                proof.provedAt(),
                                proof.expiresAt(),
                                proof.expiresAt().isAfter(now)))
                        .toList(),
                mailboxChallenges.open(body, now).stream()
                        .map(challenge -> new Mail(
                                challenge.id().toString(), challenge.address().value(), challenge.expiresAt()))
                        .toList());
        return page.show(SubscriberPages.domains(page, names, typed));
    }

    private static Proved proved(DomainProof proof, Instant now) {
        String method = proof.method().equals(DomainMethod.DNS_TXT.clause())
                ? "methodDns"
                : proof.method().equals(DomainMethod.HTTP_FILE.clause()) ? "methodFile" : "methodOther";
        return new Proved(
                proof.domain().value(),
                method,
                proof.provedAt(),
                proof.expiresAt(),
                proof.expiresAt().isAfter(now));
    }
}
