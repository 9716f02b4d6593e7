package pk.muhr.revocation.crl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.KeyCustody;
import pk.muhr.lint.LintedRevocationList;
import pk.muhr.policy.Refusal;
import pk.muhr.problem.Unavailable;
import pk.muhr.revocation.Revocations;
import pk.muhr.safety.clock.WatchedClock;
import pk.muhr.x509.Der;

/** Makes one list: its bytes are put on record, signed, verified, published. No transaction is open while the token signs. */
@ApplicationScoped
class CrlMaker {

    private static final Logger LOG = Logger.getLogger(CrlMaker.class);

    private final KeyCustody custody;
    private final Revocations revocations;
    private final RevocationLists lists;
    private final ListFiles files;
    private final CrlShelf shelf;
    private final MeterRegistry meters;
    private final Supplier<Optional<Refusal>> clock;

    @Inject
    CrlMaker(
            KeyCustody custody,
            Revocations revocations,
            RevocationLists lists,
            ListFiles files,
            CrlShelf shelf,
            MeterRegistry meters,
            WatchedClock clock) {
        this(custody, revocations, lists, files, shelf, meters, clock::refusal);
    }

    /** @param clock why no time can be told, if that is so */
    CrlMaker(
            KeyCustody custody,
            Revocations revocations,
            RevocationLists lists,
            ListFiles files,
            CrlShelf shelf,
            MeterRegistry meters,
            Supplier<Optional<Refusal>> clock) {
        this.custody = custody;
        this.revocations = revocations;
        this.lists = lists;
        this.files = files;
        this.shelf = shelf;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Makes the next complete list of the scope, or the next of the changes.
     *
     * @throws pk.muhr.ca.AuthorityUnavailable when the token cannot sign; the list before stays served
     * @throws ClockDoubtful while the clock is far off: no list after one of the future could be earlier than it
     */
    PublishedList make(CertificateAuthority authority, ListScope scope, boolean delta, Actor by) {
        clock.get().ifPresent(why -> {
            throw new ClockDoubtful(why);
        });
        custody.requireReachable(authority.id());
        long reach = revocations.reach(authority.id());
        RevocationLists.Wish wish = new RevocationLists.Wish(ListIssuer.of(authority, scope), reach, delta, by);
        try (Spool spool = files.spool()) {
            OpenedList opened = lists.open(wish, spool);
            LintedRevocationList linted = opened.linted();
            Der signature = authority.sign(linted);
            ListFiles.Draft draft = files.write(linted.frame().signed(linted.entries(), linted.algorithm(), signature));
            PublishedList published = published(opened, signature, draft, by);
            shelf.put(published, draft);
            meters.counter("muhr.crl.published", "authority", authority.id().toString())
                    .increment();
            LOG.infof(
                    "CRL %d of %s%s with %d entries",
                    published.number(), scope, delta ? " (changes)" : "", linted.count());
            return published;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PublishedList published(OpenedList opened, Der signature, ListFiles.Draft draft, Actor by) {
        try {
            return lists.publish(opened, signature, draft.sha256(), by);
        } catch (RuntimeException e) {
            files.discard(draft.file());
            throw e;
        }
    }

    /** No time to write into a list. */
    static final class ClockDoubtful extends IllegalStateException implements Unavailable {

        private static final long serialVersionUID = 1L;

        ClockDoubtful(Refusal why) {
            super("no CRL is dated by a clock that is not trusted: " + why.value());
        }
    }
}
