package pk.muhr.revocation.crl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.revocation.Revocations;
import pk.muhr.x509.RevocationList;

/** Brings an older database up to the lists that were published from the newer one; doing it again changes nothing. */
@ApplicationScoped
public class ListRecovery {

    private final Hierarchy hierarchy;
    private final KeptLists kept;
    private final Revocations revocations;
    private final RevocationLists lists;

    ListRecovery(Hierarchy hierarchy, KeptLists kept, Revocations revocations, RevocationLists lists) {
        this.hierarchy = hierarchy;
        this.kept = kept;
        this.revocations = revocations;
        this.lists = lists;
    }

    /**
     * What was taken over.
     *
     * @param revocations holds and revocations
     * @param lists that were newer
     */
    public record TakenOver(int revocations, int lists) {}

    /** Whether every list outside is here too. */
    public boolean isNothingMissing() {
        return kept.missing().isEmpty();
    }

    /**
     * Takes over all that lies outside.
     *
     * @throws IOException when a list there cannot be read, or was not signed by its authority
     */
    public TakenOver takeOver(Actor by) throws IOException {
        int changed = 0;
        int newer = 0;
        for (CertificateAuthority authority : hierarchy.authorities()) {
            for (Map.Entry<Path, ListScope> file : kept.all(authority).entrySet()) {
                RevocationList list = KeptLists.list(file.getKey(), authority);
                ListScope scope = file.getValue();
                changed += revocations.takeOver(authority.id(), scope.shard(), list.entries(), by);
                if (lists.takeOver(scope, list, by)) {
                    newer++;
                }
            }
        }
        return new TakenOver(changed, newer);
    }
}
