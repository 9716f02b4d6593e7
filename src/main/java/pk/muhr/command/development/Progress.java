package pk.muhr.command.development;

import java.io.PrintStream;

/** Tells the person at the terminal what is going on, on standard error, so that standard output stays for results. */
public final class Progress {

    private final PrintStream out;

    private Progress(PrintStream out) {
        this.out = out;
    }

    /** Progress lines on standard error. */
    public static Progress onStandardError() {
        return new Progress(System.err);
    }

    /** No progress lines, for tests. */
    public static Progress silent() {
        return new Progress(new PrintStream(PrintStream.nullOutputStream()));
    }

    /** A step begins; {@code what} says so in a few words. */
    public void step(String what) {
        out.println("==> " + what);
        out.flush();
    }

    /** Something worth knowing that is not a step. */
    public void note(String what) {
        out.println("    " + what);
        out.flush();
    }
}
