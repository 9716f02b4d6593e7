package pk.muhr.issuance;

import java.util.Optional;
import java.util.UUID;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** A committed intention to sign: from its commit on, a certificate with this serial may exist. */
public record Intent(UUID id, Optional<UUID> request, AuthorityId authority, Sha256 issuerKey, SerialNumber serial) {}
