package pk.muhr.issuance;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import pk.muhr.x509.Sha256;

/** Keys that were reported compromised; never certified again (BR §6.1.1.3). {@code revocation} implements it. */
public interface CompromisedKeys {

    /** Whether a certificate of this key (SHA-256 of its SubjectPublicKeyInfo) was revoked for key compromise. */
    default boolean contains(Sha256 subjectKey) {
        return !among(List.of(subjectKey)).isEmpty();
    }

    /** Those of these keys of which that is so. */
    Set<Sha256> among(Collection<Sha256> subjectKeys);
}
