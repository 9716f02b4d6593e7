package pk.muhr.it;

import java.nio.file.Path;

/**
 * A data directory that one {@code ./muhr start} founded, for all tests: its RSA-4096 keys take long to make. Each test
 * works on a copy, so none sees what another did.
 */
final class FoundedData {

    /** What certificates of the founded hierarchy carry; the default of a start on the usual port. */
    static final String PUBLIC_URL = "http://pki.example.gov.pk:8080";

    private FoundedData() {}

    /** Made once, when first asked for. */
    private static final class Original {
        static final Path PATH = found();

        private static Path found() {
            DataDirectory data = new DataDirectory(Clone.place("founded"));
            try (RunningProgram program = new RunningProgram(
                    Clone.thisOne(), data, Doors.free(), RunningProgram.BRIEF, "--public-url", PUBLIC_URL)) {
                System.out.printf("founding a new data directory: ready in %s%n", program.start());
                program.stopInOrder();
            }
            return data.path();
        }
    }

    /** A copy at a path that does not exist yet. */
    static DataDirectory copiedTo(Path fresh) {
        Ran.toItsEnd(new ProcessBuilder("cp", "-a", Original.PATH.toString(), fresh.toString()))
                .successfully();
        return new DataDirectory(fresh);
    }
}
