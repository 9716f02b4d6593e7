package pk.muhr.command.bench;

/** Whether a service has become as fast as it gets: for three steps in a row none was clearly the best so far. */
final class Steadiness {

    private static final int STEPS = 3;
    private static final double CLEARLY = 1.05;

    private double best;
    private int withoutBetter;

    /** The rate of the next step. */
    void add(double rate) {
        if (rate > best * CLEARLY) {
            best = rate;
            withoutBetter = 0;
        } else {
            withoutBetter++;
        }
    }

    boolean isReached() {
        return withoutBetter >= STEPS;
    }
}
