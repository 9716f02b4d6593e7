package pk.muhr.timestamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets tokens that were made at the same time share one commit: whoever comes while one is under way waits, and the next
 * takes all who wait with it.
 */
final class UnitRecords {

    private static final int MOST = 500;

    private final TimeStamps records;
    private final String unit;
    private final int block;
    private final ReentrantLock writing = new ReentrantLock();
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

    private record Waiting(TimeStamp stamp, CompletableFuture<Void> done) {}

    UnitRecords(TimeStamps records, String unit, int block) {
        this.records = records;
        this.unit = unit;
        this.block = block;
    }

    /** Returns when the token is on record for good; throws what kept the commit from it. */
    void record(TimeStamp stamp) {
        Waiting mine = new Waiting(stamp, new CompletableFuture<>());
        queue.add(mine);
        writing.lock();
        try {
            while (!mine.done().isDone()) {
                write(next());
            }
        } finally {
            writing.unlock();
        }
        try {
            mine.done().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private List<Waiting> next() {
        List<Waiting> next = new ArrayList<>();
        for (Waiting one = queue.poll(); one != null; one = next.size() < MOST ? queue.poll() : null) {
            next.add(one);
        }
        return next;
    }

    private void write(List<Waiting> batch) {
        try {
            records.record(unit, block, batch.stream().map(Waiting::stamp).toList());
            batch.forEach(one -> one.done().complete(null));
        } catch (RuntimeException | Error e) { // nobody waits for ever
            batch.forEach(one -> one.done().completeExceptionally(e));
            if (e instanceof Error error) {
                throw error;
            }
        }
    }
}
