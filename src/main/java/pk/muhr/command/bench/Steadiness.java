package pk.muhr.command.bench;

/**
 * Whether a service has become as fast as it gets: for three steps in a row none was clearly the best so far, nor did the
 * Java machine's compilers still have much to do. (On a machine with few processors they get little time, and the service
 * is slow for as long as they are behind.)
 */
final class Steadiness {

    private static final int STEPS = 3;
    private static final double CLEARLY = 1.05;
    private static final double MUCH = 0.04;

    private double best;
    private int quiet;

    /**
     * The next step.
     *
     * @param rate how fast it was
     * @param compilers their part of the processor time in it, from 0 to 1
     */
    void add(double rate, double compilers) {
        boolean better = rate > best * CLEARLY;
        if (better) {
            best = rate;
        }
        quiet = better || compilers > MUCH ? 0 : quiet + 1;
    }

    boolean isReached() {
        return quiet >= STEPS;
    }
}
