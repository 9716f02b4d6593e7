package pk.muhr.command.development;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

import org.jboss.logging.Logger;
import org.xbill.DNS.Message;

/**
 * The name server of a development installation, so that names can be proved where there is no network: it knows the
 * zones in {@code DIR/dns} and refuses every other. On the loopback address, over UDP and TCP.
 */
public final class DevelopmentDns implements AutoCloseable {

    /** What a fresh installation knows: names that exist nowhere else, and who may certify them (RFC 8659). */
    private static final List<String> ORIGINS = List.of("example.gov.pk", "example.com.pk");

    private static final String ZONE = """
            ; Written as RFC 1035 §5 says; a change counts at once. The origin is the file's name.
            ; To prove a domain, add the line that POST /api/v1/bodies/BODY/domains asks for:
            ;   _muhr-challenge.nitb TXT "VALUE"
            $TTL 60
            @ SOA ns hostmaster 1 3600 600 86400 60
            @ NS ns
            @ CAA 0 issue "pki.example.gov.pk"
            ns A 127.0.0.1
            """;

    private static final Logger LOG = Logger.getLogger(DevelopmentDns.class);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PLAIN_UDP = 512;
    private static final int LARGEST = 65_535;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int TRIES = 20;

    private final Path directory;
    private final DevelopmentZones zones;
    private final SecureRandom random;
    private ServerSocket streams;
    private DatagramSocket datagrams;

    /** Nothing happens before {@link #start()}; {@code directory} gets the zones. */
    public DevelopmentDns(Path directory, SecureRandom random) {
        this.directory = directory;
        this.zones = new DevelopmentZones(directory);
        this.random = random;
    }

    /**
     * Writes the zones that are missing, and answers from now on.
     *
     * @throws Refused in production, or when no port is free
     */
    public void start() {
        RunMode.ofThisProcess().requireDevelopment("The development name server");
        try {
            Files.createDirectories(directory);
            for (String origin : ORIGINS) {
                Path file = directory.resolve(origin + ".zone");
                if (!Files.exists(file)) {
                    Files.writeString(file, ZONE);
                }
            }
        } catch (IOException e) {
            throw new Refused("The zones could not be written to " + directory + ": " + e.getMessage() + ".", e);
        }
        open();
        Thread.ofVirtual().name("development-dns-udp").start(this::answerDatagrams);
        Thread.ofVirtual().name("development-dns-tcp").start(this::answerStreams);
    }

    /** The same port for both; another where one of them is taken. */
    private void open() {
        Ports ports = new Ports(random);
        for (int i = 0; i < TRIES; i++) {
            int port = ports.free();
            try {
                streams = new ServerSocket(port, 50, LOOPBACK);
                datagrams = new DatagramSocket(port, LOOPBACK);
                return;
            } catch (IOException e) {
                LOG.debugf(e, "port %d is taken", port);
                close();
            }
        }
        throw new Refused("The development name server found no port that is free for UDP and TCP.");
    }

    /** Where it answers, as {@code ADDRESS:PORT}. */
    public String address() {
        return LOOPBACK.getHostAddress() + ":" + streams.getLocalPort();
    }

    private void answerDatagrams() {
        byte[] buffer = new byte[LARGEST];
        while (!datagrams.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                datagrams.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                int room = query.getOPT() == null
                        ? PLAIN_UDP
                        : Math.max(PLAIN_UDP, query.getOPT().getPayloadSize());
                byte[] answer = zones.answer(query).toWire(room);
                datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException | RuntimeException e) { // whatever came in, the next one is answered
                LOG.debug("a datagram was not answered", e);
            }
        }
    }

    private void answerStreams() {
        while (!streams.isClosed()) {
            try {
                Socket client = streams.accept();
                Thread.ofVirtual().name("development-dns-client").start(() -> answerStream(client));
            } catch (IOException e) {
                LOG.debug("a connection was not taken", e);
            }
        }
    }

    private void answerStream(Socket client) {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            client.setSoTimeout(PATIENCE_MILLIS);
            byte[] answer = zones.answer(new Message(in.readNBytes(in.readUnsignedShort())))
                    .toWire(LARGEST);
            out.writeShort(answer.length);
            out.write(answer);
        } catch (IOException e) {
            LOG.debug("a connection was not answered", e);
        }
    }

    /** Stops answering. */
    @Override
    public void close() {
        try {
            if (streams != null) {
                streams.close();
            }
        } catch (IOException e) {
            LOG.debug("the port was closed already", e);
        }
        if (datagrams != null) {
            datagrams.close();
        }
    }
}
