package pk.muhr.safety.clock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the clock is compared with. */
@ConfigMapping(prefix = "muhr.clock")
public interface ClockConfiguration {

    /**
     * {@code chrony}, {@code ntp:HOST} or {@code ntp:HOST:PORT}, as many as there are; or {@code system} alone, which
     * production refuses. Where nothing is said it is {@code chrony} in production and {@code system} elsewhere.
     */
    Optional<List<String>> sources();

    /** How many of them must agree; more than half where nothing is said. */
    OptionalInt agreement();

    /** From which offset on, whichever way, somebody is to look at the clock; tokens stop at half of their accuracy. */
    @WithDefault("PT0.1S")
    Duration alarm();

    /** From which jump on it was set: no token until it is right, and a record; at most a second. */
    @WithDefault("PT1S")
    Duration step();

    /** Beyond which jump or offset no certificate is issued; at most five seconds. */
    @WithDefault("PT5S")
    Duration issuanceStep();

    /** How long ago chrony may have heard its own sources last; it asks the quietest of them every 17 minutes. */
    @WithDefault("PT1H")
    Duration chronyOldest();

    /** The program that asks chrony. */
    @WithDefault("chronyc")
    String chronyc();
}
