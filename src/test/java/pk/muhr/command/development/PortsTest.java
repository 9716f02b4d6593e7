package pk.muhr.command.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void noPortIsNamedTwice() {
        Ports ports = new Ports(new SecureRandom());
        assertThat(IntStream.range(0, 1_000).map(i -> ports.free()))
                .as("the birthday of a thousand among ten thousand is certain")
                .doesNotHaveDuplicates();
    }

    @Test
    void aPromisedPortIsNotNamed() {
        List<Integer> all = IntStream.range(20_000, 30_000).boxed().toList();
        List<Integer> promised = all.stream().filter(port -> port % 10 != 0).toList();
        assertThat(new Ports(new SecureRandom(), promised).free() % 10).isZero();
    }
}
