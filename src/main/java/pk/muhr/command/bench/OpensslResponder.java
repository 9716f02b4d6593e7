package pk.muhr.command.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

import org.bouncycastle.cert.X509CertificateHolder;

import pk.muhr.command.development.Ports;
import pk.muhr.command.development.Refused;
import pk.muhr.x509.Pem;

/**
 * The responder of the openssl command line with a P-256 key in a file and one certificate in its index. It takes one
 * connection after the other and one request on each, so it is asked like that.
 */
final class OpensslResponder {

    private static final String INDEX = "V\t491231235959Z\t\t01\tunknown\t/CN=bench\n";
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final int STARTING_STEPS = 100;
    private static final Duration STEP = Duration.ofMillis(50);

    private final int port;
    private final byte[] request;

    private OpensslResponder(int port, byte[] request) {
        this.port = port;
        this.request = request;
    }

    /**
     * How fast it answers with nonces.
     *
     * @throws Refused when it cannot be asked
     */
    static Measurement measure(Workbench workbench, Duration window) {
        try (OpenSsl openssl = new OpenSsl()) {
            openssl.run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -set_serial 1"
                    + " -subj /CN=bench -keyout ca.key -out ca.pem");
            Files.writeString(openssl.file("index.txt"), INDEX);
            X509CertificateHolder issuer = new X509CertificateHolder(Pem.parse(Files.readString(openssl.file("ca.pem")))
                    .content()
                    .bytes());
            byte[] request = new OcspRequests(issuer, workbench.random()).withNonce(BigInteger.ONE);
            int port = new Ports(workbench.random()).free();
            Process process = openssl.start(
                    "ocsp -index index.txt -CA ca.pem -rsigner ca.pem -rkey ca.key -ndays 2 -port " + port);
            try {
                return new OpensslResponder(port, request).measured(process, window);
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new Refused("The responder of openssl could not be asked: " + e.getMessage() + ".", e);
        }
    }

    private Measurement measured(Process process, Duration window) throws IOException {
        awaitFirst(process);
        ask(WARM_UP);
        ProcessorTime time = ProcessorTime.ofTrees(List.of(process.pid()));
        Duration before = time.used();
        long begin = System.nanoTime();
        int answers = ask(window);
        Duration passed = Duration.ofNanos(System.nanoTime() - begin);
        return new Measurement("openssl-ocsp", answers, passed, time.used().minus(before), Latencies.none());
    }

    private void awaitFirst(Process process) throws IOException {
        for (int step = 0; step < STARTING_STEPS && process.isAlive(); step++) {
            try {
                ask();
                return;
            } catch (ConnectException _) {
                Workbench.pause(STEP);
            }
        }
        throw new Refused("openssl ocsp did not start.");
    }

    private int ask(Duration time) throws IOException {
        int answers = 0;
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; answers++) {
            ask();
        }
        return answers;
    }

    private void ask() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            byte[] head = ("POST / HTTP/1.0\r\nContent-Type: application/ocsp-request\r\nContent-Length: "
                            + request.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] whole = java.util.Arrays.copyOf(head, head.length + request.length);
            System.arraycopy(request, 0, whole, head.length, request.length);
            out.write(whole);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!answer.startsWith("HTTP/1.0 200") || answer.length() < request.length) {
                throw new Refused(
                        "openssl ocsp gave no answer: " + answer.lines().findFirst());
            }
        }
    }
}
