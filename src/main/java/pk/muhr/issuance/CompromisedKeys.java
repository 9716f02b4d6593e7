package pk.muhr.issuance;

import pk.muhr.x509.Sha256;

/** Keys that were reported compromised; never certified again (BR §6.1.1.3). {@code revocation} implements it. */
public interface CompromisedKeys {

    /** Whether a certificate of this key (SHA-256 of its SubjectPublicKeyInfo) was revoked for key compromise. */
    boolean contains(Sha256 subjectKey);
}
