package pk.muhr.audit.log;

import java.nio.file.Path;
import java.util.Optional;

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

    /**
     * Where its checkpoints are kept beside the database, to hold it against them at the next start: a directory that
     * those who can write to the database cannot. Without one, an old backup starts like any other database.
     */
    Optional<Path> directory();
}
