package pk.muhr.command.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

import pk.muhr.command.bench.Series.Answer;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.command.development.Refused;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.SignatureAlgorithm;

/**
 * Time-stamps, each with its durable record, of a unit with an RSA key and of one on a curve, beside the library without
 * a server and without a record.
 */
final class TsaBench implements Bench {

    private static final TokenLabel TOKEN = new TokenLabel("muhr-timestamp");
    private static final Duration BASELINE = Duration.ofSeconds(4);
    private static final int QUERIES = 4096;
    private static final int OK = 200;
    private static final int LEAST_LENGTH = 1000;

    TsaBench() {}

    /** A unit of the policy and a key of its kind for the library. */
    private enum Kind {
        RSA("tsa-rsa3072", "/tsa/unit-1", KeyAlgorithm.RSA_3072, SignatureAlgorithm.SHA384_RSA),
        CURVE("tsa-p384", "/tsa/unit-2", KeyAlgorithm.P_384, SignatureAlgorithm.SHA384_ECDSA);

        private final String label;
        private final String path;
        private final KeyAlgorithm key;
        private final SignatureAlgorithm signature;

        Kind(String label, String path, KeyAlgorithm key, SignatureAlgorithm signature) {
            this.label = label;
            this.path = path;
            this.key = key;
            this.signature = signature;
        }
    }

    @Override
    public String name() {
        return "tsa";
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        List<byte[]> queries = queries(workbench);
        try (Load load = workbench.publicAddresses()) {
            for (Kind kind : Kind.values()) {
                measure(workbench, load, findings, kind, queries);
            }
        }
    }

    private static void measure(Workbench workbench, Load load, Findings findings, Kind kind, List<byte[]> queries) {
        List<Request> requests =
                queries.stream().map(query -> post(kind, query)).toList();
        TimeStampResponse answer = answer(load.once(requests.getFirst()));
        Series series =
                new Series(kind.label, number -> requests.get(Math.floorMod(number, QUERIES)), TsaBench::isGranted);
        Measurement stamps = workbench.measure(load, series);
        workbench.progress().step("the library without a server");
        SigningKey key = workbench.rawSigning().key(TOKEN, new KeyLabel("bench-" + kind.label), kind.key);
        TokenCeiling library = new TokenCeiling(answer, key, kind.signature, workbench.clock());
        AtomicInteger number = new AtomicInteger();
        Measurement ceiling = RawSigning.measure(
                "library-" + kind.label,
                BASELINE,
                () -> library.answer(queries.get(Math.floorMod(number.getAndIncrement(), QUERIES))));
        Measurement half = workbench.measure(load, series.atHalfOf(stamps));
        List.of(stamps, ceiling, half).forEach(findings::add);
        findings.add(Goal.ratio("P6", stamps.name(), stamps.ratioTo(ceiling), 0.75));
        findings.add(Goal.atMost("P8", half.name() + "-p99-to-p50", slowestToMost(half), " x", 5));
    }

    private static double slowestToMost(Measurement measurement) {
        Latencies latencies = measurement.latencies();
        return (double) latencies.percentile(0.99).orElseThrow()
                / latencies.percentile(0.50).orElseThrow();
    }

    private static List<byte[]> queries(Workbench workbench) {
        List<byte[]> queries = new ArrayList<>();
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        for (int i = 0; i < QUERIES; i++) {
            byte[] imprint = new byte[32];
            workbench.random().nextBytes(imprint);
            try {
                queries.add(generator
                        .generate(TSPAlgorithms.SHA256, imprint, new BigInteger(64, workbench.random()))
                        .getEncoded());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return queries;
    }

    private static Request post(Kind kind, byte[] query) {
        return new Request(
                HttpMethod.POST,
                kind.path,
                Map.of("Content-Type", "application/timestamp-query"),
                Buffer.buffer(query));
    }

    private static TimeStampResponse answer(Answer answer) {
        try {
            TimeStampResponse response = new TimeStampResponse(answer.body().getBytes());
            if (response.getTimeStampToken() == null) {
                throw new Refused("The unit gives no time-stamp: " + response.getStatusString() + ".");
            }
            return response;
        } catch (IOException | TSPException e) {
            throw new Refused("This is no time-stamp: " + answer, e);
        }
    }

    /** Looks at the status at the beginning only, and that there is a token behind it. */
    private static boolean isGranted(Answer answer) {
        return answer.status() == OK
                && answer.body().length() > LEAST_LENGTH
                && answer.body().getMedium(4) == 0x300302
                && answer.body().getShort(7) == 0x0100;
    }
}
