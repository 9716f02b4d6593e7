package pk.muhr.command.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Processor time, user and system, of some processes and everything they started, as Linux counts it (proc(5)). A child
 * that ended counts on as its parent's, so a database connection that closes within a window is not lost.
 */
final class ProcessorTime {

    private static final Path PROC = Path.of("/proc");
    private static final Pattern COMPILER = Pattern.compile("^[0-9]+ \\(C[12] Compiler");
    private static final Duration TICK = Duration.ofMillis(10); // USER_HZ is 100 wherever Linux runs Java 25

    private final Path proc;
    private final Set<Long> roots;
    private final boolean withChildren;

    private ProcessorTime(Path proc, Collection<Long> roots, boolean withChildren) {
        this.proc = proc;
        this.roots = Set.copyOf(roots);
        this.withChildren = withChildren;
    }

    /** Of these processes and of all below them. */
    static ProcessorTime ofTrees(Collection<Long> roots) {
        return new ProcessorTime(PROC, roots, true);
    }

    static ProcessorTime ofTrees(Path proc, Collection<Long> roots) {
        return new ProcessorTime(proc, roots, true);
    }

    /** Of this very process, without its children. */
    static ProcessorTime ofThisProcess() {
        return new ProcessorTime(PROC, Set.of(ProcessHandle.current().pid()), false);
    }

    /**
     * Used so far; the difference of two answers counts, in steps of 10 ms.
     *
     * @throws IllegalStateException when one of the processes is gone
     */
    Duration used() {
        return withChildren
                ? ofTrees()
                : TICK.multipliedBy(roots.stream().mapToLong(this::own).sum());
    }

    /** What the Java machine's just-in-time compilers took in the roots, by thread; they come and go. */
    Map<Path, Duration> compilers() {
        Map<Path, Duration> compilers = new HashMap<>();
        roots.forEach(pid -> addCompilers(pid, compilers));
        return compilers;
    }

    private void addCompilers(long pid, Map<Path, Duration> compilers) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(proc.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                compiling(thread.resolve("stat")).ifPresent(time -> compilers.put(thread, time));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Duration> compiling(Path stat) {
        try {
            return Optional.of(Files.readString(stat))
                    .filter(line -> COMPILER.matcher(line).find())
                    .map(line -> TICK.multipliedBy(Usage.parse(line).own()));
        } catch (IOException _) {
            return Optional.empty(); // it ended meanwhile
        }
    }

    private long own(long pid) {
        Usage usage = read(pid).orElseThrow(() -> new IllegalStateException("process " + pid + " is gone"));
        return usage.own();
    }

    private Duration ofTrees() {
        Map<Long, Usage> all = all();
        Map<Long, Set<Long>> children = new HashMap<>();
        all.forEach((pid, usage) ->
                children.computeIfAbsent(usage.parent(), _ -> new HashSet<>()).add(pid));
        Set<Long> seen = new HashSet<>();
        Deque<Long> open = new ArrayDeque<>(roots);
        long ticks = 0;
        while (!open.isEmpty()) {
            Long pid = open.remove();
            Usage usage = all.get(pid);
            if (usage == null) {
                throw new IllegalStateException("process " + pid + " is gone");
            }
            if (seen.add(pid)) {
                ticks += usage.own() + usage.ended();
                open.addAll(children.getOrDefault(pid, Set.of()));
            }
        }
        return TICK.multipliedBy(ticks);
    }

    private Map<Long, Usage> all() {
        Map<Long, Usage> all = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                read(pid).ifPresent(usage -> all.put(pid, usage));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private Optional<Usage> read(long pid) {
        try {
            return Optional.of(Usage.parse(Files.readString(proc.resolve(pid + "/stat"))));
        } catch (IOException _) {
            return Optional.empty(); // it ended meanwhile
        }
    }

    /**
     * A line of {@code /proc/PID/stat}.
     *
     * @param own clock ticks of the process, user and system
     * @param ended ticks of children that ended and were waited for
     */
    record Usage(long parent, long own, long ended) {

        // Places after the command's closing parenthesis; the command itself may hold blanks and parentheses.
        private static final int PARENT = 1;
        private static final int USER = 11;

        static Usage parse(String line) {
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new Usage(
                    Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]),
                    Long.parseLong(fields[USER + 2]) + Long.parseLong(fields[USER + 3]));
        }
    }
}
