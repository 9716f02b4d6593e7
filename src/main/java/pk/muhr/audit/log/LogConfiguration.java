package pk.muhr.audit.log;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The audit log's name and key, and who keeps what it was beside the database. */
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

    /** Who else signs its checkpoints, each after it saw that the tree only grew; by a name of ours. */
    Map<String, WitnessOfLog> witnesses();

    /** How many of them are wanted on what is published and exported. */
    @WithDefault("0")
    int cosignatures();

    /** Where each checkpoint is put besides, by HTTP. */
    Optional<List<URI>> placeUrls();

    /** Who gets a checkpoint a day by e-mail: ECAC. */
    Optional<List<String>> mailTo();

    /** The time-stamping authority of others that stamps a checkpoint a day (RFC 3161); none where nothing is said. */
    Optional<URI> stampUrl();

    /** A file of certificates in PEM: whoever certified its units. */
    Optional<Path> stampIssuers();

    /** One of the witnesses (C2SP tlog-witness). */
    interface WitnessOfLog {

        /** Its verifier key, as it prints it. */
        String key();

        /** Its submission prefix: what {@code /add-checkpoint} is added to. */
        URI url();
    }
}
