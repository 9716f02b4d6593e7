package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import pk.muhr.it.IssuanceLoad.Received;

/** What must hold after any crash: by what clients hold, by the records, and by what relying parties are told. */
final class Aftermath {

    private static final String AUTHORITY = "gov-tls-g1";

    /** A part follows within seconds, the list of everything once a minute. */
    private static final int LIST_SECONDS = 90;

    private static final int SAMPLE = 200;

    private final RunningProgram program;
    private final Store store;
    private final OpenSsl openssl;

    Aftermath(RunningProgram program, OpenSsl openssl) {
        this.program = program;
        this.store = new Store(program.data());
        this.openssl = openssl;
    }

    /** Every certificate that a client received is there, byte for byte, and openssl verifies a sample of them. */
    void whatClientsHoldIsThere(IssuanceLoad load, String token) throws IOException {
        Api api = program.api();
        assertThat(load.wrong()).as("contradictions and unexpected answers").isEmpty();
        assertThat(load.received().values().stream().map(Received::serial)).doesNotHaveDuplicates();
        for (Received received : load.received().values()) {
            var answer = api.certificate(token, received.id());
            assertThat(answer.statusCode()).as(received.id()).isEqualTo(200);
            assertThat(answer.body()).as(received.id()).isEqualTo(der(received.pem()));
        }
        sampleVerifies(load, api);
    }

    private void sampleVerifies(IssuanceLoad load, Api api) throws IOException {
        Path root = openssl.file("root.pem", api.published("/ca/national-root.pem"));
        Path chain = openssl.file("chain.pem", api.published("/ca/" + AUTHORITY + "/chain.pem"));
        List<Path> sample = new ArrayList<>();
        load.received().values().stream()
                .limit(SAMPLE)
                .forEach(received -> sample.add(
                        openssl.file(received.id() + ".pem", received.pem().getBytes(StandardCharsets.US_ASCII))));
        assertThat(openssl.verify(root, chain, sample).successfully().lines())
                .as("what openssl verifies")
                .hasSize(sample.size())
                .allSatisfy(line -> assertThat(line).endsWith(": OK"));
    }

    /** Each idempotency key led to exactly the certificate that its client received. */
    void eachKeyGaveOneCertificate(IssuanceLoad load) {
        Map<String, List<String>> recorded = new TreeMap<>();
        for (List<String> row : store.rows("""
                select r.idempotency_key, o.certificate_sha256
                from request r join intent i on i.request = r.id join outcome o on o.intent = i.id and o.state = 'ISSUED'
                """)) {
            recorded.computeIfAbsent(row.getFirst(), key -> new ArrayList<>()).add(row.getLast());
        }
        Map<String, List<String>> held = load.received().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> List.of(entry.getValue().id())));
        assertThat(recorded).containsAllEntriesOf(held);
    }

    /** Intents, outcomes, revocations, requests and the audit records of each are one to one. */
    void recordsAgree() {
        nothing("a serial number used twice", """
                select issuer_key, serial from intent group by 1, 2 having count(*) > 1
                """);
        nothing("a request with two certificates", """
                select i.request from intent i join outcome o on o.intent = i.id
                where o.state = 'ISSUED' and i.request is not null group by 1 having count(*) > 1
                """);
        oneToOne("INTENT_OPENED", "select id::text as key from intent", "details ->> 'intent'");
        oneToOne(
                "CERTIFICATE_ISSUED",
                "select intent::text || certificate_sha256 as key from outcome where state = 'ISSUED'",
                "(details ->> 'intent') || subject");
        oneToOne(
                "INTENT_ORPHANED",
                "select intent::text as key from outcome where state = 'ORPHANED'",
                "details ->> 'intent'");
        oneToOne("ORPHAN_REVOKED", """
                select i.serial as key from outcome o join intent i on i.id = o.intent
                join revocation r on r.issuer_key = i.issuer_key and r.serial = i.serial where o.state = 'ORPHANED'
                """, "subject");
        oneToOne("REQUEST_SUBMITTED", "select id::text as key from request", "request::text");
        oneToOne("CRL_PUBLISHED", "select authority || ' ' || sha256 as key from crl", """
                authority || ' ' || (details ->> 'sha256')""");
        nothing("an orphan that is not revoked", """
                select i.serial from outcome o join intent i on i.id = o.intent
                where o.state = 'ORPHANED' and not exists (
                    select 1 from revocation r where r.issuer_key = i.issuer_key and r.serial = i.serial)
                """);
        nothing("a certificate that was revoked as an orphan", """
                select i.serial from outcome o join intent i on i.id = o.intent
                join revocation r on r.issuer_key = i.issuer_key and r.serial = i.serial
                where o.state = 'ISSUED' and r.revoked_by = 'orphan-revocation'
                """);
    }

    /** Waits until no intent is without outcome; an error when that takes longer. */
    void awaitOutcomes(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        String query = "select i.serial, i.lease_end from intent i left join outcome o on o.intent = i.id"
                + " where o.intent is null";
        while (!store.rows(query).isEmpty()) {
            assertThat(System.nanoTime())
                    .as("intents without outcome: %s", store.rows(query))
                    .isLessThan(end);
            Thread.sleep(100);
        }
    }

    /** The serial numbers of orphans. */
    List<String> orphans() {
        return store
                .rows("select i.serial from outcome o join intent i on i.id = o.intent where o.state = 'ORPHANED'")
                .stream()
                .map(List::getFirst)
                .toList();
    }

    /** OCSP says revoked of every orphan, good of a certificate that a client holds, and the CRLs that they name list them. */
    void relyingPartiesAreToldSo(IssuanceLoad load) throws IOException, InterruptedException {
        Api api = program.api();
        Path root = openssl.file("root.pem", api.published("/ca/national-root.pem"));
        Path chain = openssl.file("chain.pem", api.published("/ca/" + AUTHORITY + "/chain.pem"));
        String responder = api.plain("/ocsp");
        for (Received received : load.received().values().stream().limit(10).toList()) {
            assertThat(openssl.status(responder, root, chain, received.serial()))
                    .as("a certificate that a client holds")
                    .isEqualTo("good");
        }
        for (String orphan : orphans()) {
            assertThat(openssl.status(responder, root, chain, orphan))
                    .as("orphan %s", orphan)
                    .isEqualTo("revoked");
        }
        Map<String, List<String>> parts = new TreeMap<>();
        for (List<String> orphan : store.rows("""
                select i.shard, i.serial from outcome o join intent i on i.id = o.intent where o.state = 'ORPHANED'
                """)) {
            parts.computeIfAbsent(orphan.getFirst(), part -> new ArrayList<>()).add(orphan.getLast());
        }
        for (Map.Entry<String, List<String>> part : parts.entrySet()) {
            awaitListed("/crl/" + AUTHORITY + "/" + part.getKey() + ".crl", part.getValue());
        }
    }

    /** The list of everything lists the orphans too. */
    void theWholeListFollows() throws IOException, InterruptedException {
        awaitListed("/crl/" + AUTHORITY + ".crl", orphans());
    }

    private void awaitListed(String list, List<String> serials) throws IOException, InterruptedException {
        List<String> missing = serials;
        for (int second = 0; second < LIST_SECONDS && !missing.isEmpty(); second++) {
            Thread.sleep(second == 0 ? 0 : 1000);
            String crl = openssl.text(program.api().published(list)).toLowerCase(java.util.Locale.ROOT);
            missing = serials.stream().filter(serial -> !crl.contains(serial)).toList();
        }
        assertThat(missing).as("orphans that %s does not list", list).isEmpty();
    }

    /** How long the slowest orphan waited for its revocation since the first readiness after it was opened. */
    Duration slowestRevocation(List<java.time.Instant> readiness) {
        return store.rows("""
                        select extract(epoch from i.opened_at), extract(epoch from r.recorded_at)
                        from outcome o join intent i on i.id = o.intent
                        join revocation r on r.issuer_key = i.issuer_key and r.serial = i.serial
                        where o.state = 'ORPHANED'
                        """).stream()
                .map(row -> waited(readiness, Double.parseDouble(row.get(0)), Double.parseDouble(row.get(1))))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Duration waited(List<java.time.Instant> readiness, double opened, double revoked) {
        return readiness.stream()
                .mapToDouble(ready -> ready.toEpochMilli() / 1000.0)
                .filter(ready -> ready > opened)
                .findFirst()
                .stream()
                .mapToObj(ready -> Duration.ofMillis((long) (1000 * Math.max(0, revoked - ready))))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** Figures for the report. */
    String figures() {
        return "outcomes " + store.tally("outcome", "state") + "; requests "
                + store.number("select count(*) from request")
                + "; CRLs " + store.number("select count(*) from crl")
                + "; audit records " + store.number("select count(*) from audit_record");
    }

    private void nothing(String what, String query) {
        assertThat(store.rows(query)).as(what).isEmpty();
    }

    /** The same keys, each as often, in the state and among the audit records of its event. */
    private void oneToOne(String event, String state, String keyOfRecord) {
        assertThat(store.rows("""
                select coalesce(s.key, a.key), s.rows, a.rows
                from (select key, count(*) as rows from (%s) x group by key) s
                full join (select %s as key, count(*) as rows from audit_record where event = '%s' group by 1) a
                on a.key = s.key
                where s.rows is distinct from a.rows or s.rows <> 1
                """.formatted(state, keyOfRecord, event)))
                .as("%s records and what they are about do not agree", event)
                .isEmpty();
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
