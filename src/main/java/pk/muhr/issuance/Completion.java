package pk.muhr.issuance;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.ca.SignedCertificate;
import pk.muhr.lint.LintedCertificate;

/**
 * Stops 6 to 8. A crash before the commit of an intent leaves nothing; between there and the commit of its outcome, an
 * intent that the sweep orphans and revokes; after it, a certificate that the same request gets again.
 */
@ApplicationScoped
class Completion {

    private static final Logger LOG = Logger.getLogger(Completion.class);

    private final Intents intents;
    private final Outcomes outcomes;
    private final Clock clock;

    Completion(Intents intents, Outcomes outcomes, Clock clock) {
        this.intents = intents;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * For one.
     *
     * @throws Superseded when something changed in between: nothing was signed, or what was signed is revoked
     */
    IssuedCertificate of(IntentDraft draft, Function<LintedCertificate, SignedCertificate> signer) {
        // 6. the exact bytes are durable before the key is used
        Intent intent = intents.open(draft);
        // 7. no transaction is open here
        SignedCertificate signed;
        try {
            signed = signer.apply(draft.linted());
        } catch (RuntimeException e) {
            giveUp(intent, draft.actor(), e);
            throw e;
        }
        // 8. the first outcome stands; when the sweep was first, the bytes are dropped
        if (!outcomes.issued(intent, signed, draft.actor())) {
            throw new Superseded("the signature came after its lease; its serial is revoked", null);
        }
        return issued(draft, signed);
    }

    /**
     * For many of one actor, with one transaction for all intents and one for all outcomes. When the key fails, or is so
     * slow that their lease would end, what is not signed by then is given up; what is, counts.
     *
     * @throws Superseded when one of the intents may not be opened: nothing was written or signed
     * @throws RuntimeException what the key failed with, when all that was signed is on record: nothing more is to be
     *     asked of it now
     */
    List<Optional<IssuedCertificate>> of(
            List<PreparedCertificate> prepared, Function<PreparedCertificate, SignedCertificate> signer) {
        if (prepared.isEmpty()) {
            return List.of();
        }
        Actor actor = prepared.getFirst().draft().actor();
        // 6.
        List<Intent> opened =
                intents.open(prepared.stream().map(PreparedCertificate::draft).toList());
        // 7.
        Map<UUID, SignedCertificate> signed = new HashMap<>();
        Optional<RuntimeException> failure = sign(prepared, signer, signed);
        // 8. what is signed first: a crash from here on revokes nothing of it
        Set<UUID> counting = outcomes.issued(
                opened.stream()
                        .filter(intent -> signed.containsKey(intent.id()))
                        .map(intent -> new Outcomes.Signed(intent, signed.get(intent.id())))
                        .toList(),
                actor);
        failure.ifPresent(why -> giveUp(opened, signed.keySet(), actor, why));
        if (failure.isPresent() && !(failure.get() instanceof TooSlow)) {
            throw failure.get();
        }
        return prepared.stream()
                .map(PreparedCertificate::draft)
                .map(draft -> Optional.of(draft)
                        .filter(each -> counting.contains(each.id()))
                        .map(each -> issued(each, signed.get(each.id()))))
                .toList();
    }

    /** The lease of many intents would end before all are signed. */
    private static final class TooSlow extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("the token signs too slowly for so many at once");
        }
    }

    /** Signs one after the other, and says what ended it before the last. */
    private static Optional<RuntimeException> sign(
            List<PreparedCertificate> prepared,
            Function<PreparedCertificate, SignedCertificate> signer,
            Map<UUID, SignedCertificate> signed) {
        long end = System.nanoTime() + PostgresIntents.LEASE.toNanos() / 2; // with one deadline more still in the lease
        try {
            for (PreparedCertificate each : prepared) {
                if (System.nanoTime() > end) {
                    return Optional.of(new TooSlow());
                }
                signed.put(each.draft().id(), signer.apply(each));
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    private void giveUp(List<Intent> opened, Set<UUID> signed, Actor actor, RuntimeException why) {
        LOG.errorf(why, "%d of %d certificates could not be signed", opened.size() - signed.size(), opened.size());
        opened.stream().filter(intent -> !signed.contains(intent.id())).forEach(intent -> giveUp(intent, actor, why));
    }

    /** Orphans at once what failed to be signed; if that fails too, the sweep does it when the lease has ended. */
    private void giveUp(Intent intent, Actor actor, RuntimeException why) {
        try {
            outcomes.orphaned(intent, actor);
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private IssuedCertificate issued(IntentDraft draft, SignedCertificate signed) {
        return IssuedCertificate.of(draft, signed.certificate(), clock.instant());
    }
}
