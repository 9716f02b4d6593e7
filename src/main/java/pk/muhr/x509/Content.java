package pk.muhr.x509;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that are given piece by piece, the same each time, so that they need not fit in memory. */
@FunctionalInterface
public interface Content {

    /** Writes all of them; closes nothing. */
    void writeTo(OutputStream out) throws IOException;
}
