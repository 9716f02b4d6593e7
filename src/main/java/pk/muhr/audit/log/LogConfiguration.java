package pk.muhr.audit.log;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The audit log's name and key. */
@ConfigMapping(prefix = "muhr.log")
public interface LogConfiguration {

    /**
     * Which log it is, in every checkpoint; never changed. Where nothing is said, host and port of {@code muhr.public-url}
     * and {@code /log}, as that never changes either.
     */
    Optional<String> origin();

    /** The token that its key lies in. */
    @WithDefault("muhr-log")
    String token();

    /**
     * Where its checkpoints are kept beside the database, to hold it against them at the next start: a directory that
     * those who can write to the database cannot. Without one, an old backup starts like any other database.
     */
    Optional<Path> directory();
}
