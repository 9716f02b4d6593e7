package pk.muhr.timestamp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import pk.muhr.x509.Certificate;

/**
 * Lets tokens that were made at the same time share one commit: whoever comes while one is under way waits, and the next
 * takes all who wait with it; while several ask at once, commits are as far apart as lets more share one. A thread of its
 * own writes, so that nobody waits longer than the deadline for a database
 * that does not answer: the write is interrupted then, which closes its connection, and the next one tries over another.
 * What it wrote before may stay: a record without an answer. After the commit it is asked whether the unit's certificate,
 * or one above it, was revoked meanwhile: then nobody gets the tokens, whatever the last look at the unit said.
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
    private final Predicate<List<Certificate>> revoked;
    private final AtomicReference<Thread> writer = new AtomicReference<>();
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private List<Waiting> written = List.of(); // now, by the writer

    private record Waiting(TimeStamp stamp, List<Certificate> chain, CompletableFuture<Void> done) {}

    /** @param revoked whether one of these certificates is, the unit's first */
    UnitRecords(TimeStamps records, String unit, int block, Duration deadline, Predicate<List<Certificate>> revoked) {
        this.revoked = revoked;
        this.records = records;
        this.unit = unit;
        this.block = block;
        this.deadline = deadline;
    }

    /**
     * Returns when the token is on record for good; throws what kept the commit from it.
     *
     * @param chain of its unit
     * @throws NoTimeStamp when it is not on record within the deadline, or its unit was revoked
     */
    void record(TimeStamp stamp, List<Certificate> chain) {
        Waiting mine = new Waiting(stamp, chain, new CompletableFuture<>());
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
        if (queue.remove(mine)) {
            return;
        }
        writing.lock();
        try {
            if (written.contains(mine)) { // else it ended this moment, and the write under way is of others
                writer.get().interrupt();
            }
        } finally {
            writing.unlock();
        }
    }

    /** What is written now; an interrupt that was meant for what was written before means nothing any more. */
    private void writes(List<Waiting> batch) {
        writing.lock();
        try {
            written = batch;
            Thread.interrupted();
        } finally {
            writing.unlock();
        }
    }

    private void begin() {
        if (writer.get() == null) {
            Thread thread = Thread.ofVirtual().name("tsa records " + unit).unstarted(this::writeAll);
            if (writer.compareAndSet(null, thread)) {
                start(thread);
            }
        }
    }

    private void start(Thread thread) {
        try {
            thread.start();
        } catch (RuntimeException | Error e) { // else nobody would write any more
            writer.set(null);
            throw e;
        }
    }

    /** Whoever adds one while the last is written begins anew, or is seen here. */
    private void writeAll() {
        try {
            for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
                long begun = System.nanoTime();
                writes(batch);
                write(batch);
                writes(List.of());
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
            Map<List<Certificate>, Boolean> asked = new HashMap<>();
            batch.forEach(one -> {
                if (asked.computeIfAbsent(one.chain(), revoked::test)) {
                    one.done()
                            .completeExceptionally(new NoTimeStamp(
                                    FailureInfo.SYSTEM_FAILURE, "the unit's certificate is revoked; try later"));
                } else {
                    one.done().complete(null);
                }
            });
        } catch (RuntimeException | Error e) { // nobody waits for ever
            batch.forEach(one -> one.done().completeExceptionally(e));
            if (e instanceof Error error) {
                throw error;
            }
        }
    }
}
