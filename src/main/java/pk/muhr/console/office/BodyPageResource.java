package pk.muhr.console.office;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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
import pk.muhr.identity.AppointmentHistory;
import pk.muhr.identity.AppointmentProposals;
import pk.muhr.identity.BodyContacts;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.BodyRecord;
import pk.muhr.identity.BodyRegister;
import pk.muhr.identity.BodySearch;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.validation.BodyProofs;
import pk.muhr.validation.DomainProofs;
import pk.muhr.validation.MailboxProof;
import pk.muhr.validation.MailboxProofs;
import pk.muhr.x509.LegibleText;

/** One body: what the register knows of it, its steps, its proofs, and who acts for it. */
@Path("/office/bodies/{body}")
@ForPeople
@RolesAllowed({Role.Label.REGISTRATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.TEXT_HTML)
public class BodyPageResource {

    private static final int SHOWN_PEOPLE = 50;

    private final Visitors visitors;
    private final BodySearch search;
    private final BodyRegister register;
    private final BodyContacts contacts;
    private final AppointmentHistory appointments;
    private final AppointmentProposals proposals;
    private final BodyProofs bodyProofs;
    private final DomainProofs domainProofs;
    private final MailboxProofs mailboxProofs;
    private final Clock clock;

    BodyPageResource(
            Visitors visitors,
            BodySearch search,
            BodyRegister register,
            BodyContacts contacts,
            AppointmentHistory appointments,
            AppointmentProposals proposals,
            BodyProofs bodyProofs,
            DomainProofs domainProofs,
            MailboxProofs mailboxProofs,
            Clock clock) {
        this.visitors = visitors;
        this.search = search;
        this.register = register;
        this.contacts = contacts;
        this.appointments = appointments;
        this.proposals = proposals;
        this.bodyProofs = bodyProofs;
        this.domainProofs = domainProofs;
        this.mailboxProofs = mailboxProofs;
        this.clock = clock;
    }

    /** The page. */
    @GET
    public String one(@PathParam("body") String id, @QueryParam("done") String done) {
        Frame page = visitors.reading(BodyListResource.OFFICERS);
        return show(page, find(id), Done.of(done), "");
    }

    /** A step in the register, or a word about who acts for the body. */
    @POST
    public Response act(
            @PathParam("body") String id,
            @FormParam("form-token") String token,
            @FormParam("act") String act,
            @FormParam("why") String why,
            @FormParam("person") String person,
            @FormParam("name") String name,
            @FormParam("appointment") String appointment) {
        Caller caller = visitors.acting(token, BodyListResource.OFFICERS);
        BodyRecord record = find(id);
        BodyId body = record.body().id();
        try {
            String word = "doneBody";
            switch (QueueResource.typed(act)) {
                case "verify" -> register.verify(body, Reason.given(why), caller);
                case "suspend" -> register.suspend(body, Reason.given(why), caller);
                case "resume" -> register.resume(body, Reason.given(why), caller);
                case "close" -> register.close(body, Reason.given(why), caller);
                case "propose" -> {
                    word = "doneProposed";
                    proposals.propose(person(person), name(name), Role.SUBSCRIBER, Optional.of(body), caller);
                }
                case "end" -> proposals.suspend(theirs(body, appointment), Reason.given(why), caller);
                default -> throw new NotFoundException();
            }
            return Response.seeOther(URI.create("/office/bodies/" + body + "?done=" + word))
                    .build();
        } catch (ProblemException e) {
            Frame page = visitors.reading(BodyListResource.OFFICERS);
            throw visitors.again(
                    e.problem(), show(page, find(id), Said.refused(e.problem()), QueueResource.typed(why)));
        }
    }

    private static PersonId person(String typed) {
        try {
            return new PersonId(QueueResource.typed(typed).strip());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                            400, "member-malformed", "Not understood", "This cannot be used: " + e.getMessage() + ".")
                    .withFix("write whom the identity provider names so, in 1 to 255 visible ASCII characters"));
        }
    }

    private static Optional<LegibleText> name(String typed) {
        try {
            return Optional.of(QueueResource.typed(typed).strip())
                    .filter(text -> !text.isEmpty())
                    .map(LegibleText::new);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                            400, "member-malformed", "Not understood", "This cannot be used: " + e.getMessage() + ".")
                    .withFix("write the full name in plain letters"));
        }
    }

    /** An appointment of somebody who acts for this body and no other. */
    private UUID theirs(BodyId body, String appointment) {
        return QueueResource.read(QueueResource.typed(appointment), UUID::fromString)
                .flatMap(appointments::find)
                .map(record -> record.appointment())
                .filter(known -> known.body().equals(Optional.of(body)))
                .map(known -> known.id())
                .orElseThrow(NotFoundException::new);
    }

    private BodyRecord find(String id) {
        return QueueResource.read(id, BodyId::new)
                .flatMap(body -> search.find(body, Optional.empty()))
                .orElseThrow(NotFoundException::new);
    }

    private String show(Frame page, BodyRecord record, Said said, String typed) {
        BodyId body = record.body().id();
        Instant now = clock.instant();
        BodyView view = new BodyView(
                record,
                search.history(body),
                proofs(body, now),
                contacts.of(body),
                appointments.of(body, SHOWN_PEOPLE).stream()
                        .map(each -> BodyView.Acting.of(each, now))
                        .toList(),
                typed);
        return page.show(OfficePages.body(page, view, said));
    }

    private List<BodyView.Proved> proofs(BodyId body, Instant now) {
        return Stream.of(
                        bodyProofs.newest(body, now).stream()
                                .map(proof -> new BodyView.Proved(
                                        "", proof.method(), proof.provedAt(), Optional.empty(), false)),
                        domainProofs.of(body).stream()
                                .map(proof -> new BodyView.Proved(
                                        proof.domain().value(),
                                        proof.method(),
                                        proof.provedAt(),
                                        Optional.of(proof.expiresAt()),
                                        proof.expiresAt().isBefore(now))),
                        mailboxProofs.of(body).stream()
                                .map(proof -> new BodyView.Proved(
                                        proof.address().value(),
                                        MailboxProof.METHOD,
                                        proof.provedAt(),
                                        Optional.of(proof.expiresAt()),
                                        proof.expiresAt().isBefore(now))))
                .flatMap(proofs -> proofs)
                .toList();
    }
}
