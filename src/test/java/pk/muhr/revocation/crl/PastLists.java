package pk.muhr.revocation.crl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.quarkus.arc.Unremovable;
import io.quarkus.narayana.jta.QuarkusTransaction;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.lint.Linter;
import pk.muhr.revocation.Revocations;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Der;

/** Makes lists at another time than now, by the same code and the same key. */
@Unremovable
@ApplicationScoped
class PastLists {

    private static final Actor TEST = Actor.system("test");

    private final EntityManager entities;
    private final RevokedEntries entries;
    private final Revocations revocations;
    private final ActivePolicy policy;
    private final AuditRecords audit;
    private final ListFiles files;

    PastLists(
            EntityManager entities,
            RevokedEntries entries,
            Revocations revocations,
            ActivePolicy policy,
            AuditRecords audit,
            ListFiles files) {
        this.entities = entities;
        this.entries = entries;
        this.revocations = revocations;
        this.policy = policy;
        this.audit = audit;
        this.files = files;
    }

    PublishedList make(CertificateAuthority authority, ListScope scope, boolean delta, Instant at) {
        RevocationLists lists =
                new RevocationLists(entities, entries, policy, new Linter(), audit, Clock.fixed(at, ZoneOffset.UTC));
        RevocationLists.Wish wish = new RevocationLists.Wish(
                ListIssuer.of(authority, scope), revocations.reach(authority.id()), delta, TEST);
        try (Spool spool = files.spool()) {
            OpenedList opened = QuarkusTransaction.requiringNew().call(() -> lists.open(wish, spool));
            Der signature = authority.sign(opened.linted());
            ListFiles.Draft draft = files.write(opened.linted()
                    .frame()
                    .signed(opened.linted().entries(), opened.linted().algorithm(), signature));
            files.discard(draft.file());
            return QuarkusTransaction.requiringNew().call(() -> lists.publish(opened, signature, draft.sha256(), TEST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
