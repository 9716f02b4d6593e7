package pk.muhr.command.bench;

/** One benchmark. */
interface Bench {

    /** What a person calls it. */
    String name();

    /** Measures and writes down what was found. */
    void run(Workbench workbench, Findings findings);
}
