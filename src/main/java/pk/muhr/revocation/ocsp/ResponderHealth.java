package pk.muhr.revocation.ocsp;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.OcspSigner;
import pk.muhr.ca.OcspSigners;

/**
 * Ready when every authority that is answered for here has a responder whose certificate is good for as long as an answer
 * made now should be, or for as long as the authority's own; better no answer than one that relying parties cannot use
 * (invariant I12).
 */
@Readiness
@ApplicationScoped
class ResponderHealth implements HealthCheck {

    private final Hierarchy hierarchy;
    private final OcspSigners signers;
    private final Clock clock;

    ResponderHealth(Hierarchy hierarchy, OcspSigners signers, Clock clock) {
        this.hierarchy = hierarchy;
        this.signers = signers;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("ocsp").up();
        Instant now = clock.instant();
        for (CertificateAuthority authority : hierarchy.authorities()) {
            Optional<Instant> until =
                    signers.of(authority.id()).map(OcspSigner::certificate).map(c -> c.notAfter());
            if (until.isPresent() || signers.isToAnswer(authority.id())) {
                answer.withData(
                        authority.id().toString(), until.map(Instant::toString).orElse("none"));
                if (until.isEmpty() || until.get().isBefore(needed(authority, now))) {
                    answer.down();
                }
            }
        }
        return answer.build();
    }

    private static Instant needed(CertificateAuthority authority, Instant now) {
        Instant nextUpdate = now.plus(authority.definition().ocsp().validFor());
        Instant end = authority.certificate().notAfter();
        return nextUpdate.isAfter(end) ? end : nextUpdate;
    }
}
