package pk.muhr.safety.clock;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import pk.muhr.safety.RoleWords;

/** Sources as the configuration names them. */
record ConfiguredClock(List<String> names, OptionalInt agreement, String chronyc) implements ClockConfiguration {

    @Override
    public Optional<List<String>> sources() {
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    @Override
    public Duration alarm() {
        return Duration.ofMillis(100);
    }

    @Override
    public Duration step() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration issuanceStep() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration chronyOldest() {
        return Duration.ofHours(1);
    }

    static ClockSources sources(Clock clock, String mode, String role, String... names) {
        return sources(clock, mode, role, new ConfiguredClock(Arrays.asList(names), OptionalInt.empty(), "chronyc"));
    }

    /** Chrony alone, as this program tells of it. */
    static ClockSources chrony(Clock clock, Path program) {
        return sources(
                clock,
                "development",
                "all",
                new ConfiguredClock(List.of(ChronySource.NAME), OptionalInt.empty(), program.toString()));
    }

    private static ClockSources sources(Clock clock, String mode, String role, ConfiguredClock configuration) {
        return new ClockSources(configuration, RoleWords.roles(role), clock, new SecureRandom(), mode);
    }
}
