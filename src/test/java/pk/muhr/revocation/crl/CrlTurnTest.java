package pk.muhr.revocation.crl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How wishes for a list are brought together, seen by an executor that does what it is told when it is told. */
class CrlTurnTest {

    private final Told executor = new Told();
    private BooleanSupplier work = () -> true;
    private int made;
    private final CrlTurn turn = new CrlTurn(executor, () -> {
        made++;
        return work.getAsBoolean();
    });

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    @Test
    void makesTheFirstListAtOnce() {
        turn.ask();
        assertThat(executor.delays).containsExactly(0L);
        executor.doNext();
        assertThat(made).isEqualTo(1);
        assertThat(executor.waiting).isEmpty();
    }

    @Test
    void makesOneListOfManyWishes() {
        turn.ask();
        turn.ask();
        turn.ask();
        executor.doNext();
        assertThat(made).isEqualTo(1);
        assertThat(executor.waiting).isEmpty();
    }

    @Test
    void makesAnotherForWhatWasWishedWhileTheFirstWasMade() {
        work = () -> {
            work = () -> true;
            turn.ask();
            turn.ask();
            return true;
        };
        turn.ask();
        executor.doNext();
        assertThat(executor.waiting).hasSize(1);
        assertThat(executor.delays.getLast()).isBetween(4L, 5L);
        executor.doNext();
        assertThat(made).isEqualTo(2);
        assertThat(executor.waiting).isEmpty();
    }

    @Test
    void waitsFiveSecondsAtMostAfterAList() {
        turn.ask();
        executor.doNext();
        turn.ask();
        assertThat(executor.delays.getLast()).isBetween(4L, 5L);
    }

    @Test
    void triesAgainAfterAFailureAndWaitsLongerEachTime() {
        work = () -> false;
        turn.ask();
        for (int i = 0; i < 10; i++) {
            executor.doNext();
        }
        assertThat(executor.delays).hasSize(11);
        assertThat(executor.delays.get(1)).isBetween(9L, 10L);
        assertThat(executor.delays.get(2)).isBetween(19L, 20L);
        assertThat(executor.delays.getLast()).isBetween(639L, 640L);
        work = () -> true;
        executor.doNext();
        assertThat(executor.waiting).isEmpty();
    }

    @Test
    void goesOnAfterWorkThatThrows() {
        work = () -> {
            throw new IllegalStateException("broken");
        };
        turn.ask();
        org.assertj.core.api.Assertions.assertThatThrownBy(executor::doNext).isInstanceOf(IllegalStateException.class);
        assertThat(executor.waiting).hasSize(1);
    }

    /** Keeps what it should do later until it is told that later has come; delays in seconds. */
    private static final class Told extends ScheduledThreadPoolExecutor {

        final Deque<Runnable> waiting = new ArrayDeque<>();
        final List<Long> delays = new ArrayList<>();

        Told() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            waiting.add(task);
            delays.add(unit.toSeconds(delay));
            return null;
        }

        void doNext() {
            waiting.removeFirst().run();
        }
    }
}
