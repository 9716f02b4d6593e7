package pk.muhr.safety.clock;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;

import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;

/** A time server on the loopback address that can lie. */
public final class SntpServer implements AutoCloseable {

    private final DatagramSocket socket;
    volatile Duration lie = Duration.ZERO;
    volatile int stratum = 1;
    volatile int leap;
    volatile boolean echoes = true;
    volatile boolean silent;
    volatile Runnable asked = () -> {};

    /** It tells the time of this process. */
    public SntpServer() throws SocketException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    /** As {@code muhr.clock.sources} names it. */
    public String source() {
        return "ntp:127.0.0.1:" + socket.getLocalPort();
    }

    /** From now on it tells a time that is off by this. */
    public void lies(Duration by) {
        lie = by;
    }

    /** Whether it answers nothing from now on. */
    public void falls(boolean quiet) {
        silent = quiet;
    }

    private void serve() {
        try {
            while (true) {
                NtpV3Packet question = new NtpV3Impl();
                DatagramPacket received = question.getDatagramPacket();
                socket.receive(received);
                asked.run();
                if (silent) {
                    continue;
                }
                NtpV3Packet answer = new NtpV3Impl();
                answer.setMode(NtpV3Packet.MODE_SERVER);
                answer.setVersion(NtpV3Packet.VERSION_4);
                answer.setStratum(stratum);
                answer.setLeapIndicator(leap);
                answer.setRootDispersion(200); // three milliseconds: our time has no fraction of one
                answer.setOriginateTimeStamp(echoes ? question.getTransmitTimeStamp() : new TimeStamp(1L));
                answer.setReceiveTimeStamp(now());
                answer.setTransmitTime(now());
                DatagramPacket packet = answer.getDatagramPacket();
                packet.setSocketAddress(received.getSocketAddress());
                socket.send(packet);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private TimeStamp now() {
        return TimeStamp.getNtpTime(Instant.now().plus(lie).toEpochMilli());
    }

    @Override
    public void close() {
        socket.close();
    }
}
