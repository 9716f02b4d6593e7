package pk.muhr.safety.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

/** Names of time servers whose name servers are silent. */
class HostAddressTest {

    private final CountDownLatch silence = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    private InetAddress lookUp(String host) throws IOException {
        asked.incrementAndGet();
        try {
            silence.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return InetAddress.getLoopbackAddress();
    }

    @Test
    void isGivenUpAfterASecondAskedForOnceAndKnownWhenItComes() throws Exception {
        HostAddress host = new HostAddress("time.example.gov.pk", this::lookUp);
        ClockSource source =
                new SntpSource("ntp:time.example.gov.pk", host, 123, Clock.systemUTC(), new SecureRandom());
        Instant begin = Instant.now();
        assertThatThrownBy(source::look).isInstanceOf(IOException.class).hasMessageContaining("within a second");
        assertThatThrownBy(source::look).isInstanceOf(IOException.class).hasMessageContaining("within a second");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
        assertThat(asked).hasValue(1);
        silence.countDown();
        assertThat(host.current()).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @Test
    void saysWhenThereIsNone() {
        HostAddress host = new HostAddress("no.example.gov.pk", name -> {
            throw new IOException("no such host");
        });
        assertThatThrownBy(host::current).isInstanceOf(IOException.class).hasMessageContaining("no.example.gov.pk");
    }
}
