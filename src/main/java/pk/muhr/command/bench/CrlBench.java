package pk.muhr.command.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

import pk.muhr.command.bench.Series.Answer;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.command.development.Refused;
import pk.muhr.identity.Role;

/**
 * One long CRL on the real path: from the database through the linter and the token to the file that is served; against
 * {@code openssl ca -gencrl}. Then a divided one, of which a revocation makes one part again.
 */
final class CrlBench implements Bench {

    private static final String WHOLE = "gov-email-g1";
    private static final String DIVIDED = BenchAuthority.P256.label() + "-g1";
    private static final int PARTS = 4;
    private static final int UNMEASURED = 3;
    private static final int MEASURED = 3;
    private static final int OPENSSL_ENTRIES = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double MEBI = 1 << 20;

    CrlBench() {}

    @Override
    public String name() {
        return "crl";
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        try (Load load = workbench.api();
                ScratchRevocations revocations = new ScratchRevocations(
                        workbench.service().installation().installation())) {
            whole(workbench, load, revocations, findings);
            divided(workbench, revocations, findings);
        }
    }

    private static void whole(Workbench workbench, Load load, ScratchRevocations revocations, Findings findings) {
        int entries = workbench.entries();
        workbench.progress().step("revoking " + entries + " certificates that never were");
        revocations.fill(WHOLE, entries, 0);
        await(() -> revocations.listed(WHOLE, true) >= entries, "a list of them all");
        revocations.settle();
        String token = BenchCaller.token(
                workbench.service().installation().installation(), workbench.clock(), Role.CA_ADMINISTRATOR);
        workbench.progress().step("making the list " + UNMEASURED + " times unmeasured, then " + MEASURED + " times");
        for (int i = 0; i < UNMEASURED; i++) {
            make(load, token);
        }
        List<Duration> used = new ArrayList<>();
        List<Duration> took = new ArrayList<>();
        long resident = memory(workbench, "VmRSS:");
        forgetPeak(workbench);
        for (int i = 0; i < MEASURED; i++) {
            Duration before = workbench.service().processorTime().used();
            long begin = System.nanoTime();
            make(load, token);
            took.add(Duration.ofNanos(System.nanoTime() - begin));
            used.add(workbench.service().processorTime().used().minus(before));
        }
        double extra = (memory(workbench, "VmHWM:") - resident) / MEBI;
        int compared = Math.min(entries, OPENSSL_ENTRIES);
        workbench.progress().step("the same by openssl, " + compared + " entries");
        Duration openssl = OpenSslList.make(compared).multipliedBy(entries).dividedBy(compared);
        findings.note(String.format(
                Locale.ROOT,
                "crl: %,d entries in %.2f CPU-s, %.2f s; openssl ca -gencrl %.2f CPU-s%s",
                entries,
                seconds(median(used)),
                seconds(median(took)),
                seconds(openssl),
                compared < entries ? String.format(Locale.ROOT, ", from %,d scaled linearly", compared) : ""));
        findings.add(Goal.atMost("crl", "cpu-to-openssl", seconds(median(used)) / seconds(openssl), "", 0.15));
        findings.add(Goal.atMost("crl", "extra-memory", Math.max(0, extra), " MB", 64));
    }

    private static void divided(Workbench workbench, ScratchRevocations revocations, Findings findings) {
        int entries = Math.max(PARTS, workbench.entries() / 10);
        workbench.progress().step("a divided list of " + entries + ", and one revocation more");
        revocations.fill(DIVIDED, entries, PARTS);
        await(() -> revocations.listed(DIVIDED, false) >= entries, "lists of the parts");
        Workbench.pause(Duration.ofSeconds(12)); // the turn of each part is over
        Timestamp since = revocations.now();
        long begin = System.nanoTime();
        revocations.fill(DIVIDED, 1, PARTS);
        await(() -> revocations.listed(DIVIDED, false) > entries, "the part with the new revocation");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Workbench.pause(Duration.ofSeconds(12)); // whatever else would be made is made
        findings.note(String.format(
                Locale.ROOT, "crl: one revocation among %,d is on its part after %.1f s", entries, seconds(took)));
        findings.add(Goal.atMost("crl", "parts-made-again", revocations.partsMade(DIVIDED, since), "", 1));
    }

    private static void make(Load load, String token) {
        Answer answer = load.patiently(new Request(
                HttpMethod.POST,
                "/api/v1/authorities/" + WHOLE + "/crl",
                Map.of("Authorization", "Bearer " + token),
                Buffer.buffer()));
        if (answer.status() != 200) {
            throw new Refused("The list was not made. " + answer);
        }
    }

    private static void await(BooleanSupplier done, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new Refused("The service did not make " + what + " within " + PATIENCE.toMinutes() + " minutes.");
            }
            Workbench.pause(Duration.ofMillis(200));
        }
    }

    /** Memory of the service in bytes, as proc(5) has it. */
    private static long memory(Workbench workbench, String kind) {
        try {
            return Files.readAllLines(Path.of("/proc", "" + workbench.service().pid(), "status")).stream()
                            .filter(line -> line.startsWith(kind))
                            .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on the peak is that since now (proc(5), clear_refs). */
    private static void forgetPeak(Workbench workbench) {
        try {
            Files.writeString(Path.of("/proc", "" + workbench.service().pid(), "clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
