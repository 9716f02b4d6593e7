package pk.muhr.revocation;

import java.time.Instant;

import pk.muhr.x509.Sha256;

/**
 * A key that nobody may have certified.
 *
 * @param key SHA-256 of its SubjectPublicKeyInfo
 * @param reason a sentence of whoever blocked it, or the certificate that was revoked for it
 */
public record BlockedKey(Sha256 key, String reason, String by, Instant at) {}
