package pk.muhr.revocation.crl;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/**
 * Whether every authority has CRLs that are still good, in all their parts. It says how things stand and takes nothing out
 * of service: a replica that stops answering because a list is old would help nobody.
 */
@Wellness
@ApplicationScoped
class CrlHealth implements HealthCheck {

    private final Hierarchy hierarchy;
    private final PublishedLists lists;
    private final NamedParts parts;
    private final ProcessRoles roles;
    private final Clock clock;

    CrlHealth(Hierarchy hierarchy, PublishedLists lists, NamedParts parts, ProcessRoles roles, Clock clock) {
        this.hierarchy = hierarchy;
        this.lists = lists;
        this.parts = parts;
        this.roles = roles;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("crl").up();
        if (!roles.has(ProcessRole.AUTHORITY) && !roles.has(ProcessRole.STATUS)) {
            return answer.build(); // whoever makes or serves them says so
        }
        Instant now = clock.instant();
        for (CertificateAuthority authority : hierarchy.authorities()) {
            Optional<Instant> until = goodUntil(authority);
            answer.withData(
                    authority.id().toString(), until.map(Instant::toString).orElse("none"));
            if (until.isEmpty() || until.get().isBefore(now)) {
                answer.down();
            }
        }
        return answer.build();
    }

    /** When the first of its lists ends; nothing when one is missing. */
    private Optional<Instant> goodUntil(CertificateAuthority authority) {
        Instant first = Instant.MAX;
        for (ScopeState state : lists.states(authority.id(), parts.last(authority))) {
            if (state.complete().isEmpty()) {
                return Optional.empty();
            }
            Instant until = state.complete().get().nextUpdate();
            first = until.isBefore(first) ? until : first;
        }
        return Optional.of(first);
    }
}
