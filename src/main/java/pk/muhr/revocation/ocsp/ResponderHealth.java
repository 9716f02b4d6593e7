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
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/**
 * Ready when every authority that is answered for here has a responder whose certificate is good for as long as an answer
 * made now should be, or for as long as the authority's own; better no answer than one that relying parties cannot use
 * (invariant I12). A process that does nothing but time-stamp answers for none.
 */
@Readiness
@ApplicationScoped
class ResponderHealth implements HealthCheck {

    private final Hierarchy hierarchy;
    private final OcspSigners signers;
    private final Clock clock;
    private final boolean answers;

    ResponderHealth(Hierarchy hierarchy, OcspSigners signers, Clock clock, ProcessRoles roles) {
        this.hierarchy = hierarchy;
        this.signers = signers;
        this.clock = clock;
        this.answers = !roles.isPublicOnly() || roles.has(ProcessRole.STATUS);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("ocsp").up();
        if (!answers) {
            return answer.build();
        }
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
