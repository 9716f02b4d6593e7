package pk.muhr.command.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import pk.muhr.command.development.Development;
import pk.muhr.command.development.DevelopmentTokens;
import pk.muhr.command.development.Installation;
import pk.muhr.command.development.InstallationLock;
import pk.muhr.command.development.Progress;
import pk.muhr.command.development.Refused;
import pk.muhr.command.development.SoftHsmLibrary;

/**
 * The data directory of the benches: a development installation whose program directory ({@code program/}) holds the
 * policies of {@link BenchPolicies}. It is used again as long as those are the same, so that keys are not made each time,
 * and no bench has left rows in it that no service wrote; nothing in it is worth keeping.
 */
final class BenchInstallation {

    private static final int NAMED_PORT = 8080; // only inside certificates; the service listens where it is free
    private static final long PATIENCE_SECONDS = 10;

    private final Installation installation;
    private final boolean reused;

    private BenchInstallation(Installation installation, boolean reused) {
        this.installation = installation;
        this.reused = reused;
    }

    /**
     * Uses what is there or makes it anew, up to the tokens.
     *
     * @param top the program's own directory, with {@code policies/} and {@code hsm-config/}
     * @throws Refused when another bench runs on it, or the directory holds something else
     */
    static BenchInstallation establish(Path top, Path data, Clock clock, SecureRandom random, Progress progress) {
        BenchPolicies policies = BenchPolicies.derivedFrom(top.resolve("policies"));
        boolean reused;
        Installation installation;
        try (InstallationLock _ = InstallationLock.take(data)) {
            reused = isReusable(policies, data);
            if (!reused) {
                progress.step("making a data directory for benches, " + data);
                clear(data);
            }
            installation = Installation.openOrCreate(data, Optional.empty(), NAMED_PORT, clock);
            if (!reused) {
                copy(top.resolve("hsm-config"), program(data).resolve("hsm-config"));
                policies.writeTo(policies(data));
            }
            Development.tokensOf(installation).establish(SoftHsmLibrary.find(), random);
        }
        return new BenchInstallation(installation, reused);
    }

    /** Whether it holds these policies, and nothing that a bench wrote past the service. */
    static boolean isReusable(BenchPolicies policies, Path data) {
        return policies.areIn(policies(data)) && Files.notExists(spoiled(data));
    }

    /** Before the first row that no service wrote: should the bench end without taking it away, the next begins anew. */
    static void spoil(Path data) {
        try {
            Files.writeString(spoiled(data), "A bench wrote rows that no service wrote.\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every such row is gone. */
    static void restored(Path data) {
        try {
            Files.deleteIfExists(spoiled(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path spoiled(Path data) {
        return data.resolve("spoiled");
    }

    /** Whether it was there already. */
    boolean isReused() {
        return reused;
    }

    /** Takes away what was made, so that the next {@link #establish} begins anew. */
    static void discard(Path data) {
        try (InstallationLock _ = InstallationLock.take(data)) {
            clear(data);
        }
    }

    Installation installation() {
        return installation;
    }

    DevelopmentTokens tokens() {
        return Development.tokensOf(installation);
    }

    /** What the service takes for the program's directory. */
    Path program() {
        return program(installation.directory());
    }

    /** The database server of this directory, while it runs. */
    Optional<ProcessHandle> postgres() {
        return postgres(installation.directory());
    }

    private static Path program(Path data) {
        return data.resolve("program");
    }

    private static Path policies(Path data) {
        return program(data).resolve("policies");
    }

    private static Optional<ProcessHandle> postgres(Path data) {
        Path server = data.resolve("postgres").resolve("data");
        try {
            List<String> lines = Files.readAllLines(server.resolve("postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(process -> process.info()
                    .commandLine()
                    .filter(line -> line.contains(server.toString()))
                    .isPresent());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Empties a directory that is a development installation or empty; the lock's file stays. */
    private static void clear(Path data) {
        try (Stream<Path> content = Files.list(data)) {
            List<Path> entries = content.filter(path -> !path.endsWith("lock")).toList();
            if (entries.isEmpty()) {
                return;
            }
            Installation.open(data); // refuses any other directory
            endPostgres(data);
            for (Path entry : entries) {
                delete(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that outlived its service would keep writing where we delete. */
    private static void endPostgres(Path data) {
        postgres(data).ifPresent(server -> {
            server.destroy();
            try {
                server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException _) {
                server.destroyForcibly();
            }
        });
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
