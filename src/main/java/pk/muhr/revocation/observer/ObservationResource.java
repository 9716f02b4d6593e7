package pk.muhr.revocation.observer;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;

/** How our public addresses look from outside. */
@Path("/api/v1/observations")
@RolesAllowed({
    Role.Label.SECURITY_OFFICER,
    Role.Label.CA_ADMINISTRATOR,
    Role.Label.REVOCATION_OFFICER,
    Role.Label.AUDITOR
})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Observations")
public class ObservationResource {

    private final Observations observations;
    private final Callers callers;

    ObservationResource(Observations observations, Callers callers) {
        this.observations = observations;
        this.callers = callers;
    }

    /** How one thing looks; {@code state} is {@code ok} or {@code broken}, {@code since} when it began to. */
    public record ObservationDocument(String subject, String address, String state, String why, Instant since) {}

    /** Everything that is looked at, what is wrong first. */
    @GET
    @Operation(summary = "Say how our public addresses look from outside")
    public List<ObservationDocument> newest() {
        return observations.newest(callers.current()).stream()
                .sorted(java.util.Comparator.comparing((Observation seen) -> !seen.broken())
                        .thenComparing(Observation::subject))
                .map(seen -> new ObservationDocument(
                        seen.subject(), seen.address(), seen.broken() ? "broken" : "ok", seen.why(), seen.since()))
                .toList();
    }
}
