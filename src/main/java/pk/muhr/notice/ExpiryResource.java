package pk.muhr.notice;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Bodies;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;

/** The calendar of what expires. */
@Path("/api/v1/bodies/{body}/expiries.ics")
@Tag(name = "Bodies")
public class ExpiryResource {

    private static final int MOST = 1000;

    private final Bodies bodies;
    private final Expiries expiries;
    private final Callers callers;
    private final Clock clock;
    private final String host;

    ExpiryResource(
            Bodies bodies,
            Expiries expiries,
            Callers callers,
            Clock clock,
            @ConfigProperty(name = "muhr.public-url") URI publicUrl) {
        this.bodies = bodies;
        this.expiries = expiries;
        this.callers = callers;
        this.clock = clock;
        this.host = publicUrl.getHost();
    }

    /** The next thousand ends of a body's certificates, less those that are revoked or renewed. */
    @GET
    @RolesAllowed({
        Role.Label.SUBSCRIBER,
        Role.Label.REGISTRATION_OFFICER,
        Role.Label.REVOCATION_OFFICER,
        Role.Label.SECURITY_OFFICER,
        Role.Label.AUDITOR
    })
    @Produces("text/calendar;charset=utf-8")
    @Operation(summary = "Get a calendar of the expiries of a body's certificates")
    public String calendar(@PathParam("body") String id) {
        Optional<BodyId> scope = callers.current()
                .scope(
                        Role.SUBSCRIBER,
                        Role.REGISTRATION_OFFICER,
                        Role.REVOCATION_OFFICER,
                        Role.SECURITY_OFFICER,
                        Role.AUDITOR);
        return ExpiryCalendar.of(expiries.next(bodies.require(id, scope), clock.instant(), MOST), host);
    }
}
