package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;

class SteadinessTest {

    private static boolean isReachedAfter(double... rates) {
        Steadiness steadiness = new Steadiness();
        DoubleStream.of(rates).forEach(rate -> steadiness.add(rate, 0));
        return steadiness.isReached();
    }

    @Test
    void isReachedWhenThreeStepsBroughtNothing() {
        assertThat(isReachedAfter(100, 100, 104)).isFalse();
        assertThat(isReachedAfter(100, 100, 104, 90)).isTrue();
    }

    @Test
    void isNotReachedAtTheFirstDip() {
        assertThat(isReachedAfter(50, 40, 60, 55, 70)).isFalse();
    }

    @Test
    void isNotReachedWhileTheCompilersAreBehind() {
        Steadiness steadiness = new Steadiness();
        for (int step = 0; step < 10; step++) {
            steadiness.add(100, 0.12);
        }
        assertThat(steadiness.isReached()).isFalse();
        for (int step = 0; step < 3; step++) {
            steadiness.add(100, 0.01);
        }
        assertThat(steadiness.isReached()).isTrue();
    }

    @Test
    void seesThatManySmallStepsAreALargeOne() {
        assertThat(isReachedAfter(100, 103, 104, 106, 108, 110, 112)).isFalse();
    }
}
