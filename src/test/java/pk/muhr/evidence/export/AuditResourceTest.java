package pk.muhr.evidence.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.RecordQuery;
import pk.muhr.identity.Role;

/** What auditors find and take with them. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class AuditResourceTest {

    private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"(?:,|$)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int SLEEPERS = 40;

    /** How many exports are made at once. */
    private static final int PLACES = 4;

    private static boolean manyHappened;

    /** What somebody writes who wants more than to be read. */
    private static final List<String> BAD = List.of(
            "Ayesha\r\nseq,forged",
            "\u001b[31mred\u001b[0m",
            "=HYPERLINK(\"http://example.com\",\"x\")",
            "+1+1",
            "-1+1",
            "@SUM(A1:A9)",
            "\tTab",
            "\rReturn",
            "${jndi:ldap://example.com/a}",
            new String(new byte[] {'a', (byte) 0xc3, (byte) 0x28, (byte) 0xff}, StandardCharsets.UTF_8),
            "\ud800 half",
            "\u202eevil\u2066",
            "a \"quoted\" name, with comma",
            "x".repeat(1 << 20));

    @Inject
    AuditRecords audit;

    @Inject
    AuditExports exports;

    @Test
    void findsRecordsByWhatTheyAreAboutNewestFirst() {
        String subject = UUID.randomUUID().toString();
        append("TEST_HAPPENED", subject, Map.of("turn", 1));
        append("TEST_HAPPENED", subject, Map.of("turn", 2));
        append("TEST_REPEATED", subject, Map.of("turn", 3));

        assertThat(turns(get("records?subject=" + subject))).containsExactly(3, 2, 1);
        assertThat(turns(get("records?subject=" + subject + "&event=TEST_HAPPENED")))
                .containsExactly(2, 1);
        assertThat(turns(get("records?subject=" + subject + "&outcome=failure")))
                .isEmpty();
        assertThat(turns(get("records?subject=" + subject + "&actor=tester"))).hasSize(3);
        assertThat(turns(get("records?subject=" + subject + "&authority=gov-tls-g9")))
                .isEmpty();
        assertThat(turns(get("records?subject=" + subject + "&to=2026-01-01T00:00:00Z")))
                .isEmpty();
        Response page = get("records?subject=" + subject + "&limit=2");
        assertThat(turns(page)).containsExactly(3, 2);
        String next = page.header("Link").replaceAll("<(.*)>.*", "$1");
        assertThat(turns(officer().urlEncodingEnabled(false).get(next))).containsExactly(1);
        String inTime = "records?from=2026-01-01T00:00:00Z&to=2999-01-01T00:00:00Z&subject=" + subject;
        assertThat(turns(get(inTime))).containsExactly(3, 2, 1);
        String rest = get(inTime + "&limit=2").header("Link").replaceAll("<(.*)>.*", "$1");
        assertThat(turns(officer().urlEncodingEnabled(false).get(rest))).containsExactly(1);
    }

    @Test
    void findsTheRecordsOfABodyAndOfAProfile() {
        Response issued = Api.askForHost("nitb");
        String certificate = issued.path("certificate.id");
        String ours = "records?event=CERTIFICATE_ISSUED&subject=" + certificate;
        assertThat(subjects(get(ours + "&body=nitb&profile=tls-server&request=" + issued.path("id"))))
                .containsExactly(certificate);
        assertThat(subjects(get(ours + "&body=ntc"))).isEmpty();
        assertThat(subjects(get(ours + "&profile=eseal"))).isEmpty();
    }

    /** Our own certificates have an intent and no request. */
    @Test
    void findsTheRecordsOfAnIntentWithoutARequestByItsProfile() throws Exception {
        assertThat(subjects(get("records?event=CERTIFICATE_ISSUED&profile=ocsp-responder")))
                .isNotEmpty();
        append("TEST_HAPPENED", "one", Map.of("intent", "none"));
        assertThat(get("records?event=TEST_HAPPENED&profile=ocsp-responder").statusCode())
                .isEqualTo(200);
        assertThat(TestInstallation.stored("select string_agg(indexname, ' ' order by indexname) from pg_indexes"
                        + " where tablename = 'audit_record'"))
                .contains("audit_record_body", "audit_record_request", "audit_record_subject", "audit_record_time");
    }

    /** More readers than there are connections, all of them asleep: whoever else needs one gets it. */
    @Test
    void aReaderThatSleepsHoldsNoConnection() throws Exception {
        RecordQuery query = RecordQuery.ALL.withEvent(Exported.happened(audit, 5));
        CountDownLatch asleep = new CountDownLatch(SLEEPERS);
        CountDownLatch awake = new CountDownLatch(1);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> read = new ArrayList<>();
            try {
                for (int reader = 0; reader < SLEEPERS; reader++) {
                    AuditExports.Begun export = exports.begin(
                                    query, Optional.empty(), ExportFormat.JSONL, new Actor("x", Optional.empty()))
                            .orElseThrow();
                    read.add(readers.submit(() -> {
                        Sleeper out = new Sleeper(asleep, awake);
                        export.writeTo(out);
                        return out.toString(StandardCharsets.UTF_8).split("\n").length;
                    }));
                }
                assertThat(asleep.await(20, TimeUnit.SECONDS)).as("all sleep").isTrue();
                assertThat(get("records?limit=1").statusCode()).isEqualTo(200);
            } finally {
                awake.countDown();
            }
            for (Future<Integer> each : read) {
                assertThat(each.get()).isEqualTo(7);
            }
        }
    }

    /** Sleeps once in the middle of a record. */
    private static final class Sleeper extends ByteArrayOutputStream {

        private final CountDownLatch asleep;
        private final CountDownLatch awake;
        private boolean slept;

        Sleeper(CountDownLatch asleep, CountDownLatch awake) {
            this.asleep = asleep;
            this.awake = awake;
        }

        @Override
        public synchronized void write(byte[] octets, int offset, int count) {
            super.write(octets, offset, count);
            if (size() > 2000 && !slept) {
                slept = true;
                asleep.countDown();
                try {
                    awake.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** What is not read fills the connection's buffers, and the export waits. */
    @Test
    void madeAtOnceAreFewExports() throws Exception {
        fill();
        List<InputStream> unread = new ArrayList<>();
        for (int reader = 0; reader < PLACES; reader++) {
            Response answer = get("export?format=jsonl");
            assertThat(answer.statusCode()).isEqualTo(200);
            unread.add(answer.asInputStream());
        }
        Response busy = get("export?format=csv");
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.<String>path("type")).isEqualTo("urn:muhr:problem:exports-busy");
        assertThat(busy.header("Retry-After")).isEqualTo("5");
        end(unread);
    }

    /** They stay connected and read nothing; the service ends it. */
    @Test
    void readersWhoTakeNothingAreCutOffAndTheirPlacesAreFree() throws Exception {
        fill();
        List<InputStream> unread = new ArrayList<>();
        for (int reader = 0; reader < PLACES; reader++) {
            unread.add(get("export?format=jsonl").asInputStream());
        }
        assertThat(get("export?event=NONE").statusCode()).isEqualTo(503);
        List<InputStream> others = takeEveryPlace();
        assertThat(get("export?event=NONE").statusCode())
                .as("others have every place, so nobody of the first has one")
                .isEqualTo(503);
        end(others);
        assertThat(unread.stream().map(AuditResourceTest::taken))
                .hasSize(PLACES)
                .allMatch(content -> content.startsWith("{\"checkpoint\":"))
                .noneMatch(content -> content.contains("\"signature\":"));
    }

    /** The places come free one after the other: who reads on before their own patience is over gets everything. */
    private List<InputStream> takeEveryPlace() throws InterruptedException {
        List<InputStream> taken = new ArrayList<>();
        Instant end = Instant.now().plusSeconds(60);
        while (taken.size() < PLACES) {
            assertThat(Instant.now()).as("the places are free").isBefore(end);
            Response answer = get("export?format=jsonl");
            if (answer.statusCode() == 200) {
                taken.add(answer.asInputStream());
            } else {
                Thread.sleep(100);
            }
        }
        return taken;
    }

    /** They take the rest, unless the service was quicker. */
    private void end(List<InputStream> unread) throws InterruptedException {
        unread.forEach(AuditResourceTest::taken);
        Instant end = Instant.now().plusSeconds(30);
        while (get("export?event=NONE").statusCode() != 200) {
            assertThat(Instant.now()).as("places are free again").isBefore(end);
            Thread.sleep(100);
        }
    }

    /** More records than the buffers of a connection hold; once is enough for every test. */
    private void fill() throws InterruptedException {
        if (!manyHappened) {
            Exported.happened(audit, 4000);
            manyHappened = true;
        }
    }

    /** What came before the connection was cut. */
    private static String taken(InputStream answer) {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        try {
            answer.transferTo(taken);
        } catch (IOException e) {
            taken.writeBytes(" and no more".getBytes(StandardCharsets.UTF_8));
        }
        return taken.toString(StandardCharsets.UTF_8);
    }

    /** A page is 500 records. */
    @Test
    void leavesOutNothingBetweenPages() throws Exception {
        String event = Exported.happened(audit, 1100);
        List<String> lines = export(event, "jsonl").asString().lines().toList();
        assertThat(lines).hasSize(1102);
        assertThat(lines.subList(1, 1101).stream()
                        .map(line -> line.replaceAll(".*\"subject\":\"subject-(\\d+)\".*", "$1"))
                        .map(Integer::valueOf))
                .isEqualTo(IntStream.range(0, 1100).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "records?from=yesterday",
                "records?to=%2B1000000000-12-31T00:00:00Z",
                "records?event=x%00",
                "records?actor=%00",
                "records?outcome=SUCCESS",
                "records?authority=gov-tls",
                "records?request=1",
                "records?body=../x",
                "records?cursor=-",
                "export?format=exe",
                "export?since=x",
                "export?from=1",
                "export?profile=%00"
            })
    void saysWhatIsWrongWithAParameter(String call) {
        Response answer = get(call);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("type")).isEqualTo("urn:muhr:problem:parameter-malformed");
        assertThat(answer.<String>path("fix")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "999999999999999999", "99999999999999999999"})
    void hasNoOtherRecords(String seq) {
        assertThat(get("records/" + seq).statusCode()).isEqualTo(404);
    }

    @Test
    void continuesFromNoTreeThatWasNotSigned() {
        for (String size : List.of("0", "-1", "999999999999")) {
            assertThat(get("export?since=" + size).<String>path("type"))
                    .isEqualTo("urn:muhr:problem:checkpoint-unknown");
        }
    }

    /** Each parameter narrows each format. */
    @Test
    void isNarrowedByEachParameterInEachFormat() throws Exception {
        Response issued = Api.askForHost("nitb");
        String id = issued.path("certificate.id");
        Exported.awaitAll();
        String all = "from=2026-01-01T00:00:00Z&to=2999-01-01T00:00:00Z&event=CERTIFICATE_ISSUED&authority=gov-tls-g1"
                + "&profile=tls-server&body=nitb";
        for (String format : List.of("jsonl", "csv", "zip")) {
            assertThat(shown(format, all)).as(format).contains(id);
            for (String other : List.of(
                    "from=2998-01-01T00:00:00Z",
                    "to=2026-01-01T00:00:00Z",
                    "event=NONE",
                    "authority=gov-email-g1",
                    "profile=eseal",
                    "body=ntc")) {
                String name = other.split("=")[0] + "=[^&]*";
                assertThat(shown(format, all.replaceFirst(name, other)))
                        .as("%s %s", format, other)
                        .doesNotContain(id);
            }
        }
    }

    private static String shown(String format, String query) throws Exception {
        Response export = Exported.of(query + "&format=" + format);
        return format.equals("zip")
                ? new String(Exported.files(export.asByteArray()).get("records.jsonl"), StandardCharsets.UTF_8)
                : export.asString();
    }

    @Test
    void isForAuditorsOnly() {
        for (Role role : Role.values()) {
            if (role != Role.AUDITOR && role != Role.SUBSCRIBER) {
                for (String call : List.of("records", "records/1", "export")) {
                    assertThat(Api.officer(role).get("/api/v1/audit/" + call).statusCode())
                            .as("%s as %s", call, role)
                            .isEqualTo(403);
                }
            }
        }
    }

    @Test
    void isOnRecordBeforeItLeaves() throws Exception {
        String event = event();
        append(event, "one", Map.of());
        Exported.awaitAll();
        String before = TestInstallation.stored("select max(seq) from audit_record");
        assertThat(export(event, "jsonl").asString().lines()).hasSize(3);
        assertThat(TestInstallation.stored(
                        "select string_agg(event || ' ' || actor || ' ' || (details #>> '{query,event}'), ',')"
                                + " from audit_record where event = 'AUDIT_EXPORTED' and seq > " + before))
                .isEqualTo("AUDIT_EXPORTED test-auditor " + event);
        assertThat(TestInstallation.stored(
                        "select count(*) from audit_record where event = 'EXPORT_SIGNED' and seq > " + before))
                .isEqualTo("1");
    }

    @Test
    void bringsNothingToLifeInAnyFormat() throws Exception {
        String event = event();
        for (String bad : BAD) {
            audit.appendAlone(AuditEvent.failure(event, new Actor(bad, Optional.of(bad)), Map.of("name", bad, bad, 1))
                    .withSubject(bad));
        }
        Exported.awaitAll();
        String lines = export(event, "jsonl").asString();
        assertInert(lines.replace("\n", ""));
        assertThat(lines.lines()).hasSize(BAD.size() + 2);
        String table = export(event, "csv").asString();
        assertInert(table.replace("\r\n", "").replace("\ufeff", ""));
        assertThat(table).startsWith("\ufeff\"index\",");
        List<List<String>> rows = rows(table.substring(1));
        assertThat(rows).hasSize(BAD.size() + 1).allSatisfy(row -> assertThat(row)
                .hasSize(12)
                .allSatisfy(cell -> assertThat(cell).doesNotContainPattern("^[=+\\-@\\t\\r]")));
        assertThat(rows.get(3).get(5)).isEqualTo("'=HYPERLINK(\"http://example.com\",\"x\")");
        Map<String, byte[]> archive = Exported.files(export(event, "zip").asByteArray());
        assertInert(new String(archive.get("records.jsonl"), StandardCharsets.UTF_8).replace("\n", ""));
    }

    private static void assertInert(String text) {
        assertThat(text.chars().filter(character -> character < ' ' || character >= 0x7f && character < 0xa0))
                .isEmpty();
        assertThat(text).doesNotContain("\u202e", "\u2066", "\ufeff");
        assertThat(text.length()).isLessThan(200_000);
    }

    /** RFC 4180, in so far as it is used: every cell is quoted. */
    private static List<List<String>> rows(String table) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : table.split("\r\n")) {
            assertThat(line).matches("\"(?:[^\"]|\"\")*\"(?:,\"(?:[^\"]|\"\")*\")*");
            rows.add(CELL.matcher(line)
                    .results()
                    .map(cell -> cell.group(1).replace("\"\"", "\""))
                    .toList());
        }
        return rows;
    }

    @Test
    void provesOneRecord() throws Exception {
        String subject = UUID.randomUUID().toString();
        append("TEST_HAPPENED", subject, Map.of("turn", 1));
        Exported.awaitAll();
        Integer seq = get("records?subject=" + subject).path("[0].seq");
        JsonNode proved = JSON.readTree(get("records/" + seq).asString());
        assertThat(proved.at("/record/subject").asText()).isEqualTo(subject);
        assertThat(JSON.readTree(proved.at("/proof/entry").asText()).path("seq").asInt())
                .isEqualTo(seq);
        assertThat(proved.at("/proof/openings"))
                .anySatisfy(opening -> assertThat(opening.path("json").asText()).isEqualTo('"' + subject + '"'));
        assertThat(Exported.includes(proved.path("proof"))).isTrue();
    }

    private void append(String event, String subject, Map<String, Object> details) {
        audit.appendAlone(AuditEvent.success(event, new Actor("tester", Optional.empty()), details)
                .withSubject(subject));
    }

    private static String event() {
        return "TEST_X" + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    }

    private static RequestSpecification officer() {
        return Api.officer(Role.AUDITOR);
    }

    private static Response get(String call) {
        return officer().urlEncodingEnabled(false).get("/api/v1/audit/" + call);
    }

    private static Response export(String event, String format) {
        return Exported.of("event=" + event + "&format=" + format);
    }

    private static List<Integer> turns(Response page) {
        return page.path("details.turn");
    }

    private static List<String> subjects(Response page) {
        return page.path("subject");
    }
}
