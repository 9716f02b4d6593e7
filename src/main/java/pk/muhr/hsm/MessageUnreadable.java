package pk.muhr.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What was to be signed could not be read to its end. Nothing was signed. */
public final class MessageUnreadable extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    MessageUnreadable(IOException cause) {
        super("what was to be signed cannot be read: " + cause.getMessage(), cause);
    }
}
