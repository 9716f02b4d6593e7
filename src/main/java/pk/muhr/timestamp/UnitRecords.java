package pk.muhr.timestamp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets tokens that were made at the same time share one commit: whoever comes while one is under way waits, and the next
 * takes all who wait with it; while several ask at once, commits are as far apart as lets more share one. A thread of its
 * own writes, so that nobody waits longer than the deadline for a database
 * that does not answer: the write is interrupted then, which closes its connection, and the next one tries over another.
 * What it wrote before may stay: a record without an answer.
 */
final class UnitRecords {

    /** How long whoever asks waits for the record. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final int MOST = 500;

    /** From one write to the next while several ask at once: more tokens share a commit, each a little later. */
    private static final Duration PACE = Duration.ofMillis(8);

    private final TimeStamps records;
    private final String unit;
    private final int block;
    private final Duration deadline;
    private final AtomicReference<Thread> writer = new AtomicReference<>();
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

    private record Waiting(TimeStamp stamp, CompletableFuture<Void> done) {}

    UnitRecords(TimeStamps records, String unit, int block, Duration deadline) {
        this.records = records;
        this.unit = unit;
        this.block = block;
        this.deadline = deadline;
    }

    /**
     * Returns when the token is on record for good; throws what kept the commit from it.
     *
     * @throws NoTimeStamp when it is not on record within the deadline
     */
    void record(TimeStamp stamp) {
        Waiting mine = new Waiting(stamp, new CompletableFuture<>());
        queue.add(mine);
        begin();
        try {
            mine.done().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            giveUp(mine);
            throw late(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late(e);
        }
    }

    private static NoTimeStamp late(Exception cause) {
        return new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "the unit cannot record tokens now; try later", cause);
    }

    /** One that still stands in the queue waits behind a write that takes as long; one in it is that write. */
    private void giveUp(Waiting mine) {
        Thread stuck = writer.get();
        if (!queue.remove(mine) && stuck != null && !mine.done().isDone()) {
            stuck.interrupt();
        }
    }

    private void begin() {
        if (writer.get() == null) {
            Thread thread = Thread.ofVirtual().name("tsa records " + unit).unstarted(this::writeAll);
            if (writer.compareAndSet(null, thread)) {
                thread.start();
            }
        }
    }

    /** Whoever adds one while the last is written begins anew, or is seen here. */
    private void writeAll() {
        try {
            for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
                Thread.interrupted(); // it was meant for the batch before
                long begun = System.nanoTime();
                write(batch);
                if (batch.size() > 1) {
                    LockSupport.parkNanos(begun + PACE.toNanos() - System.nanoTime());
                }
            }
        } finally {
            writer.set(null);
            if (!queue.isEmpty()) {
                begin();
            }
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
