package pk.muhr.issuance;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Revokes the serial of an orphan. Joins the transaction that records the orphan; {@code revocation} implements it. */
public interface OrphanRevocation {

    /** Revokes the serial, or leaves it revoked. */
    void revoke(AuthorityId authority, Sha256 issuerKey, SerialNumber serial);
}
