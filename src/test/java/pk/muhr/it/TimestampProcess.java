package pk.muhr.it;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import pk.muhr.command.development.SoftHsmLibrary;

/** A process with the role {@code timestamp} alone, with a token directory in which no authority's token is. */
final class TimestampProcess extends RoleProcess {

    static final String ROLE = "muhr_timestamp";

    /**
     * Starts one and returns at once.
     *
     * @param tokens its token directory, which several may share
     */
    TimestampProcess(RunningProgram program, Path directory, TimestampTokens tokens) {
        this(program, directory, tokens, Map.of(), Map.of());
    }

    /**
     * The same in another environment or with more configuration.
     *
     * @param more configuration beside the usual
     */
    TimestampProcess(
            RunningProgram program,
            Path directory,
            TimestampTokens tokens,
            Map<String, String> environment,
            Map<String, String> more) {
        super(
                program,
                directory,
                "timestamp",
                ROLE,
                with(environment, Map.of("SOFTHSM2_CONF", tokens.configuration().toString())),
                with(
                        Map.of(
                                "muhr.instance",
                                directory.getFileName().toString(),
                                "muhr.log.directory",
                                program.data().path().resolve("checkpoints").toString(),
                                "muhr.hsm.configuration",
                                Path.of("hsm-config/softhsm2.cfg")
                                        .toAbsolutePath()
                                        .toString(),
                                "muhr.hsm.library",
                                SoftHsmLibrary.find().toString(),
                                "muhr.hsm.tokens.\"" + TimestampTokens.LABEL + "\".pin-file",
                                tokens.pin().toString()),
                        more));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }
}
