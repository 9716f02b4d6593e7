package pk.muhr.audit.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The audit log's name and key. */
@ConfigMapping(prefix = "muhr.log")
public interface LogConfiguration {

    /** Which log it is, in every checkpoint; never changed. As a rule the public host and a path. */
    @WithDefault("muhr.invalid/log")
    String origin();

    /** The token that its key lies in. */
    @WithDefault("muhr-log")
    String token();
}
