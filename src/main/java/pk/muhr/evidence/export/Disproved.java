package pk.muhr.evidence.export;

import java.io.Serial;

/** Something in an export is not true, or not there. The message says where, and what. */
public final class Disproved extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    Disproved(String where, String what) {
        super(where + ": " + what);
    }
}
