package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

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
            assertThatThrownBy(() -> program.api().published("/crl/gov-tls-g1.crl"))
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
