package pk.muhr.revocation.observer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import pk.muhr.policy.ProfileId;

/** How often and how patiently the public addresses are looked at. */
@ConfigMapping(prefix = "muhr.observer")
public interface ObserverConfiguration {

    /** Time between two rounds, or {@code off}. */
    @WithDefault("20s")
    String every();

    /** Longest silence of an address before it counts as broken. */
    @WithDefault("3s")
    Duration patience();

    /** Longest time for one whole answer. */
    @WithDefault("15s")
    Duration deadline();

    /** How long an answer that is no longer the newest may still be served; the time that caches keep it. */
    @WithDefault("30s")
    Duration lag();

    /** Where to connect for a host of the public addresses, as {@code ADDRESS:PORT}; others are asked of the DNS. */
    Map<String, String> hosts();

    /** The certificate that is issued to be revoked. */
    CanaryConfiguration canary();

    /** The certificate that is issued to be revoked. */
    interface CanaryConfiguration {

        /** Time between two of each profile, or {@code off}. */
        @WithDefault("1h")
        String every();

        /** Whose certificate it is: a body on record; none is issued while this is left out. */
        Optional<String> body();

        /** Its DNS name, at or below a domain that the body has proved. */
        Optional<String> name();

        /** Profiles it is issued under, where the bundle in force has them; each takes a DNS name alone. */
        @WithDefault("tls-server,authentication-device")
        List<ProfileId> profiles();
    }
}
