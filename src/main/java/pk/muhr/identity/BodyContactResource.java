package pk.muhr.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

import pk.muhr.x509.EmailAddress;

/** The mailboxes at which a body wants to be told of its requests and certificates. */
@Path("/api/v1/bodies/{body}/contacts")
@RolesAllowed({Role.Label.SUBSCRIBER, Role.Label.REGISTRATION_OFFICER})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Bodies")
public class BodyContactResource {

    private final BodyContacts contacts;
    private final Bodies bodies;
    private final Callers callers;

    BodyContactResource(BodyContacts contacts, Bodies bodies, Callers callers) {
        this.contacts = contacts;
        this.bodies = bodies;
        this.callers = callers;
    }

    /**
     * A mailbox.
     *
     * @param language {@code en} or {@code ur}; both when it is left out
     */
    public record Contact(
            @Schema(examples = "pki@nitb.example.gov.pk") String address,

            @Schema(enumeration = {"en", "ur"}) String language) {}

    /** A mailbox that counts, and who said so when. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ContactDocument(String address, Optional<String> language, String by, Instant since) {

        static ContactDocument of(BodyContact contact) {
            return new ContactDocument(
                    contact.address().value(),
                    contact.language().map(NoticeLanguage::label),
                    contact.by(),
                    contact.since());
        }
    }

    /** The mailboxes of the body. */
    @GET
    @RolesAllowed({
        Role.Label.SUBSCRIBER,
        Role.Label.REGISTRATION_OFFICER,
        Role.Label.SECURITY_OFFICER,
        Role.Label.AUDITOR
    })
    @Operation(summary = "List where a body is told of its certificates")
    public List<ContactDocument> all(@PathParam("body") String id) {
        Optional<BodyId> scope = callers.current()
                .scope(Role.SUBSCRIBER, Role.REGISTRATION_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR);
        return shown(bodies.require(id, scope));
    }

    /** Adds a mailbox, or gives a known one another language. */
    @POST
    @ResponseStatus(201)
    @Operation(summary = "Tell a body of its certificates at a mailbox")
    public List<ContactDocument> add(@PathParam("body") String id, Contact wish) {
        BodyId body = BodyResource.body(id);
        contacts.add(body, address(wish), language(wish), callers.current());
        return shown(body);
    }

    /** Sends nothing there any more. */
    @POST
    @Path("/end")
    @Operation(summary = "Tell a body nothing more at a mailbox")
    public List<ContactDocument> end(@PathParam("body") String id, Contact wish) {
        BodyId body = BodyResource.body(id);
        contacts.end(body, address(wish), callers.current());
        return shown(body);
    }

    private List<ContactDocument> shown(BodyId body) {
        return contacts.of(body).stream().map(ContactDocument::of).toList();
    }

    private static EmailAddress address(Contact wish) {
        return AppointmentResource.read(
                "address", wish.address(), EmailAddress::new, "write a mailbox such as pki@nitb.example.gov.pk");
    }

    static Optional<NoticeLanguage> language(Contact wish) {
        return Optional.ofNullable(wish.language())
                .map(label -> AppointmentResource.read(
                        "language",
                        label,
                        text -> NoticeLanguage.of(text)
                                .orElseThrow(() -> new IllegalArgumentException("en and ur are the languages")),
                        "write en or ur, or leave it out for both"));
    }
}
