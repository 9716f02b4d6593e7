package pk.muhr.issuance;

import pk.muhr.problem.Unavailable;

/** Something changed while a certificate was being prepared, or another replica was first. What was
 * signed, if anything was, is revoked and was given to nobody. */
public final class Superseded extends IllegalStateException implements Unavailable {

    private static final long serialVersionUID = 1L;

    Superseded(String message, Throwable cause) {
        super(message, cause);
    }
}
