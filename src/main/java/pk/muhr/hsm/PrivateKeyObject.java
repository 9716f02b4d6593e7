package pk.muhr.hsm;

import java.nio.charset.StandardCharsets;

import pk.muhr.x509.Der;

/**
 * A private key as its token describes it.
 *
 * @param handle valid in this process while the token keeps its sessions
 * @param id CKA_ID: what ties it to a certificate; empty until it is named
 * @param label CKA_LABEL, for people
 */
record PrivateKeyObject(long handle, Der id, String label, KeyAttributes attributes) {

    boolean hasName() {
        return id.length() > 0 || !label.isEmpty();
    }

    /** Its name for a message. */
    String name() {
        return label.isEmpty() ? new String(id.bytes(), StandardCharsets.UTF_8) : label;
    }
}
