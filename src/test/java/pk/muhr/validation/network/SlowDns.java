package pk.muhr.validation.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as another name server does, and takes its time. */
public final class SlowDns implements AutoCloseable {

    private static final int LONGEST = 4096;

    private final TestDns behind;
    private final Duration pause;
    private final DatagramSocket socket;
    private final AtomicInteger questions = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public SlowDns(TestDns behind, Duration pause) throws IOException {
        this.behind = behind;
        this.pause = pause;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        threads.submit(this::listen);
    }

    /** Asks this server, and no other. */
    public NameServers names() {
        return TestDns.names("127.0.0.1:" + socket.getLocalPort());
    }

    /** Waits until so many questions have come. */
    public void awaitQuestions(int count) throws InterruptedException {
        for (int i = 0; i < 3000 && questions.get() < count; i++) {
            Thread.sleep(10);
        }
        assertThat(questions.get()).isGreaterThanOrEqualTo(count);
    }

    private Void listen() throws IOException {
        while (true) {
            DatagramPacket question = new DatagramPacket(new byte[LONGEST], LONGEST);
            socket.receive(question);
            questions.incrementAndGet();
            threads.submit(() -> answer(question));
        }
    }

    private Void answer(DatagramPacket question) throws IOException, InterruptedException {
        Thread.sleep(pause);
        DatagramPacket answer = new DatagramPacket(new byte[LONGEST], LONGEST);
        try (DatagramSocket way = new DatagramSocket()) {
            way.send(new DatagramPacket(question.getData(), question.getLength(), behind.address()));
            way.receive(answer);
        }
        socket.send(new DatagramPacket(answer.getData(), answer.getLength(), question.getSocketAddress()));
        return null;
    }

    @Override
    public void close() {
        socket.close();
        threads.shutdownNow();
    }
}
