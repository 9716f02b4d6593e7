package pk.muhr.console;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;

/** What the service knows of the visitor. */
@Path("/account")
@ForPeople
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({
    Role.Label.POLICY_AUTHORITY,
    Role.Label.SECURITY_OFFICER,
    Role.Label.CA_ADMINISTRATOR,
    Role.Label.REGISTRATION_OFFICER,
    Role.Label.REVOCATION_OFFICER,
    Role.Label.SUBSCRIBER,
    Role.Label.AUDITOR
})
public class AccountResource {

    private final Visitors visitors;

    AccountResource(Visitors visitors) {
        this.visitors = visitors;
    }

    /** Who they are, and what they may do. */
    @GET
    public String account() {
        Frame page = visitors.reading(Role.values());
        return page.show(ConsolePages.account(page));
    }
}
