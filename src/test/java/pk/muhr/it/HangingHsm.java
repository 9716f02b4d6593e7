package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

import pk.muhr.command.development.SoftHsmLibrary;

/**
 * A module that hangs in the midst of its calls, and goes on: opensc's pkcs11-spy tells each call to a pipe before it
 * passes it on to SoftHSM2, and whoever reads the pipe can stop reading.
 */
final class HangingHsm implements AutoCloseable {

    private final Path pipe;
    private final Process reader;

    /** @param pipe a file that does not exist */
    HangingHsm(Path pipe) {
        this.pipe = pipe;
        Ran.toItsEnd(new ProcessBuilder("mkfifo", pipe.toString())).successfully();
        try {
            // Open for writing too, so that it does not end with the first of those who write.
            reader = new ProcessBuilder("sh", "-c", "exec cat <>\"$0\" >/dev/null", pipe.toString()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> environment() {
        return Map.of("PKCS11SPY", SoftHsmLibrary.find().toString(), "PKCS11SPY_OUTPUT", pipe.toString());
    }

    Map<String, String> configuration() {
        return Map.of("muhr.hsm.library", SpyLog.library().toString());
    }

    /** From as many calls on as fill the pipe, none comes back. */
    void freeze() {
        signal("-STOP");
    }

    /** All go on where they were. */
    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        Ran.toItsEnd(new ProcessBuilder("kill", signal, Long.toString(reader.pid())))
                .successfully();
    }

    @Override
    public void close() {
        reader.destroyForcibly();
    }
}
