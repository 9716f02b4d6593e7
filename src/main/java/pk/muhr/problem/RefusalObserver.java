package pk.muhr.problem;

/**
 * Told of every problem that a resource answers with, before the answer leaves.
 *
 * <p>When an observer throws, the caller gets a 503 in its place: what cannot be recorded does not happen.
 */
public interface RefusalObserver {

    /** Called on a worker thread with the request's context; may block. */
    void refused(RefusedRequest request);
}
