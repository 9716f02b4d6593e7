package pk.muhr.timestamp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a process has of the time-stamping units that the policy names. */
@ConfigMapping(prefix = "muhr.tsa")
interface TsaConfiguration {

    /** The token in which it makes and uses their keys. */
    @WithDefault("muhr-timestamp")
    String token();

    /** The units that it may take; all where nothing is said. */
    Optional<List<String>> units();

    /** How many it takes at the most, so that other replicas have some; all where nothing is said. */
    OptionalInt unitsAtMost();
}
