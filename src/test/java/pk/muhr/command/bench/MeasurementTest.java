package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class MeasurementTest {

    private static Measurement of(long operations, int processorSeconds) {
        return new Measurement(
                "x", operations, Duration.ofSeconds(10), Duration.ofSeconds(processorSeconds), Latencies.none());
    }

    @Test
    void ratesAreByProcessorTimeAndByTheClock() {
        Measurement measured = of(3_000, 15);
        assertThat(measured.perCpuSecond()).isEqualTo(200, within(1e-9));
        assertThat(measured.perSecond()).isEqualTo(300, within(1e-9));
        assertThat(measured.processors()).isEqualTo(1.5, within(1e-9));
    }

    @Test
    void ratiosAreByProcessorTime() {
        assertThat(of(3_000, 15).ratioTo(of(3_000, 5))).isEqualTo(1 / 3.0, within(1e-9));
    }

    @Test
    void nothingIsNoMeasurement() {
        assertThatIllegalArgumentException().isThrownBy(() -> of(0, 5)).withMessageContaining("nothing was measured");
        assertThatIllegalArgumentException().isThrownBy(() -> of(5, 0));
    }
}
