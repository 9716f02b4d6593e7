package pk.muhr.revocation.testsite;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import pk.muhr.policy.ProfileId;

/** Where the test web sites are. There are none while body, domain or directory are left out. */
@ConfigMapping(prefix = "muhr.test-sites")
public interface TestSiteConfiguration {

    /** Whose certificates they are: a body on record. */
    Optional<String> body();

    /** Below this domain, which the body has proved, they have their names: {@code valid.gov-tls.DOMAIN}. */
    Optional<String> domain();

    /** Where the keys of the sites lie; they are files, because they prove nothing but the sites. */
    Optional<Path> directory();

    /** Where they are served over HTTPS; nowhere when left out. */
    OptionalInt port();

    /** Address to listen on. */
    @WithDefault("0.0.0.0")
    String host();

    /** Time between two looks whether one is due, or {@code off}. */
    @WithDefault("10m")
    String every();

    /** Profile of the valid and the revoked one. */
    @WithDefault("tls-server")
    ProfileId profile();

    /** Profile of the one that is let expire, which therefore should be short-lived. */
    @WithDefault("tls-server-brief")
    ProfileId expiring();
}
