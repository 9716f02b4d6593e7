package pk.muhr.command.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import pk.muhr.command.development.Refused;

/**
 * The same questions to an almost empty store and to one that has grown: OCSP with nonces, one question at a time, and
 * how soon a revocation is told. Only when it is asked for by name, since the store is thrown away after it.
 */
final class GrowthBench implements Bench {

    /** As a few clients ask who wait for each answer; more would measure the queue. */
    private static final int CONNECTIONS = 2;

    private static final int FEW = 64;
    private static final int ASKED = 20_000;
    private static final BenchAuthority AUTHORITY = BenchAuthority.P256;
    private static final String CERTIFICATE = "/ca/" + AUTHORITY.label() + "-g1.cer";
    private static final int OK = 200;

    private final int certificates;

    /** @param certificates to grow to */
    GrowthBench(int certificates) {
        this.certificates = certificates;
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public boolean isForItself() {
        return true;
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        Load.Shape shape = new Load.Shape(
                CONNECTIONS, workbench.shape().warmUp(), workbench.shape().window());
        IssuedForBench issued = new IssuedForBench(workbench, AUTHORITY);
        List<BigInteger> few = issued.serials(FEW);
        try (Load load =
                Load.http(workbench.vertx(), workbench.service().addresses().http(), shape)) {
            OcspRequests requests = OcspRequests.about(load, CERTIFICATE, workbench.random());
            Measurement before = workbench.measure(load, questions("ocsp-few", requests, few));
            grow(workbench);
            List<BigInteger> many = many(workbench).sample(certificates, ASKED);
            Measurement after = workbench.measure(load, questions("ocsp-" + certificates, requests, many));
            findings.add(before);
            findings.add(after);
            findings.add(Goal.atMost("P9", "growth-ocsp-p50", median(after) / median(before), " x", 1.25));
            new RevocationDelays(workbench, issued, load, requests).measure(findings);
        }
        findings.note(String.format(
                Locale.ROOT,
                "growth: %,d certificates, one in ten revoked, %.2f GiB of disk",
                certificates,
                size(workbench) / (double) (1 << 30)));
    }

    private void grow(Workbench workbench) {
        workbench.progress().step(String.format(Locale.ROOT, "growing the store to %,d certificates", certificates));
        many(workbench).add(certificates, workbench.progress());
    }

    private static ManyCertificates many(Workbench workbench) {
        return new ManyCertificates(workbench.service().installation().installation(), AUTHORITY.label());
    }

    private static Series questions(String name, OcspRequests requests, List<BigInteger> asked) {
        return new Series(
                name,
                number -> OcspRequests.post(requests.withNonce(asked.get(Math.floorMod(number, asked.size())))),
                answer -> answer.status() == OK && answer.body().length() > 128);
    }

    private static double median(Measurement measurement) {
        return measurement.latencies().percentile(0.50).orElseThrow();
    }

    private static long size(Workbench workbench) {
        List<Long> sizes = new ArrayList<>();
        try (var files = Files.walk(
                workbench.service().installation().installation().postgres().resolve("data"))) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> sizes.add(file.toFile().length()));
        } catch (IOException e) {
            throw new Refused("The size of the store cannot be said: " + e.getMessage() + ".", e);
        }
        return sizes.stream().mapToLong(Long::longValue).sum();
    }
}
