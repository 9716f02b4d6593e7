package pk.muhr.command.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

import pk.muhr.command.bench.Series.Answer;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.hsm.TokenLabel;

/**
 * Issuance by batches, a line for each certificate, beside the same requests sent one by one, and what the token signs
 * when it does nothing else.
 */
final class BatchBench implements Bench {

    private static final TokenLabel TOKEN = new TokenLabel("muhr-issuing");
    private static final Duration BASELINE = Duration.ofSeconds(4);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(180); // much code takes part in an issuance
    private static final int KEYS = 16_384; // after that many certificates a key comes again
    private static final int LINES = 500; // of a batch; more would leave few answers in a window
    private static final int CONNECTIONS = 4; // clients with batches are few
    private static final int OK = 200;
    private static final String ISSUED = "\"state\":\"issued\"";

    BatchBench() {}

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        workbench.progress().step("making " + KEYS + " certification requests");
        List<String> csrs = new CertificationRequests(workbench.random()).make(KEYS);
        String token = BenchCaller.token(workbench.service().installation().installation(), workbench.clock());
        Measurement single;
        try (Load load = workbench.api()) {
            single = workbench.measure(load, IssuanceBench.issuances(BenchAuthority.P256, csrs, token));
        }
        Measurement batch;
        Workbench few = workbench.with(CONNECTIONS);
        try (Load load = few.api()) {
            batch = few.measure(load, batches(csrs, token)).times(LINES);
        }
        Measurement raw = workbench
                .rawSigning()
                .measure(workbench.rawSigning().key(TOKEN, BenchAuthority.P256), BenchAuthority.P256, BASELINE);
        findings.add(single);
        findings.add(batch);
        findings.add(raw);
        findings.compare(batch, raw);
        findings.add(Goal.ratio("P3", "batch-to-single", batch.ratioTo(single), 1.5));
        findings.add(Goal.rate("P3", batch.name(), batch.perCpuSecond(), 1200));
    }

    /** Batches of requests for certificates of the authority with a P-256 key; each has a key that was never used. */
    private static Series batches(List<String> csrs, String token) {
        String prefix = UUID.randomUUID() + "-";
        Buffer[] lines = csrs.stream()
                .map(csr -> new JsonObject()
                        .put("profile", BenchAuthority.P256.label())
                        .put("csr", csr)
                        .toBuffer()
                        .appendString("\n"))
                .toArray(Buffer[]::new);
        return new Series(
                "batch-" + BenchAuthority.P256.shortKey(),
                number -> new Request(
                        HttpMethod.POST,
                        "/api/v1/requests/batch",
                        Map.of(
                                "Authorization", "Bearer " + token,
                                "Content-Type", "application/x-ndjson",
                                "Idempotency-Key", prefix + number),
                        batch(lines, number)),
                BatchBench::isIssued,
                LONGEST_WARM_UP);
    }

    private static Buffer batch(Buffer[] lines, int number) {
        Buffer batch = Buffer.buffer();
        for (int line = 0; line < LINES; line++) {
            batch.appendBuffer(lines[Math.floorMod(number * LINES + line, lines.length)]);
        }
        return batch;
    }

    private static boolean isIssued(Answer answer) {
        return answer.status() == OK && answer.body().toString().split(ISSUED, -1).length == LINES + 1;
    }
}
