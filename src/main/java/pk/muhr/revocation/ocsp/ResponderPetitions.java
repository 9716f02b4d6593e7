package pk.muhr.revocation.ocsp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.ResponderKey;
import pk.muhr.x509.Certificate;

/**
 * Keys of this process that wait for a certificate from one that has the authorities' keys. Nothing waits here: who asks
 * again gets the answer when it is there. A crash leaves a request that nobody needs.
 */
@ApplicationScoped
class ResponderPetitions {

    private static final Logger LOG = Logger.getLogger(ResponderPetitions.class);

    /** After this it is asked for anew; the other side has given up by then. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ResponderRequests requests;
    private final Clock clock;
    private final Map<AuthorityId, Petition> waiting = new ConcurrentHashMap<>();

    private record Petition(UUID request, ResponderKey key, Instant since) {}

    ResponderPetitions(ResponderRequests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** A key with its certificate. */
    record Granted(ResponderKey key, Certificate certificate) {}

    /** Whether any key waits. */
    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    /** Asks, or looks for the answer to what was asked; none while there is none. */
    Optional<Granted> granted(CertificateAuthority authority, Supplier<ResponderKey> fresh) {
        Petition petition = waiting.compute(
                authority.id(),
                (_, before) -> before == null || isOld(before) ? asked(authority, fresh.get()) : before);
        Optional<ResponderRequests.Answer> answer = requests.answer(petition.request());
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        waiting.remove(authority.id(), petition);
        answer.get().why().ifPresent(why -> LOG.errorf("no responder certificate of %s: %s", authority, why));
        return answer.get().certificate().map(certificate -> new Granted(petition.key(), certificate));
    }

    private boolean isOld(Petition petition) {
        return clock.instant().isAfter(petition.since().plus(PATIENCE));
    }

    private Petition asked(CertificateAuthority authority, ResponderKey key) {
        return new Petition(requests.ask(authority.id(), key.request()), key, clock.instant());
    }
}
