package pk.muhr.revocation;

import java.util.Optional;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * A certificate of some key.
 *
 * @param fingerprint absent while it is being signed
 */
public record KeyCertificate(
        AuthorityId authority, Sha256 issuerKey, SerialNumber serial, Optional<Sha256> fingerprint) {}
