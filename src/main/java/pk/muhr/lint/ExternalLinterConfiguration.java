package pk.muhr.lint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which programs of others may judge what is about to be signed; none by default. */
@ConfigMapping(prefix = "muhr.lint")
public interface ExternalLinterConfiguration {

    /** By the name that profiles call them. */
    Map<String, Program> external();

    /** A program that takes zlint's arguments and answers zlint's JSON. */
    interface Program {

        /** Where it lies. */
        Path command();

        /** How long it may take for one certificate, its place in the queue included. */
        @WithDefault("PT5S")
        Duration deadline();

        /** How many of it may run at a time. */
        @WithDefault("2")
        int atOnce();
    }
}
