package pk.muhr.command.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import pk.muhr.safety.Installations;

/**
 * One data directory and the server process on it. Every setting travels on the command line, so that nothing an earlier
 * version wrote into the data directory weakens a later one.
 */
final class Postmaster {

    private static final Duration PATIENCE = Duration.ofMinutes(5); // crash recovery replays the whole log
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** Durable as in production, small as befits a machine that runs everything. */
    private static final List<String> SETTINGS = List.of(
            "cluster_name=" + Installations.DEVELOPMENT_SERVER,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "password_encryption=scram-sha-256",
            "shared_buffers=64MB",
            "max_connections=50",
            "max_wal_size=256MB",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=off");

    private final Path data;
    private final Path log;
    private final PostgresBinaries binaries;
    private final PostgresAccount account;

    Postmaster(Path data, Path log, PostgresBinaries binaries, PostgresAccount account) {
        this.data = data;
        this.log = log;
        this.binaries = binaries;
        this.account = account;
    }

    /** What the server writes of itself beside its data. */
    record Running(ProcessHandle process, int port) {}

    /** The server that runs on this data directory, ours or one that outlived the process that started it. */
    Optional<Running> running() {
        List<String> lines = pidFile();
        if (lines.size() < 4) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .filter(this::isOurs)
                .map(process ->
                        new Running(process, Integer.parseInt(lines.get(3).strip())));
    }

    /**
     * Starts a server and returns when it takes connections.
     *
     * @throws Refused with the end of its log when it does not come up
     */
    Running launch(int port) {
        dropStalePidFile();
        Process process = start(port);
        long attempts = PATIENCE.dividedBy(PAUSE);
        for (long i = 0; i < attempts; i++) {
            if (!process.isAlive()) {
                throw new Refused("PostgreSQL did not start on port " + port + " (exit status " + process.exitValue()
                        + "). Its log " + log + " ends:\n" + tail());
            }
            if (isReady(process.pid())) {
                return new Running(process.toHandle(), port);
            }
            pause(PAUSE);
        }
        process.destroyForcibly();
        throw new Refused("PostgreSQL did not take connections within " + PATIENCE.toMinutes() + " minutes. Its log "
                + log + " ends:\n" + tail());
    }

    /** Makes a new, empty database cluster; a crash meanwhile leaves nothing under the final name. */
    void initialise(String superuserPassword) {
        Path fresh = data.resolveSibling("data.new");
        Path passwordFile = data.resolveSibling("initdb.password");
        try {
            run(List.of("rm", "-rf", fresh.toString()));
            Files.createDirectory(fresh);
            account.give(fresh);
            new SecretFile(passwordFile).write(superuserPassword);
            account.give(passwordFile);
            List<String> command = account.command(
                    binaries.program("initdb"),
                    "--pgdata=" + fresh,
                    "--username=" + PostgresRoles.SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--data-checksums");
            if (run(command) != 0) {
                throw new Refused("PostgreSQL's initdb failed. Its log " + log + " ends:\n" + tail());
            }
            Files.move(fresh, data, StandardCopyOption.REPLACE_EXISTING); // at most an empty directory
        } catch (IOException e) {
            throw new Refused("The database directory " + data + " could not be made: " + e.getMessage() + ".", e);
        } finally {
            delete(passwordFile);
        }
    }

    /** Ends the server: clients are disconnected, then everything is written; returns when the process is gone. */
    void stop(ProcessHandle process) {
        for (String mode : List.of("fast", "immediate")) {
            if (process.isAlive()) {
                run(account.command(
                        binaries.program("pg_ctl"),
                        "--pgdata=" + data,
                        "--mode=" + mode,
                        "--wait",
                        "--timeout=" + STOP_LIMIT.toSeconds(),
                        "stop"));
            }
        }
        process.destroyForcibly();
        process.onExit()
                .orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(_ -> process)
                .join();
    }

    private Process start(int port) {
        List<String> command = new ArrayList<>(separateSession());
        command.addAll(account.command(binaries.program("postgres"), "-D", data.toString(), "-p", "" + port));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        try {
            return builder(command).start();
        } catch (IOException e) {
            throw new Refused("PostgreSQL could not be started: " + e.getMessage() + ".", e);
        }
    }

    /** Ctrl-C reaches the whole foreground group; the database must outlive the service, so it leaves the group. */
    private static List<String> separateSession() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .limit(1)
                .toList();
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(data.getParent().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private int run(List<String> command) {
        try {
            return builder(command).start().waitFor();
        } catch (IOException e) {
            throw new Refused(command.getFirst() + " could not be run: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (IOException _) {
            return List.of();
        }
    }

    private boolean isReady(long pid) {
        List<String> lines = pidFile();
        return lines.size() >= 8
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(7).startsWith("ready");
    }

    /**
     * After a crash the file may name a process number that something else has by now, and PostgreSQL itself would take
     * any process of the same user for itself. Where the number belongs to nobody, PostgreSQL looks after the file.
     */
    private void dropStalePidFile() {
        List<String> lines = pidFile();
        boolean alive = !lines.isEmpty()
                && ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).isPresent();
        if (alive && running().isEmpty()) {
            delete(data.resolve("postmaster.pid"));
        }
    }

    /** A zombie has no command line, and a stranger's names other data. */
    private boolean isOurs(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(data.toString()))
                .isPresent();
    }

    private String tail() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 8), all.size()));
        } catch (IOException e) {
            return "(not readable: " + e.getMessage() + ")";
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Refused(file + " could not be deleted: " + e.getMessage() + ".", e);
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
