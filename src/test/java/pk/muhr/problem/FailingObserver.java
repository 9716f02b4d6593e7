package pk.muhr.problem;

import jakarta.enterprise.context.ApplicationScoped;

/** Exists in tests only: an observer that cannot record, for as long as a test says so. */
@ApplicationScoped
public class FailingObserver implements RefusalObserver {

    private volatile boolean failing;

    FailingObserver() {}

    /** From now on refusals cannot, or can, be recorded. */
    public void fail(boolean now) {
        failing = now;
    }

    @Override
    public void refused(RefusedRequest request) {
        if (failing) {
            throw new IllegalStateException("secret reason why nothing is recorded");
        }
    }
}
