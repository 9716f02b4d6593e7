package pk.muhr.revocation.crl;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.KeyCustody;
import pk.muhr.lint.LintedRevocationList;
import pk.muhr.revocation.Revocations;
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

    CrlMaker(
            KeyCustody custody,
            Revocations revocations,
            RevocationLists lists,
            ListFiles files,
            CrlShelf shelf,
            MeterRegistry meters) {
        this.custody = custody;
        this.revocations = revocations;
        this.lists = lists;
        this.files = files;
        this.shelf = shelf;
        this.meters = meters;
    }

    /**
     * Makes the next complete list of the scope, or the next of the changes.
     *
     * @throws pk.muhr.ca.AuthorityUnavailable when the token cannot sign; the list before stays served
     */
    PublishedList make(CertificateAuthority authority, ListScope scope, boolean delta, Actor by) {
        custody.requireReachable(authority.id());
        long reach = revocations.reach(authority.id());
        RevocationLists.Wish wish = new RevocationLists.Wish(ListIssuer.of(authority, scope), reach, delta, by);
        try (Spool spool = files.spool()) {
            OpenedList opened = lists.open(wish, spool);
            LintedRevocationList linted = opened.linted();
            Der signature = authority.sign(linted);
            ListFiles.Draft draft = files.write(linted.frame().signed(linted.entries(), linted.algorithm(), signature));
            PublishedList published = lists.publish(opened, signature, draft.sha256(), by);
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
}
