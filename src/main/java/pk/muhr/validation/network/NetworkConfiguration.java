package pk.muhr.validation.network;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where proofs may be looked for besides the public Internet; for tests and development, refused in production. */
@ConfigMapping(prefix = "muhr.validation")
public interface NetworkConfiguration {

    /** Blocks of addresses such as {@code 127.0.0.0/8}. */
    Optional<List<String>> allow();

    /** The port that plain HTTP means. */
    @WithDefault("80")
    int httpPort();

    /** The port that HTTPS means. */
    @WithDefault("443")
    int httpsPort();
}
