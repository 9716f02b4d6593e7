package pk.muhr.it.foreign;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

import pk.muhr.command.development.Ports;

/** A web server on 127.0.0.1 with one certificate or none, while it is open. */
final class Nginx implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 10_000;

    private final int port;
    private final Path directory;
    private final Process process;

    private Nginx(int port, Path directory, Process process) {
        this.port = port;
        this.directory = directory;
        this.process = process;
    }

    /** Serves the word {@code hello} under this certificate. */
    static Nginx over(Held server) throws IOException {
        return started(server.directory().resolve("nginx"), " ssl", tls(server) + "location / { return 200 hello; }");
    }

    /** The same, with the answers of this OCSP responder, which it fetches itself after the first connection. */
    static Nginx stapling(Held server, String responder) throws IOException {
        return stapling(server, "fetched", "ssl_stapling_responder " + responder);
    }

    /** The same, with an OCSP answer from a file, whatever it says. */
    static Nginx stapling(Held server, Path answer) throws IOException {
        return stapling(server, "given", "ssl_stapling_file " + answer);
    }

    private static Nginx stapling(Held server, String how, String source) throws IOException {
        return started(
                server.directory().resolve("nginx-" + how),
                " ssl",
                tls(server) + """
                ssl_stapling on;
                ssl_stapling_verify on;
                ssl_trusted_certificate %s;
                %s;
                location / { return 200 hello; }
                """.formatted(server.chainFile(), source));
    }

    /** Lets in who has a certificate for logging on, and greets them by the name in it. */
    static Nginx forThoseBelow(Path root, Held server, Path directory) throws IOException {
        return started(directory, " ssl", tls(server) + """
                ssl_client_certificate %s;
                ssl_verify_client on;
                ssl_verify_depth 3;
                location / { return 200 "logged in as $ssl_client_s_dn"; }
                """.formatted(root));
    }

    /**
     * A proxy through which programs reach the addresses inside certificates, wherever the service listens.
     *
     * @param service where it does
     */
    static Nginx proxyTo(String service, Path directory) throws IOException {
        return started(directory, "", "location / { proxy_pass " + service + "; }");
    }

    private static String tls(Held server) {
        return "ssl_certificate " + server.fullFile() + "; ssl_certificate_key " + server.keyFile() + ";\n";
    }

    private static Nginx started(Path directory, String listen, String server) throws IOException {
        int port = new Ports(new SecureRandom()).free();
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log errors.log;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    server {
                        listen 127.0.0.1:%d%s;
                        %s
                    }
                }
                """.formatted(port, listen, server));
        ProcessBuilder builder = new ProcessBuilder(
                ForeignTools.nginx().toString(), "-p", directory + "/", "-c", "nginx.conf", "-e", "errors.log");
        Path output = directory.resolve("output.log");
        Nginx nginx = new Nginx(
                port,
                directory,
                builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start());
        Runtime.getRuntime().addShutdownHook(new Thread(nginx::close));
        nginx.awaitOpen();
        return nginx;
    }

    int port() {
        return port;
    }

    /** What it complained about. */
    String errors() throws IOException {
        return Files.readString(directory.resolve("errors.log"));
    }

    private void awaitOpen() throws IOException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException _) {
                pause();
            }
        }
        close();
        throw new IOException("nginx does not serve: " + errors());
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
