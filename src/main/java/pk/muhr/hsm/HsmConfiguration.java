package pk.muhr.hsm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the tokens are and how long to wait for them. */
@ConfigMapping(prefix = "muhr.hsm")
public interface HsmConfiguration {

    /** A SunPKCS11 configuration with library and attribute templates, without name and slot; see hsm-config. */
    Optional<Path> configuration();

    /** Module library to use instead of the one that the configuration names. */
    Optional<Path> library();

    /** The tokens by label. */
    Map<String, TokenAccess> tokens();

    /** Signatures made at once per token. */
    @WithDefault("4")
    int threads();

    /** Signatures that may wait per token; more are rejected at once. */
    @WithDefault("256")
    int queue();

    /** Longest wait for one signature, waiting in the queue included. */
    @WithDefault("5s")
    Duration deadline();

    /** Failures and missed deadlines in a row after which a token is left alone for a while. */
    @WithDefault("5")
    int failures();

    /** How long it is left alone before one signature is tried. */
    @WithDefault("10s")
    Duration pause();

    /** Fresh logins in a row that may fail, at growing distance, before a token counts as lost. */
    @WithDefault("5")
    int replacements();

    /** How to get into one token. */
    interface TokenAccess {

        /** File with the user PIN, readable by its owner only. */
        Path pinFile();

        /** Serial number, needed only where two tokens bear the same label. */
        Optional<String> serial();
    }
}
