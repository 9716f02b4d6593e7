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

/**
 * Whether every authority has a CRL that is still good. It says how things stand and takes nothing out of service: a
 * replica that stops answering because a list is old would help nobody.
 */
@Wellness
@ApplicationScoped
class CrlHealth implements HealthCheck {

    private final Hierarchy hierarchy;
    private final RevocationLists lists;
    private final Clock clock;

    CrlHealth(Hierarchy hierarchy, RevocationLists lists, Clock clock) {
        this.hierarchy = hierarchy;
        this.lists = lists;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("crl").up();
        Instant now = clock.instant();
        for (CertificateAuthority authority : hierarchy.authorities()) {
            Optional<Instant> until = lists.newest(authority.id()).map(PublishedList::nextUpdate);
            answer.withData(
                    authority.id().toString(), until.map(Instant::toString).orElse("none"));
            if (until.isEmpty() || until.get().isBefore(now)) {
                answer.down();
            }
        }
        return answer.build();
    }
}
