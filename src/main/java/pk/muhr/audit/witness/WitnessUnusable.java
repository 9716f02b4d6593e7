package pk.muhr.audit.witness;

import java.io.IOException;
import java.io.Serial;

/** A witness's directory is not as it must be. The message says what to do, in sentences. */
public final class WitnessUnusable extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    WitnessUnusable(String message) {
        super(message);
    }
}
