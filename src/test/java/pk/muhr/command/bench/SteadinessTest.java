package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;

class SteadinessTest {

    private static boolean isReachedAfter(double... rates) {
        Steadiness steadiness = new Steadiness();
        DoubleStream.of(rates).forEach(steadiness::add);
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
    void seesThatManySmallStepsAreALargeOne() {
        assertThat(isReachedAfter(100, 103, 104, 106, 108, 110, 112)).isFalse();
    }
}
