package pk.muhr.command.development;

import java.io.Serial;

/**
 * A command cannot go on. The message is for the person at the terminal: what failed, why, and what to do about it, in
 * whole sentences. {@code Muhr} prints it without a stack trace and ends with {@link #exitStatus()}.
 */
public class Refused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    /** Something about this machine or this installation is in the way: exit status 1. */
    public Refused(String message) {
        this(message, 1, null);
    }

    /** As above, with what the platform said; the cause's own words belong in the message already. */
    public Refused(String message, Throwable cause) {
        this(message, 1, cause);
    }

    private Refused(String message, int exitStatus, Throwable cause) {
        super(message, cause);
        this.exitStatus = exitStatus;
    }

    /** The command line itself is wrong: exit status 2, as shells have it. */
    public static Refused usage(String message) {
        return new Refused(message, 2, null);
    }

    /** What the process ends with. */
    public int exitStatus() {
        return exitStatus;
    }
}
