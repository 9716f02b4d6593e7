package pk.muhr.command.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

import pk.muhr.command.bench.IssuedForBench.Issued;
import pk.muhr.command.bench.PagesAsked.Asked;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.identity.Role;

/**
 * How long each page of the console takes among the certificates, requests and records of years: from the question to the
 * last byte, one visitor at a time. Only when it is asked for by name, since the store is thrown away.
 */
final class ConsoleBench implements Bench {

    private static final BenchAuthority AUTHORITY = BenchAuthority.P256;
    private static final String BODY = "nitb";
    private static final int WARM_UP = 10;
    private static final int TIMES = 40;
    private static final int MOST_MILLIS = 150;

    private final int certificates;

    /** @param certificates that the store grows to */
    ConsoleBench(int certificates) {
        this.certificates = certificates;
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public boolean isForItself() {
        return true;
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        Issued model = new IssuedForBench(workbench, AUTHORITY).issued(1).getFirst();
        var installation = workbench.service().installation().installation();
        workbench.progress().step(String.format(Locale.ROOT, "filling the store with %,d requests", certificates));
        new ManyRequests(installation, BODY).add(model.id(), der(workbench, model), certificates, workbench.progress());
        ConsoleHistory history = new ConsoleHistory(installation);
        history.add(model.id(), workbench.progress());
        Map<String, String> examples = history.examples();
        workbench.progress().step("asking for every page " + TIMES + " times");
        try (ConsoleVisitor visitor =
                new ConsoleVisitor(workbench.service().addresses().https(), installation.httpsRoot())) {
            for (Asked page : PagesAsked.all()) {
                Goal goal = measured(visitor, page, examples);
                workbench.progress().note(goal.toString());
                findings.add(goal);
            }
        }
    }

    private static Goal measured(ConsoleVisitor visitor, Asked page, Map<String, String> examples) {
        page.by().ifPresent(visitor::logIn);
        String address = written(page.address(), examples);
        for (int i = 0; i < WARM_UP; i++) {
            visitor.ask(address);
        }
        Latencies measured = new Latencies();
        for (int i = 0; i < TIMES; i++) {
            measured.add(visitor.ask(address));
        }
        Latencies sorted = Latencies.of(List.of(measured));
        double p50 = sorted.percentile(0.50).orElseThrow() / 1000.0;
        double p95 = sorted.percentile(0.95).orElseThrow() / 1000.0;
        String name = String.format(Locale.ROOT, "%-58s p50 %6.1f ms, p95", page.address(), p50);
        return Goal.milliseconds("console", name, p95, MOST_MILLIS);
    }

    private static String written(String address, Map<String, String> examples) {
        String written = address;
        for (Map.Entry<String, String> example : examples.entrySet()) {
            written = written.replace(
                    "{" + example.getKey() + "}", URLEncoder.encode(example.getValue(), StandardCharsets.UTF_8));
        }
        return written;
    }

    private static byte[] der(Workbench workbench, Issued model) {
        String officer = BenchCaller.token(
                workbench.service().installation().installation(), workbench.clock(), Role.REGISTRATION_OFFICER);
        try (Load load = workbench.api()) {
            return load.once(new Request(
                            HttpMethod.GET,
                            "/api/v1/certificates/" + model.id(),
                            Map.of("Authorization", "Bearer " + officer, "Accept", "application/pkix-cert"),
                            Buffer.buffer()))
                    .body()
                    .getBytes();
        }
    }
}
