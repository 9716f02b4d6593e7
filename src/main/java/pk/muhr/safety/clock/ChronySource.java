package pk.muhr.safety.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The chrony daemon of this machine, asked by {@code chronyc -c tracking}. How far the clock may be off is what chrony's
 * manual says: root dispersion and half of the root delay, besides the offset that is being corrected. It goes on saying
 * that it is synchronised when it hears none of its own sources any more, so how long ago it did counts.
 *
 * @param oldest how long ago it may have heard one
 */
record ChronySource(String program, Duration oldest, Clock clock) implements ClockSource {

    static final String NAME = "chrony";

    private static final int SECONDS = 2;
    private static final int REFERENCE = 0;
    private static final int STRATUM = 2;
    private static final int REFERENCE_TIME = 3;
    private static final int SYSTEM_TIME = 4;
    private static final int ROOT_DELAY = 10;
    private static final int ROOT_DISPERSION = 11;
    private static final int LEAP = 13;
    private static final int FIELDS = 14;
    private static final String OWN_CLOCK = "7F7F0101";
    private static final double NANOS = 1e9;

    /** How fast a clock that nobody corrects goes wrong: PHI of RFC 5905 §7.2. */
    private static final double DRIFT = 15e-6;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ClockLook look() throws IOException {
        Process process = new ProcessBuilder(program, "-c", "tracking")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(program + " -c tracking did not answer; is chronyd running?");
            }
            return read(
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII),
                    oldest,
                    clock.instant());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    static ClockLook read(String answer, Duration oldest, Instant now) throws IOException {
        String[] fields = answer.strip().split(",");
        try {
            if (fields.length < FIELDS
                    || Integer.parseInt(fields[STRATUM]) < 1
                    || fields[REFERENCE].equals(OWN_CLOCK)
                    || fields[LEAP].equals("Not synchronised")) {
                throw new IOException("chrony is not synchronised: " + answer.strip());
            }
            Instant heard = Instant.EPOCH.plus(seconds(Double.parseDouble(fields[REFERENCE_TIME])));
            Duration age = Duration.between(heard, now).abs();
            if (age.compareTo(oldest) > 0) {
                throw new IOException("chrony heard its sources " + age.toSeconds() + " s ago");
            }
            double error = Double.parseDouble(fields[ROOT_DISPERSION])
                    + Double.parseDouble(fields[ROOT_DELAY]) / 2
                    + age.toNanos() / NANOS * DRIFT;
            return new ClockLook(
                    seconds(Double.parseDouble(fields[SYSTEM_TIME])),
                    seconds(error),
                    !fields[LEAP].equals("Normal"),
                    Optional.of(heard));
        } catch (NumberFormatException e) {
            throw new IOException("chronyc said what is not understood: " + answer.strip(), e);
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS));
    }
}
