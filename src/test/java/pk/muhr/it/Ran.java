package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * How a program ended that was run to its end, and what it said.
 *
 * @param children the programs that it started, as far as they lived for a moment
 */
public record Ran(int status, String output, String errors, Set<String> children) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_EVERY_MILLIS = 25;

    /** Runs it with nothing on its standard input; ends it, and what it started, after two minutes. */
    public static Ran toItsEnd(ProcessBuilder builder) {
        return toItsEnd(builder, PATIENCE);
    }

    public static Ran toItsEnd(ProcessBuilder builder, Duration patience) {
        try {
            Path output = Files.createTempFile("muhr-it", ".out");
            Path errors = Files.createTempFile("muhr-it", ".err");
            try {
                Process process = builder.redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
                Set<String> children = await(process, builder, patience);
                return new Ran(process.exitValue(), Files.readString(output), Files.readString(errors), children);
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + builder.command(), e);
        }
    }

    private static Set<String> await(Process process, ProcessBuilder builder, Duration patience) {
        Set<String> children = new TreeSet<>();
        try {
            long end = System.nanoTime() + patience.toNanos();
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                process.descendants()
                        .forEach(child -> children.add(child.info().command().orElse("?")));
                if (System.nanoTime() > end) {
                    throw new AssertionError(builder.command() + " did not end within " + patience);
                }
            }
            return children;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Its standard output; an error with all it said when it failed. */
    public String successfully() {
        if (status != 0) {
            throw new AssertionError("status " + status + ", said:\n" + said());
        }
        return output;
    }

    /** Both streams, for what may stand on either. */
    public String said() {
        return output + errors;
    }
}
