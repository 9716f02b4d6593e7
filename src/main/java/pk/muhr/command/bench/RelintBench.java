package pk.muhr.command.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

import pk.muhr.command.bench.Series.Answer;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.command.development.EmbeddedPostgres;
import pk.muhr.command.development.Refused;
import pk.muhr.identity.Role;

/** Every certificate on record judged anew: 100,000 of them, in memory that does not grow with their number. */
final class RelintBench implements Bench {

    private static final int CERTIFICATES = 100_000;
    private static final int FEW = 10_000;

    RelintBench() {}

    @Override
    public String name() {
        return "relint";
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        BenchInstallation installation = workbench.service().installation();
        String profile = BenchAuthority.P256.label();
        try (Load load = workbench.api()) {
            new IssuedForBench(workbench, BenchAuthority.P256).issued(1); // to copy
            StoredCertificates store = new StoredCertificates(
                    EmbeddedPostgres.applicationAccess(
                            installation.installation().postgres()),
                    workbench.random());
            workbench.progress().step("filling the store with " + CERTIFICATES + " certificates");
            store.fillUpTo(FEW, profile);
            String token = BenchCaller.token(installation.installation(), workbench.clock(), Role.AUDITOR);
            judgeAll(workbench, load, token);
            long before = resident(workbench);
            store.fillUpTo(CERTIFICATES, profile);
            workbench.progress().step("judging them all");
            Duration begin = workbench.service().processorTime().used();
            long start = System.nanoTime();
            String summary = judgeAll(workbench, load, token);
            double wall = (System.nanoTime() - start) / 1e9;
            Duration used = workbench.service().processorTime().used().minus(begin);
            findings.note(String.format(
                    Locale.ROOT,
                    "relint: %,d certificates in %.1f s, %.0f per CPU-s; resident %d MiB before, %d MiB after",
                    CERTIFICATES,
                    wall,
                    CERTIFICATES * 1e9 / used.toNanos(),
                    before >> 20,
                    resident(workbench) >> 20));
            workbench.progress().note(summary);
        }
    }

    /** The last line of the answer. */
    private static String judgeAll(Workbench workbench, Load load, String token) {
        Answer answer = load.patiently(new Request(
                HttpMethod.GET, "/api/v1/findings", Map.of("Authorization", "Bearer " + token), Buffer.buffer()));
        List<String> lines = answer.body().toString().lines().toList();
        if (answer.status() != 200 || lines.isEmpty() || !lines.getLast().contains("\"certificates\":")) {
            throw new Refused("The certificates were not judged. " + answer);
        }
        return lines.getLast();
    }

    /** Memory of the service that is in the machine's own, in bytes. */
    private static long resident(Workbench workbench) {
        Path status = Path.of("/proc", "" + workbench.service().pid(), "status");
        try {
            return Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
