package pk.muhr.command.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

import pk.muhr.command.development.Ports;
import pk.muhr.command.development.Progress;
import pk.muhr.command.development.Refused;

/** The benchmarks: runs one or all of them on one running service and prints what they found. */
public final class Benches {

    private static final int MANY = 1_000_000;
    private static final int FEWER = 100_000;

    private final Path program;
    private final Clock clock;
    private final SecureRandom random;
    private final Progress progress;

    /** @param program the program's own directory; the benches keep their data in {@code .bench} below it */
    public Benches(Path program, Clock clock, SecureRandom random, Progress progress) {
        this.program = program;
        this.clock = clock;
        this.random = random;
        this.progress = progress;
    }

    /**
     * How to run them.
     *
     * @param connections clients at the same time
     * @param warmUp how long each series runs at least before it counts
     * @param window how long it counts
     * @param entries of the longest CRL
     * @param certificates how many the store grows to; what is usual for a bench where none are said
     */
    public record Settings(int connections, Duration warmUp, Duration window, int entries, OptionalInt certificates) {}

    private static List<Bench> all(OptionalInt certificates) {
        return List.of(
                new IssuanceBench(),
                new AuditBench(),
                new BatchBench(),
                new OcspBench(),
                new TsaBench(),
                new PolicyBench(),
                new RelintBench(),
                new LintBench(),
                new CrlBench(),
                new GrowthBench(certificates.orElse(MANY)),
                new SearchBench(certificates.orElse(MANY)),
                new ConsoleBench(certificates.orElse(FEWER)));
    }

    /** What the benches are called. */
    public static List<String> names() {
        return all(OptionalInt.empty()).stream().map(Bench::name).toList();
    }

    /**
     * Runs the bench of this name, or all, and prints table and goals.
     *
     * @throws Refused when a goal is not reached, or no figures could be had
     */
    public void run(Optional<String> name, Settings settings, PrintStream out) {
        List<Bench> chosen = all(settings.certificates()).stream()
                .filter(bench -> name.map(bench.name()::equals).orElse(!bench.isForItself()))
                .toList();
        if (chosen.isEmpty()) {
            throw Refused.usage(
                    "There is no bench `" + name.orElseThrow() + "`. There are: " + String.join(", ", names()) + ".");
        }
        Findings findings = new Findings();
        Load.Shape shape = new Load.Shape(settings.connections(), settings.warmUp(), settings.window());
        Vertx vertx = vertx();
        try (BenchService service = service();
                RawSigning rawSigning = new RawSigning(service.installation(), random)) {
            Workbench workbench =
                    new Workbench(service, rawSigning, vertx, shape, settings.entries(), clock, random, progress);
            chosen.forEach(bench -> bench.run(workbench, findings));
        } finally {
            vertx.close();
        }
        if (chosen.stream().anyMatch(Bench::isForItself)) {
            BenchInstallation.discard(program.resolve(".bench"));
        }
        findings.print(out);
        List<Goal> shortOf = findings.shortOf();
        if (!shortOf.isEmpty()) {
            throw new Refused(
                    shortOf.size() + " of the goals above " + (shortOf.size() == 1 ? "is" : "are") + " short.");
        }
    }

    private BenchService service() {
        Path data = program.resolve(".bench");
        BenchInstallation installation = BenchInstallation.establish(program, data, clock, random, progress);
        try {
            return BenchService.start(installation, new Ports(random));
        } catch (Refused e) {
            if (!installation.isReused()) {
                throw e;
            }
            progress.note(e.getMessage() + " It is of an older program, perhaps; making it anew.");
            BenchInstallation.discard(data);
            return BenchService.start(
                    BenchInstallation.establish(program, data, clock, random, progress), new Ports(random));
        }
    }

    private static Vertx vertx() {
        System.setProperty("io.netty.noUnsafe", "true"); // else the Java platform warns of it on standard error
        return Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }
}
