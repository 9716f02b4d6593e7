package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

import pk.muhr.it.foreign.ForeignTools;

/** The clock of a process, which a test sets while it runs; its monotonic one stays true (libfaketime). */
record SteppedClock(Path file) {

    /** Right at first; its file is in this new directory. */
    static SteppedClock in(Path directory) {
        try {
            SteppedClock clock =
                    new SteppedClock(Files.createDirectories(directory).resolve("offset"));
            clock.set("+0");
            return clock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the environment of the process, and of those that it starts. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                ForeignTools.libfaketime().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_NO_CACHE",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", // 1, its default, makes every timed wait of Java return at once
                "0",
                "NO_FAKE_STAT",
                "1");
    }

    /**
     * Sets it, whole for whoever looks.
     *
     * @param words how far from the right time, such as {@code +2} for seconds or {@code -1d}
     */
    void set(String words) {
        try {
            Path next = Files.writeString(file.resolveSibling("next"), words + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
