package pk.muhr.safety.clock;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;

/**
 * A time server, asked by SNTP (RFC 5905 §14). The time in the request is random, so that an answer to it is known and
 * nothing is said of our own clock.
 */
final class SntpSource implements ClockSource {

    private static final long WHOLE_SECONDS = 0xffffffff00000000L;
    private static final int MILLIS = 1000;
    private static final int UNSYNCHRONISED = 3;
    private static final int LAST_STRATUM = 15;
    private static final double SHORT_UNIT = 1L << 16;
    private static final double NANOS = 1e9;

    /** Readings of a clock take some microseconds; less is never claimed. */
    private static final Duration LEAST_ERROR = Duration.ofNanos(50_000);

    private final String name;
    private final HostAddress host;
    private final int port;
    private final Clock clock;
    private final SecureRandom random;

    SntpSource(String name, HostAddress host, int port, Clock clock, SecureRandom random) {
        this.name = name;
        this.host = host;
        this.port = port;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ClockLook look() throws IOException {
        TimeStamp cookie = new TimeStamp(random.nextLong());
        NtpV3Packet question = new NtpV3Impl();
        question.setMode(NtpV3Packet.MODE_CLIENT);
        question.setVersion(NtpV3Packet.VERSION_4);
        question.setTransmitTime(cookie);
        NtpV3Packet answer = new NtpV3Impl();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(MILLIS);
            socket.connect(new InetSocketAddress(host.current(), port));
            long begin = System.nanoTime(); // what comes between the two counts as under way
            Instant sent = clock.instant();
            socket.send(question.getDatagramPacket());
            DatagramPacket received = answer.getDatagramPacket();
            socket.receive(received);
            Duration away = Duration.ofNanos(System.nanoTime() - begin);
            require(received.getLength(), answer, cookie);
            return look(answer, sent, away);
        } catch (RuntimeException e) { // a name that is none
            throw new IOException(name + " cannot be asked: " + e.getMessage(), e);
        }
    }

    private void require(int length, NtpV3Packet answer, TimeStamp cookie) throws IOException {
        if (length < answer.getDatagramPacket().getData().length
                || answer.getMode() != NtpV3Packet.MODE_SERVER
                || !answer.getOriginateTimeStamp().equals(cookie)) {
            throw new IOException(name + " did not answer what was asked");
        }
        if (answer.getLeapIndicator() == UNSYNCHRONISED
                || answer.getStratum() < 1
                || answer.getStratum() > LAST_STRATUM
                || answer.getTransmitTimeStamp().ntpValue() == 0) {
            throw new IOException(name + " is not synchronised");
        }
    }

    private static ClockLook look(NtpV3Packet answer, Instant sent, Duration away) {
        Instant arrived = instant(answer.getReceiveTimeStamp());
        Instant left = instant(answer.getTransmitTimeStamp());
        Duration there = Duration.between(sent, arrived);
        Duration back = Duration.between(sent.plus(away), left);
        Duration underWay = away.minus(Duration.between(arrived, left)).abs();
        double root = (Math.abs(answer.getRootDelay()) / 2.0 + Math.abs(answer.getRootDispersion())) / SHORT_UNIT;
        return new ClockLook(
                there.plus(back).dividedBy(2),
                underWay.dividedBy(2).plusNanos(Math.round(root * NANOS)).plus(LEAST_ERROR),
                answer.getLeapIndicator() != 0);
    }

    /** To the fraction; the library's own conversion rounds to milliseconds, so it gets the seconds alone. */
    static Instant instant(TimeStamp time) {
        long seconds = Math.floorDiv(new TimeStamp(time.ntpValue() & WHOLE_SECONDS).getTime(), MILLIS);
        return Instant.ofEpochSecond(
                seconds, Math.round((time.getFraction() & 0xffffffffL) / (double) (1L << 32) * NANOS));
    }
}
