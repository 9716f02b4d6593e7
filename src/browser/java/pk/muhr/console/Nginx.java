package pk.muhr.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real web server with a certificate of ours, in a directory of its own; it ends with {@link #close()}. */
final class Nginx implements AutoCloseable {

    static final String GREETING = "served by nginx";

    private static final List<Path> PLACES = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx")
            .map(Path::of)
            .toList();
    private static final int LONGEST_SECONDS = 20;

    private final Process process;
    private final int port;

    /** Serves with these files, as an administrator would write it. */
    Nginx(Path directory, Path fullChain, Path key) throws IOException {
        port = freePort();
        Path configuration =
                Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                pid nginx.pid;
                error_log error.log;
                events {}
                http {
                  access_log off;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  server {
                    listen 127.0.0.1:%d ssl;
                    ssl_certificate %s;
                    ssl_certificate_key %s;
                    location / { return 200 "%s"; }
                  }
                }
                """.formatted(port, fullChain, key, GREETING));
        process = new ProcessBuilder(
                        program().toString(),
                        "-p",
                        directory + "/",
                        "-c",
                        configuration.toString(),
                        "-e",
                        directory.resolve("error.log").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.log").toFile())
                .start();
    }

    private static Path program() {
        return PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no nginx is installed"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code curl} gets from this host, trusting this root and nothing else. */
    String fetched(String host, Path root) {
        return Foreign.run(
                "curl",
                "--silent",
                "--show-error",
                "--fail",
                "--retry",
                "20",
                "--retry-connrefused",
                "--retry-delay",
                "1",
                "--cacert",
                root.toString(),
                "--resolve",
                host + ":" + port + ":127.0.0.1",
                "https://" + host + ":" + port + "/");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
