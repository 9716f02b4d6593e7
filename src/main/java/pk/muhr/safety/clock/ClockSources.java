package pk.muhr.safety.clock;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.safety.Installations.Kind;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/** The configured sources. */
@ApplicationScoped
class ClockSources {

    private static final String NTP = "ntp:";
    private static final int NTP_PORT = 123;

    private final List<ClockSource> sources;
    private final int agreement;
    private final ClockLimits limits;

    ClockSources(
            ClockConfiguration configuration,
            ProcessRoles roles,
            Clock clock,
            SecureRandom random,
            @ConfigProperty(name = "muhr.mode", defaultValue = "production") String mode) {
        boolean signs = Kind.of(mode) == Kind.PRODUCTION
                && (roles.has(ProcessRole.TIMESTAMP) || roles.has(ProcessRole.AUTHORITY));
        List<String> names =
                configuration.sources().orElseGet(() -> List.of(signs ? ChronySource.NAME : SystemSource.NAME)).stream()
                        .map(String::strip)
                        .toList();
        if (names.contains(SystemSource.NAME) && (signs || names.size() > 1)) {
            throw new IllegalStateException(
                    "muhr.clock.sources names system, this machine's own clock, with which no other can agree and which"
                            + " production does not sign by; write chrony, ntp:HOST, or several with commas");
        }
        names.stream()
                .filter(name -> Collections.frequency(normal(names), normal(name)) > 1)
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalStateException("muhr.clock.sources names " + name
                            + " twice, and one that agrees with itself says nothing; name each once");
                });
        this.sources = names.stream()
                .map(name -> source(name, configuration, clock, random))
                .toList();
        this.agreement = configuration.agreement().orElse(names.size() / 2 + 1);
        this.limits = new ClockLimits(configuration.alarm(), configuration.step(), configuration.issuanceStep());
        if (agreement < 1 || agreement > names.size()) {
            throw new IllegalStateException(
                    "muhr.clock.agreement must be 1 to " + names.size() + ", as many as muhr.clock.sources names");
        }
    }

    /** How far off the clock may be. */
    ClockLimits limits() {
        return limits;
    }

    List<ClockSource> all() {
        return sources;
    }

    /** Whether they are others than this machine's own clock. */
    boolean areOthers() {
        return sources.stream().noneMatch(SystemSource.class::isInstance);
    }

    /** How many must agree. */
    int agreement() {
        return agreement;
    }

    private static List<String> normal(List<String> names) {
        return names.stream().map(ClockSources::normal).toList();
    }

    /** The same name for the same server. */
    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(":" + NTP_PORT) ? lower.substring(0, lower.lastIndexOf(':')) : lower;
    }

    private static ClockSource source(String name, ClockConfiguration configuration, Clock clock, SecureRandom random) {
        if (name.equals(SystemSource.NAME)) {
            return new SystemSource();
        }
        if (name.equals(ChronySource.NAME)) {
            return new ChronySource(configuration.chronyc(), configuration.chronyOldest(), clock);
        }
        if (name.startsWith(NTP) && name.length() > NTP.length()) {
            String[] parts = name.substring(NTP.length()).split(":", 2);
            int port = parts.length == 1 ? NTP_PORT : Integer.parseInt(parts[1]);
            return new SntpSource(name, new HostAddress(parts[0], InetAddress::getByName), port, clock, random);
        }
        throw new IllegalStateException(
                "muhr.clock.sources must be chrony, ntp:HOST, ntp:HOST:PORT or system, not " + name);
    }
}
