package pk.muhr.command.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

import pk.muhr.command.bench.IssuedForBench.Issued;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.command.development.Refused;
import pk.muhr.enrolment.RequestQuery;
import pk.muhr.enrolment.RequestSearch;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;
import pk.muhr.issuance.CertificateQuery;
import pk.muhr.issuance.CertificateSearch;
import pk.muhr.problem.StoreQuery;

/**
 * What people look for among the certificates and requests of years, and how the database finds it: the plans lie beside
 * the data directory's log afterwards, as a report. Only when it is asked for by name, since the store is thrown away.
 */
final class SearchBench implements Bench {

    private static final BenchAuthority AUTHORITY = BenchAuthority.P256;
    private static final int CONNECTIONS = 2;
    private static final int MOST_MILLIS = 50;
    private static final int OK = 200;
    private static final int PAGE = 51;
    private static final int SPREAD = 7919; // a prime, so that questions come from everywhere

    private final int certificates;

    /** @param certificates to search among */
    SearchBench(int certificates) {
        this.certificates = certificates;
    }

    @Override
    public String name() {
        return "search";
    }

    @Override
    public boolean isForItself() {
        return true;
    }

    /** A question: what the figures are called, its address, and the same to the database. */
    private record Question(String name, IntFunction<String> address, StoreQuery query) {}

    @Override
    public void run(Workbench workbench, Findings findings) {
        Issued model = new IssuedForBench(workbench, AUTHORITY).issued(1).getFirst();
        ManyRequests many = new ManyRequests(workbench.service().installation().installation(), "growth-0");
        String officer = BenchCaller.token(
                workbench.service().installation().installation(), workbench.clock(), Role.REGISTRATION_OFFICER);
        Workbench few = workbench.with(CONNECTIONS);
        try (Load load = few.api()) {
            byte[] der = load.once(get("/api/v1/certificates/" + model.id(), officer, "application/pkix-cert"))
                    .body()
                    .getBytes();
            workbench.progress().step(String.format(Locale.ROOT, "filling the store with %,d requests", certificates));
            many.add(model.id(), der, certificates, workbench.progress());
            List<String> report = new ArrayList<>();
            for (Question question : questions(workbench.clock().instant())) {
                Measurement measured = few.measure(
                        load,
                        new Series(
                                "search-" + question.name(),
                                number -> get(question.address().apply(number), officer, "application/json"),
                                answer -> answer.status() == OK));
                findings.add(measured);
                double p95 = measured.latencies().percentile(0.95).orElseThrow() / 1000.0;
                findings.add(Goal.milliseconds("search", question.name() + "-p95", p95, MOST_MILLIS));
                report.add(String.format(Locale.ROOT, "%n## %s: p95 %.1f ms%n%n```", question.name(), p95));
                report.addAll(many.plan(question.query()));
                report.add("```");
            }
            findings.note("plans: " + written(report));
        }
    }

    private List<Question> questions(Instant now) {
        Instant soon = now.plus(Duration.ofDays(30));
        List<Question> all = new ArrayList<>();
        all.add(certificates("host", n -> "q=" + host(n), Optional.of(host(1)), Optional.empty(), Optional.empty()));
        all.add(certificates("newest", _ -> "", Optional.empty(), Optional.empty(), Optional.empty()));
        all.add(certificates(
                "large-body", _ -> "body=growth-0", Optional.empty(), Optional.of("growth-0"), Optional.empty()));
        all.add(certificates(
                "small-body",
                n -> "body=growth-" + (150 + n % 50),
                Optional.empty(),
                Optional.of("growth-199"),
                Optional.empty()));
        all.add(certificates(
                "revoked-of-body",
                _ -> "body=growth-20&state=revoked",
                Optional.empty(),
                Optional.of("growth-20"),
                Optional.of(CertificateQuery.State.REVOKED)));
        StoreQuery expiring = CertificateSearch.statement(
                new CertificateQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(CertificateQuery.State.VALID),
                        Optional.of(soon),
                        Optional.empty()),
                Optional.empty(),
                PAGE,
                _ -> List.of());
        all.add(new Question("expiring", _ -> "/api/v1/certificates?state=valid&notAfterBefore=" + soon, expiring));
        all.add(requests("request-host", n -> "q=" + host(n), Optional.of(host(1)), Optional.empty()));
        all.add(requests("request-newest", _ -> "", Optional.empty(), Optional.empty()));
        for (RequestQuery.State state : List.of(
                RequestQuery.State.VALIDATED,
                RequestQuery.State.ISSUED,
                RequestQuery.State.REJECTED,
                RequestQuery.State.EXPIRED)) {
            all.add(requests(
                    "request-" + state.label(), _ -> "state=" + state.label(), Optional.empty(), Optional.of(state)));
        }
        return all;
    }

    private String host(int number) {
        return "host-" + Math.floorMod((long) number * SPREAD, certificates) + ".growth.example.gov.pk";
    }

    private static Question certificates(
            String name,
            IntFunction<String> parameters,
            Optional<String> text,
            Optional<String> body,
            Optional<CertificateQuery.State> state) {
        CertificateQuery query = new CertificateQuery(
                text, body.map(BodyId::new), Optional.empty(), state, Optional.empty(), Optional.empty());
        return new Question(
                name,
                number -> "/api/v1/certificates?" + parameters.apply(number),
                CertificateSearch.statement(query, Optional.empty(), PAGE, _ -> List.of()));
    }

    private static Question requests(
            String name, IntFunction<String> parameters, Optional<String> text, Optional<RequestQuery.State> state) {
        RequestQuery query = new RequestQuery(text, Optional.empty(), Optional.empty(), state, Optional.empty());
        return new Question(
                name,
                number -> "/api/v1/requests?" + parameters.apply(number),
                RequestSearch.statement(query, Optional.empty(), PAGE, _ -> List.of()));
    }

    private static Request get(String address, String token, String accept) {
        return new Request(
                HttpMethod.GET, address, Map.of("Authorization", "Bearer " + token, "Accept", accept), Buffer.buffer());
    }

    private Path written(List<String> report) {
        Path file = Path.of("target", "search-plans.md");
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    String.format(
                                    Locale.ROOT,
                                    "# Plans of searches among %,d requests%n%s%n",
                                    certificates,
                                    String.join("\n", report))
                            .lines()
                            .toList());
            return file.toAbsolutePath();
        } catch (IOException e) {
            throw new Refused("The plans could not be written: " + e.getMessage() + ".", e);
        }
    }
}
