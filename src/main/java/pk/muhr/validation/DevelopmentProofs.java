package pk.muhr.validation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.DevelopmentIdentities;
import pk.muhr.x509.DnsName;

/**
 * Proofs for the bodies of a development installation, below a name that exists nowhere ({@code example.gov.pk}).
 * Nothing in production mode calls this.
 */
@ApplicationScoped
public class DevelopmentProofs {

    private static final Duration RENEW_BEFORE = Duration.ofDays(100);

    private final DomainProofs proofs;
    private final Clock clock;

    DevelopmentProofs(DomainProofs proofs, Clock clock) {
        this.proofs = proofs;
        this.clock = clock;
    }

    /** Makes sure that each development body has a proof that counts for another hundred days; safe at every start. */
    public void establish(Actor by) {
        establish(DevelopmentIdentities.NITB, new DnsName("nitb.example.gov.pk"), by);
        establish(DevelopmentIdentities.NTC, new DnsName("ntc.example.gov.pk"), by);
    }

    private void establish(BodyId body, DnsName domain, Actor by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (proofs.covering(body, domain, now.plus(RENEW_BEFORE)).isEmpty()) {
            Instant end = now.plus(DomainProof.LONGEST_USE);
            proofs.register(new DomainProof(UUID.randomUUID(), body, domain, "development", now, end), by);
        }
    }
}
