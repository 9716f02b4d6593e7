package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The clock of a whole machine, with every role and the database, is a day ahead for a while and is set back. */
@Tag("long")
class ClockJobsIT {

    private static final Pattern RUNS =
            Pattern.compile("(?m)^muhr_job_seconds_count\\{.*?job=\"([^\"]+)\".*?\\} ([0-9.E]+)$");

    /** More than two looks at the sources of the time, the rarest of these jobs. */
    private static final Duration ROUND = Duration.ofSeconds(35);

    /** Two looks at the sources of the time, which are 16 s apart, and what an issuance takes. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    @Test
    void everyJobGoesOnAndCertificatesAreIssuedWhenItIsSetBack() throws Exception {
        SteppedClock clock = SteppedClock.in(Clone.place("clock-jobs-offset"));
        Map<String, String> environment = new HashMap<>(clock.environment());
        environment.putAll(RunningProgram.BRIEF);
        try (RunningProgram program = new RunningProgram(
                Clone.thisOne(), FoundedData.copiedTo(Clone.place("clock-jobs")), Doors.free(), environment)) {
            program.start();
            clock.set("+1d");
            Map<String, Double> before = runs(program);
            Thread.sleep(ROUND);
            Map<String, Double> ahead = runs(program);
            clock.set("+0");
            Thread.sleep(ROUND);
            Map<String, Double> after = runs(program);
            Map<String, Double> ran = new TreeMap<>(ahead);
            ran.keySet()
                    .removeIf(job -> ahead.get(job) - before.getOrDefault(job, 0.0) < 2); // rarer than the rounds here
            assertThat(ran.keySet())
                    .as("jobs of every role ran while it was ahead")
                    .contains(
                            "issuance.OrphanSweep.sweep",
                            "revocation.crl.CrlPublication.look",
                            "revocation.ocsp.AnswerRefresh.refresh",
                            "safety.clock.WatchedClock.watch",
                            "timestamp.UnitLeases.watch");
            assertThat(ran)
                    .allSatisfy((job, times) ->
                            assertThat(after.get(job)).as("%s goes on", job).isGreaterThan(times));
            assertThat(isIssuedWithin(program, RECOVERY)).isTrue();
        }
    }

    private static boolean isIssuedWithin(RunningProgram program, Duration patience) throws Exception {
        String subscriber = program.token("subscriber", "--body", "nitb");
        String document = IssuanceLoad.document(
                new OpenSsl(Clone.place("clock-jobs-openssl")).request("set-back.nitb.example.gov.pk"));
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < patience.toNanos()) {
            if (program.api()
                            .submit(subscriber, UUID.randomUUID().toString(), document)
                            .statusCode()
                    == 201) {
                return true;
            }
            Thread.sleep(Duration.ofSeconds(1));
        }
        return false;
    }

    private static Map<String, Double> runs(RunningProgram program) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String figures = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                            + program.doors().management() + "/q/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            Map<String, Double> runs = new TreeMap<>();
            Matcher line = RUNS.matcher(figures);
            while (line.find()) {
                runs.put(line.group(1), Double.valueOf(line.group(2)));
            }
            assertThat(runs).as(figures).isNotEmpty();
            return runs;
        }
    }
}
