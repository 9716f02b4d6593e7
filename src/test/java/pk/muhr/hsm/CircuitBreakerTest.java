package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final CircuitBreaker breaker = new CircuitBreaker(3, PAUSE, nanos::get);

    @Test
    void opensAfterFailuresInARow() {
        fail(2);
        assertThat(breaker.admits()).isTrue();
        fail(1);
        assertThat(breaker.admits()).isFalse();
    }

    @Test
    void countsOnlyFailuresInARow() {
        fail(2);
        breaker.succeeded();
        fail(2);
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void admitsOneAttemptAfterThePause() {
        fail(3);
        nanos.addAndGet(PAUSE.toNanos() - 1);
        assertThat(breaker.admits()).isFalse();
        nanos.incrementAndGet();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isFalse();
    }

    @Test
    void closesWhenThatAttemptSucceeds() {
        fail(3);
        nanos.addAndGet(PAUSE.toNanos());
        breaker.admits();
        breaker.succeeded();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void pausesAgainWhenThatAttemptFails() {
        fail(3);
        nanos.addAndGet(PAUSE.toNanos());
        breaker.admits();
        fail(1);
        assertThat(breaker.admits()).isFalse();
        nanos.addAndGet(PAUSE.toNanos());
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void admitsAnotherWhenThatAttemptSaysNothing() {
        fail(3);
        nanos.addAndGet(PAUSE.toNanos());
        breaker.admits();
        breaker.undecided();
        assertThat(breaker.admits()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}
