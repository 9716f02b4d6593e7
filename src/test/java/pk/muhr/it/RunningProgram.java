package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The program as {@code ./muhr start} runs it, on one data directory and the same ports at every start. Its process and
 * its database end with {@link #close()}, or with this Java machine at the latest.
 */
public final class RunningProgram implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    /** Keys are made, and every look at the clock costs more. */
    private static final Duration LONGEST_START_IN_THE_PAST = Duration.ofMinutes(15);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    /** Its start takes half the processor time, as the second compiler pays only what runs for long. */
    static final Map<String, String> BRIEF = Map.of("MUHR_JAVA_OPTIONS", Clone.FIRST_COMPILER_ONLY);

    private static final long PAUSE_MILLIS = 20;
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    private final Clone clone;
    private final DataDirectory data;
    private final Doors doors;
    private final List<String> options;
    private final Thread lastResort = new Thread(this::destroy, "it-cleanup");
    private Map<String, String> environment;
    private Process process;
    private Path output;
    private Path errors;
    private long launched;
    private int starts;

    /** Nothing runs yet. */
    RunningProgram(Clone clone, DataDirectory data, Doors doors, Map<String, String> environment, String... options) {
        this.clone = clone;
        this.data = data;
        this.doors = doors;
        this.environment = Map.copyOf(environment);
        this.options = List.of(options);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** On free ports, with a copy of the founded data under this name; it runs when this returns, and not for long. */
    public static RunningProgram onFoundedData(String name) {
        return onFoundedData(name, BRIEF);
    }

    /** The same with these settings besides, by their keys. */
    public static RunningProgram onFoundedData(String name, SequencedMap<String, String> settings) {
        String options = settings.entrySet().stream()
                .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" ", Clone.FIRST_COMPILER_ONLY + " ", ""));
        return onFoundedData(name, Map.of("MUHR_JAVA_OPTIONS", options));
    }

    /** The same as everybody runs it, which is what its speed and its size are judged by. */
    static RunningProgram asDelivered(String name) {
        return onFoundedData(name, Map.of());
    }

    /** The same with these roles and not with all. */
    static RunningProgram withRoles(String name, String roles) {
        return onFoundedData(name, Map.of("MUHR_JAVA_OPTIONS", Clone.FIRST_COMPILER_ONLY + " -Dmuhr.roles=" + roles));
    }

    private static RunningProgram onFoundedData(String name, Map<String, String> environment) {
        RunningProgram program =
                new RunningProgram(Clone.thisOne(), FoundedData.copiedTo(Clone.place(name)), Doors.free(), environment);
        program.startOrClose(LONGEST_START);
        return program;
    }

    /**
     * On free ports, with a data directory of its own that the start founds, and by a clock that is so much behind; it runs
     * when this returns.
     *
     * @param library of libfaketime
     */
    public static RunningProgram inThePast(Clone clone, String name, Duration behind, Path library) {
        DataDirectory data = new DataDirectory(Clone.place(name));
        Map<String, String> clock = Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME",
                "-" + behind.toSeconds(),
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", // 1, its default, makes every timed wait of Java return at once
                "0",
                "NO_FAKE_STAT",
                "1",
                "JAVA_TOOL_OPTIONS",
                "-Dmuhr.observer.every=off");
        RunningProgram program =
                new RunningProgram(clone, data, Doors.free(), clock, "--public-url", FoundedData.PUBLIC_URL);
        program.startOrClose(LONGEST_START_IN_THE_PAST);
        return program;
    }

    /** Stops it and starts it again by the clock of this machine. */
    public void nowadays() {
        stopInOrder();
        environment = Map.of();
        startOrClose(LONGEST_START);
    }

    private void startOrClose(Duration longest) {
        try {
            launch();
            awaitReady(longest);
        } catch (AssertionError | RuntimeException e) {
            close();
            throw e;
        }
    }

    public DataDirectory data() {
        return data;
    }

    public Doors doors() {
        return doors;
    }

    /** A new client of it. */
    public Api api() {
        return new Api(doors, data);
    }

    /** A development token for the person of this role. */
    public String token(String role, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("token", "--data", data.path().toString(), "--role", role));
        arguments.addAll(List.of(more));
        return Ran.toItsEnd(clone.muhr(arguments.toArray(String[]::new)))
                .successfully()
                .strip();
    }

    /** Starts it and returns when it printed its {@code ready} line, with the time that took. */
    Duration start() {
        launch();
        return awaitReady();
    }

    /** Starts it and returns at once. */
    void launch() {
        List<String> arguments =
                new ArrayList<>(List.of("start", "--data", data.path().toString()));
        arguments.addAll(List.of(doors.options()));
        arguments.addAll(options);
        ProcessBuilder builder = clone.muhr(arguments.toArray(String[]::new));
        builder.environment().putAll(environment);
        starts++;
        output = data.path().resolveSibling(data.path().getFileName() + "-" + starts + ".out");
        errors = data.path().resolveSibling(data.path().getFileName() + "-" + starts + ".err");
        try {
            Files.createDirectories(output.getParent());
            launched = System.nanoTime();
            process = builder.redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run the launcher", e);
        }
    }

    /** Waits for the {@code ready} line; the answer is the time since the launch. */
    Duration awaitReady() {
        return awaitReady(LONGEST_START);
    }

    private Duration awaitReady(Duration longest) {
        while (sinceLaunch().compareTo(longest) < 0) {
            boolean alive = process.isAlive();
            if (output().lines().anyMatch(line -> line.startsWith("ready "))) {
                return sinceLaunch();
            }
            if (!alive) {
                throw new AssertionError("ended with status " + process.exitValue() + ", said:\n" + said());
            }
            pause();
        }
        throw new AssertionError("not ready within " + longest + ", said:\n" + said());
    }

    private Duration sinceLaunch() {
        return Duration.ofNanos(System.nanoTime() - launched);
    }

    /** {@code kill -9} of the service; its database stays, as nobody told it anything. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(LONGEST_STOP);
    }

    /** {@code kill -9} of the database server. */
    void killDatabase() {
        ProcessHandle postmaster = data.postmaster().orElseThrow(() -> new AssertionError("no database runs"));
        if (!postmaster.destroyForcibly()) {
            throw new AssertionError("the database could not be killed");
        }
    }

    /** SIGTERM; an error unless it ends as one that was asked to. */
    void stopInOrder() {
        process.destroy();
        awaitEnd(LONGEST_STOP);
        int status = process.exitValue();
        if (status != 0 && status != ENDED_BY_SIGTERM) {
            throw new AssertionError("ended with status " + status + ", said:\n" + said());
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it printed since its last launch. */
    String output() {
        return text(output);
    }

    /** Both streams since its last launch. */
    String said() {
        return text(output) + text(errors);
    }

    /** Processor time of the service alone since its last launch. */
    Duration processorTime() {
        return handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Physical memory of the service alone, in mebibytes (Linux). */
    long residentMebibytes() {
        return text(Path.of("/proc/" + process.pid() + "/status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    /** Ends everything that is left of it. */
    @Override
    public void close() {
        destroy();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private void destroy() {
        try {
            if (process != null && process.isAlive()) {
                process.destroy();
                if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        data.postmaster().ifPresent(ProcessHandle::destroyForcibly);
    }

    private void awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("did not end within " + patience + ", said:\n" + said());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
