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
 * Issuance over REST, each with its proof of possession, its two durable commits and its audit records, beside what the
 * token signs when it does nothing else.
 */
final class IssuanceBench implements Bench {

    private static final TokenLabel TOKEN = new TokenLabel("muhr-issuing");
    private static final Duration BASELINE = Duration.ofSeconds(4);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(180); // much code takes part in an issuance
    private static final int KEYS = 16_384; // after that many certificates of one authority a key comes again
    private static final int CREATED = 201;
    private static final int UNKNOWN = 404;
    private static final double MOST_TO_AUTHORISE = 0.05;
    private static final UUID NOBODYS = new UUID(0, 0);
    private static final String ISSUED = "\"state\":\"issued\"";
    private static final int BEGINNING = 200; // bytes within which an answer says its state

    IssuanceBench() {}

    @Override
    public String name() {
        return "issuance";
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        workbench.progress().step("making " + KEYS + " certification requests");
        List<String> csrs = new CertificationRequests(workbench.random()).make(KEYS);
        String token = BenchCaller.token(workbench.service().installation().installation(), workbench.clock());
        try (Load load = workbench.api()) {
            for (BenchAuthority authority : BenchAuthority.values()) {
                Measurement issuance = workbench.measure(load, issuances(authority, csrs, token));
                workbench
                        .progress()
                        .step("the token's own rate, " + authority.key().label());
                Measurement raw = workbench
                        .rawSigning()
                        .measure(workbench.rawSigning().key(TOKEN, authority), authority, BASELINE);
                findings.add(issuance);
                findings.add(raw);
                judge(authority, issuance, raw, findings);
                if (authority == BenchAuthority.P256) {
                    authorisation(workbench, load, token, issuance, findings);
                }
            }
        }
    }

    /**
     * What it takes to know the caller and what they may do, as a part of an issuance: a request that is not there, asked
     * for by somebody who may see it, less an address where nobody is asked who they are. Looking for it is part of that.
     */
    private static void authorisation(
            Workbench workbench, Load load, String token, Measurement issuance, Findings findings) {
        Measurement known = workbench.measure(
                load,
                new Series(
                        "authorised",
                        _ -> new Request(
                                HttpMethod.GET,
                                "/api/v1/requests/" + NOBODYS,
                                Map.of("Authorization", "Bearer " + token),
                                Buffer.buffer()),
                        answer -> answer.status() == UNKNOWN));
        Measurement open = workbench.measure(
                load, new Series("open", _ -> Request.get("/crl/nobody.crl"), answer -> answer.status() == UNKNOWN));
        findings.add(known);
        findings.add(open);
        double seconds = 1 / known.perCpuSecond() - 1 / open.perCpuSecond();
        findings.add(Goal.atMost(
                "P3", "authorisation", seconds * issuance.perCpuSecond(), " of an issuance", MOST_TO_AUTHORISE));
    }

    private static void judge(BenchAuthority authority, Measurement issuance, Measurement raw, Findings findings) {
        switch (authority) {
            case P256 -> {
                findings.compare(issuance, raw);
                findings.add(Goal.rate("P3", issuance.name(), issuance.perCpuSecond(), 800));
            }
            case RSA4096 -> findings.add(Goal.ratio("P3", issuance.name(), issuance.ratioTo(raw), 0.80));
        }
    }

    /** Requests for certificates of this authority; each has an idempotency key that was never used. */
    static Series issuances(BenchAuthority authority, List<String> csrs, String token) {
        String prefix = UUID.randomUUID() + "-";
        Buffer[] bodies = csrs.stream()
                .map(csr -> new JsonObject()
                        .put("profile", authority.label())
                        .put("csr", csr)
                        .toBuffer())
                .toArray(Buffer[]::new);
        return new Series(
                "issuance-" + authority.shortKey(),
                number -> new Request(
                        HttpMethod.POST,
                        "/api/v1/requests",
                        Map.of(
                                "Authorization", "Bearer " + token,
                                "Content-Type", "application/json",
                                "Idempotency-Key", prefix + number),
                        bodies[Math.floorMod(number, bodies.length)]),
                IssuanceBench::isIssued,
                LONGEST_WARM_UP);
    }

    private static boolean isIssued(Answer answer) {
        int shown = Math.min(answer.body().length(), BEGINNING);
        return answer.status() == CREATED && answer.body().getString(0, shown).contains(ISSUED);
    }
}
