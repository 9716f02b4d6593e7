package pk.muhr.validation.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import pk.muhr.command.development.DevelopmentDns;

/** The development name server over real sockets, with zones that a test writes. */
public final class TestDns implements AutoCloseable {

    private static final String HEAD = """
            $TTL 300
            @ SOA ns hostmaster 1 3600 600 86400 60
            @ NS ns
            ns A 127.0.0.1
            """;

    private final Path directory;
    private final DevelopmentDns server;

    public TestDns(Path directory) {
        this.directory = directory;
        this.server = new DevelopmentDns(directory, new SecureRandom());
        server.start();
    }

    /** A zone with these lines beside its SOA and NS. */
    public void zone(String origin, String... lines) {
        try {
            Files.writeString(directory.resolve(origin + ".zone"), HEAD + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        String[] parts = server.address().split(":");
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }

    /** Asks this server, and no other. */
    public NameServers names() {
        return names(server.address());
    }

    static NameServers names(String address) {
        return new NameServers(Optional.of(List.of(address)), Optional.empty(), Clock.systemUTC());
    }

    /** The same, believing only what is signed below these. */
    NameServers validating(Path anchors) {
        return new NameServers(Optional.of(List.of(server.address())), Optional.of(anchors), Clock.systemUTC());
    }

    @Override
    public void close() {
        server.close();
    }
}
