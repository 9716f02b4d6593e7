package pk.muhr.command.bench;

/** One benchmark. */
interface Bench {

    /** What a person calls it. */
    String name();

    /** Whether it runs only when it is asked for by name, because the data directory is thrown away after it. */
    default boolean isForItself() {
        return false;
    }

    /** Measures and writes down what was found. */
    void run(Workbench workbench, Findings findings);
}
