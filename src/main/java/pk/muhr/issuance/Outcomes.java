package pk.muhr.issuance;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import pk.muhr.audit.Actor;
import pk.muhr.ca.SignedCertificate;

/** What became of each intent: one outcome, and the first one written stands. */
interface Outcomes {

    /**
     * Commits a verified signature with its audit record. From this commit on the certificate exists for everybody.
     *
     * @return false when the intent was orphaned meanwhile; then the bytes must be dropped, the serial is revoked
     */
    default boolean issued(Intent intent, SignedCertificate signed, Actor actor) {
        return issued(List.of(new Signed(intent, signed)), actor).contains(intent.id());
    }

    /** An intent and the verified signature over its bytes. */
    record Signed(Intent intent, SignedCertificate certificate) {}

    /**
     * The same for many at once, in one transaction.
     *
     * @return the intents whose certificates exist now; the bytes of all others must be dropped
     */
    Set<UUID> issued(List<Signed> signed, Actor actor);

    /**
     * Gives an intent up and revokes its serial in the same transaction, since its signature may exist somewhere.
     *
     * @return false when it has an outcome already
     */
    boolean orphaned(Intent intent, Actor actor);
}
