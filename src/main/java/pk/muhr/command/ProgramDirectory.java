package pk.muhr.command;

import java.nio.file.Path;

/** Where the program's own files lie ({@code policies/}, {@code hsm-config/}): the top of the source tree. */
record ProgramDirectory(Path path) {

    /** As the launcher says ({@code -Dmuhr.home=}), else where the person stands. */
    static ProgramDirectory ofThisProcess() {
        return new ProgramDirectory(
                Path.of(System.getProperty("muhr.home", "")).toAbsolutePath().normalize());
    }

    /** The development data directory when none is named. */
    Path defaultData() {
        return path.resolve(".muhr");
    }
}
