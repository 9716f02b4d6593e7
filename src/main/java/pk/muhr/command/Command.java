package pk.muhr.command;

/** One sub-command of the program. */
interface Command {

    /** What it is called and takes. */
    Syntax syntax();

    /**
     * Does it; returning means exit status 0.
     *
     * @throws pk.muhr.command.development.Refused when it cannot go on
     */
    void run(Arguments arguments);
}
