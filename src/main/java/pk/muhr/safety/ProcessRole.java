package pk.muhr.safety;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A part of the work that one process may do alone (architecture, section 1). */
public enum ProcessRole {
    /** Issuance, revocation, CRLs, ceremonies, activation of policies: whatever needs an authority's key. */
    AUTHORITY,
    /** The API and the console, for bodies and officers. */
    REGISTRATION,
    /** OCSP, CRLs and certificates, for the whole internet, with no authority's key and nothing to write but answers. */
    STATUS,
    /** Time-stamps, for the whole internet. */
    TIMESTAMP;

    /** The word in {@code muhr.roles}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ProcessRole> of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
