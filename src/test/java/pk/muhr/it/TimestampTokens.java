package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory of SoftHSM2 with one new token, for the keys of time-stamping units and nothing else.
 *
 * @param directory of its own
 */
record TimestampTokens(Path directory) {

    static final String LABEL = "muhr-timestamp";

    private static final String PIN = "a-pin-for-tests-alone";

    /** Makes it in a directory that does not exist yet. */
    static TimestampTokens in(Path directory) {
        TimestampTokens tokens = new TimestampTokens(directory);
        try {
            Files.createDirectories(directory.resolve("tokens"));
            Files.writeString(tokens.configuration(), """
                    directories.tokendir = %s
                    objectstore.backend = file
                    log.level = ERROR
                    slots.removable = false
                    """.formatted(directory.resolve("tokens")));
            Files.createFile(
                    tokens.pin(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(tokens.pin(), PIN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessBuilder tool = new ProcessBuilder(
                "softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", PIN);
        tool.environment().put("SOFTHSM2_CONF", tokens.configuration().toString());
        Ran.toItsEnd(tool).successfully();
        return tokens;
    }

    Path configuration() {
        return directory.resolve("softhsm2.conf");
    }

    Path pin() {
        return directory.resolve("pin");
    }
}
