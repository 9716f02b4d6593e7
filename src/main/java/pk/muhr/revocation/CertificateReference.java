package pk.muhr.revocation;

import java.util.Optional;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * A certificate by what its status is kept under.
 *
 * @param fingerprint absent while it is being signed
 */
public record CertificateReference(
        AuthorityId authority, Sha256 issuerKey, SerialNumber serial, Optional<Sha256> fingerprint) {}
