package pk.muhr.issuance;

import pk.muhr.audit.Actor;
import pk.muhr.ca.SignedCertificate;

/** What became of each intent: one outcome, and the first one written stands. */
interface Outcomes {

    /**
     * Commits a verified signature with its audit record. From this commit on the certificate exists for everybody.
     *
     * @return false when the intent was orphaned meanwhile; then the bytes must be dropped, the serial is revoked
     */
    boolean issued(Intent intent, SignedCertificate signed, Actor actor);

    /**
     * Gives an intent up and revokes its serial in the same transaction, since its signature may exist somewhere.
     *
     * @return false when it has an outcome already
     */
    boolean orphaned(Intent intent, Actor actor);
}
