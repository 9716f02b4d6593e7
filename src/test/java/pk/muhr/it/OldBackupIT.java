package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import pk.muhr.audit.log.LogVerifier;
import pk.muhr.evidence.export.ExportVerifier;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationList;

/** The database is put back to an older state behind the program's back, and forward again. */
class OldBackupIT {

    @Test
    void isHeldAndTurnsNothingGoodAgain() throws IOException, SQLException {
        try (RunningProgram program = RunningProgram.onFoundedData("old-backup")) {
            OpenSsl openssl = new OpenSsl(Clone.place("old-backup-openssl"));
            String subscriber = program.token("subscriber", "--body", "nitb");
            String document = IssuanceLoad.document(openssl.request("backup.nitb.example.gov.pk"));
            HttpResponse<String> issued = submit(program, subscriber, document);
            assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
            IssuanceLoad.Received held = IssuanceLoad.received(issued);
            Path root = openssl.file("root.pem", program.api().published("/ca/national-root.pem"));
            Path chain = openssl.file("chain.pem", program.api().published("/ca/gov-tls/chain.pem"));
            program.stopInOrder();
            Path data = program.data().path().resolve("postgres/data");
            Path older = program.data().path().resolve("older");
            Path newer = program.data().path().resolve("newer");
            copy(data, older);

            program.start();
            HttpResponse<String> revoked = program.api()
                    .post(subscriber, "/certificates/" + held.id() + "/revocation", "{\"reason\": \"superseded\"}");
            assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(200);
            assertThat(openssl.status(program.api().plain("/ocsp"), root, chain, held.serial()))
                    .isEqualTo("revoked");
            byte[] list = program.api().published("/crl/gov-tls-g1.crl");
            program.stopInOrder();
            Files.move(data, newer);
            Files.move(older, data);

            program.start();
            long before = intents(program);
            HttpResponse<String> refused = submit(program, subscriber, document);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.body()).contains("installation-held", "are missing, so it is an old backup");
            assertThatThrownBy(() -> openssl.status(program.api().plain("/ocsp"), root, chain, held.serial()))
                    .hasMessageContaining("trylater");
            assertThat(program.api().published("/crl/gov-tls-g1.crl"))
                    .as("the list that names it")
                    .isEqualTo(list);
            assertThatThrownBy(() -> program.api().published("/crl/gov-tls-g1.crl?number=1"))
                    .hasMessageContaining("503");
            assertThat(program.api().published("/ca/gov-tls-g1.cer")).isNotEmpty();
            assertThat(intents(program)).as("nothing is begun").isEqualTo(before);
            program.stopInOrder();
            delete(data);
            Files.move(newer, data);

            program.start();
            assertThat(openssl.status(program.api().plain("/ocsp"), root, chain, held.serial()))
                    .isEqualTo("revoked");
            HttpResponse<String> again = submit(program, subscriber, document);
            assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
        }
    }

    /** The newer database is lost: what lies outside of it is taken over. */
    @Test
    void goesOnWithWhatWasPublished() throws IOException, InterruptedException, SQLException {
        try (RunningProgram program = RunningProgram.onFoundedData("lost-database")) {
            OpenSsl openssl = new OpenSsl(Clone.place("lost-database-openssl"));
            String subscriber = program.token("subscriber", "--body", "nitb");
            String administrator = program.token("ca-administrator");
            String security = program.token("security-officer");
            IssuanceLoad.Received before = issue(program, subscriber, openssl, "before.nitb.example.gov.pk");
            Path root = openssl.file("root.pem", program.api().published("/ca/national-root.pem"));
            Path chain = openssl.file("chain.pem", program.api().published("/ca/gov-tls/chain.pem"));
            assertThat(recover(program, security).statusCode())
                    .as("nothing is lost yet")
                    .isEqualTo(409);
            program.stopInOrder();
            Path data = program.data().path().resolve("postgres/data");
            Path older = program.data().path().resolve("older");
            copy(data, older);

            program.start();
            IssuanceLoad.Received lost = issue(program, subscriber, openssl, "lost.nitb.example.gov.pk");
            for (IssuanceLoad.Received each : List.of(before, lost)) {
                HttpResponse<String> revoked = program.api()
                        .post(subscriber, "/certificates/" + each.id() + "/revocation", "{\"reason\": \"superseded\"}");
                assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(200);
            }
            IssuanceLoad.Received unknown = issue(program, subscriber, openssl, "unknown.nitb.example.gov.pk");
            awaitOnList(program, before);
            awaitOnList(program, lost);
            program.stopInOrder();
            Map<String, RevocationList> published = lists(program);
            String checkpoint = Files.readString(program.data().path().resolve("checkpoints/checkpoint"));
            delete(data);
            Files.move(older, data);

            program.start();
            HttpResponse<String> recovered = recover(program, security);
            assertThat(recovered.statusCode()).as(recovered.body()).isEqualTo(200);
            assertThat(recovered.body())
                    .contains("\"event\":\"CERTIFICATE_ISSUED\",\"authority\":\"gov-tls-g1\",\"count\":2")
                    .contains("\"revocations\":2");
            assertThat(submit(program, subscriber, document(openssl, "a.nitb.example.gov.pk"))
                            .statusCode())
                    .as("held until it is started again")
                    .isEqualTo(503);
            program.stopInOrder();

            program.start();
            for (IssuanceLoad.Received each : List.of(before, lost)) {
                assertThat(openssl.status(program.api().plain("/ocsp"), root, chain, each.serial()))
                        .isEqualTo("revoked");
            }
            assertThat(openssl.status(program.api().plain("/ocsp"), root, chain, unknown.serial()))
                    .as("nobody knows it here any more")
                    .isNotEqualTo("good");
            for (Map.Entry<String, RevocationList> list : published.entrySet()) {
                RevocationList next = RevocationList.of(Der.of(program.api().published(list.getKey())));
                assertThat(next.number().orElseThrow())
                        .isGreaterThanOrEqualTo(list.getValue().number().orElseThrow());
                assertThat(serials(next)).containsAll(serials(list.getValue()));
            }
            LoggedTree tree = new LoggedTree(new Store(program.data()));
            tree.goesOnFrom(checkpoint);
            tree.holdsEachRecordOnce();
            assertThat(Reconciled.agrees(program.data())).anyMatch(each -> each.matches(".*without a record: [1-9].*"));
            verifyExport(program);
            HttpResponse<String> stopped = submit(program, subscriber, document(openssl, "b.nitb.example.gov.pk"));
            assertThat(stopped.body()).contains("issuance-stopped");
            for (String officer : List.of(security, administrator)) {
                HttpResponse<String> resumed =
                        program.api().post(officer, "/issuance/resume", "{\"reason\": \"all is done again\"}");
                assertThat(resumed.statusCode()).as(resumed.body()).isEqualTo(200);
            }
            issue(program, subscriber, openssl, "after.nitb.example.gov.pk");
        }
    }

    /** Everything, with the leaves of the records that were lost. */
    private static void verifyExport(RunningProgram program) throws IOException {
        String auditor = program.token("auditor");
        Path export = Files.writeString(
                program.data().path().resolve("export.jsonl"),
                program.api().get(auditor, "/audit/export?format=jsonl").body());
        List<LogVerifier> keys = new String(program.api().published("/log/key"), StandardCharsets.US_ASCII)
                .lines()
                .flatMap(line -> LogVerifier.of(line).stream())
                .toList();
        assertThat(new ExportVerifier(keys, Optional.empty(), List.of()).verify(export))
                .anyMatch(sentence -> sentence.contains("only the leaf is here"))
                .contains("nothing was left out.");
    }

    private static HttpResponse<String> recover(RunningProgram program, String officer) throws IOException {
        return program.api().post(officer, "/audit/recovery", "{\"reason\": \"both disks failed\"}");
    }

    private static IssuanceLoad.Received issue(RunningProgram program, String subscriber, OpenSsl openssl, String host)
            throws IOException {
        HttpResponse<String> issued = submit(program, subscriber, document(openssl, host));
        assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
        return IssuanceLoad.received(issued);
    }

    private static void awaitOnList(RunningProgram program, IssuanceLoad.Received certificate)
            throws IOException, InterruptedException {
        BigInteger serial = new BigInteger(certificate.serial(), 16);
        for (int second = 0;
                lists(program).values().stream().noneMatch(list -> serials(list).contains(serial));
                second++) {
            assertThat(second).isLessThan(90);
            Thread.sleep(1000);
        }
    }

    /** What lies outside, by the address at which it was published. */
    private static Map<String, RevocationList> lists(RunningProgram program) throws IOException {
        Path outside = program.data().path().resolve("checkpoints");
        Map<String, RevocationList> lists = new TreeMap<>();
        try (Stream<Path> files = Files.walk(outside.resolve("crl"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lists.put("/" + outside.relativize(file), RevocationList.of(Der.of(Files.readAllBytes(file))));
            }
        }
        return lists;
    }

    private static List<BigInteger> serials(RevocationList list) {
        return list.entries().stream().map(entry -> entry.serial().value()).toList();
    }

    private static String document(OpenSsl openssl, String host) throws IOException {
        return IssuanceLoad.document(openssl.request(host));
    }

    private static HttpResponse<String> submit(RunningProgram program, String subscriber, String document)
            throws IOException {
        return program.api().submit(subscriber, UUID.randomUUID().toString(), document);
    }

    private static long intents(RunningProgram program) throws SQLException {
        try (Connection connection = program.data().asApplication();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from intent")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
