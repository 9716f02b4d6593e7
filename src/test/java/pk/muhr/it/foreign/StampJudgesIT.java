package pk.muhr.it.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import eu.europa.esig.dss.enumerations.SignatureLevel;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import pk.muhr.it.Clone;
import pk.muhr.it.Ran;
import pk.muhr.it.RunningProgram;
import pk.muhr.x509.Sha256;

/** Foreign programs that get time-stamps from the running service, and judge them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StampJudgesIT {

    private static final int PATIENCE_SECONDS = 60;
    private static final int SILENT_SECONDS = 15;

    private final HttpClient client = HttpClient.newHttpClient();
    private RunningProgram program;
    private Path directory;
    private Repository repository;
    private Nginx proxy;
    private Held code;
    private Held signer;

    @BeforeAll
    void request() throws IOException {
        directory = Clone.place("stamp-judges-held");
        program = RunningProgram.onFoundedData("stamp-judges");
        repository = new Repository(program.api(), directory.resolve("published"));
        Subscribers subscribers = new Subscribers(
                program.api(),
                body -> program.token("subscriber", "--body", body, "--name", Subscribers.personOf(body)),
                () -> program.token("registration-officer"),
                directory.resolve("held"));
        code = subscribers.request(Kind.CODE_SIGNING, KeyKind.RSA_3072);
        signer = subscribers.request(Kind.DIGITAL_SIGNATURE, KeyKind.P_256);
        proxy = Nginx.proxyTo(program.api().plain(""), directory.resolve("proxy"));
    }

    @AfterAll
    void end() {
        if (proxy != null) {
            proxy.close();
        }
        if (program != null) {
            program.close();
        }
    }

    private record Judged(Judge judge, Held signer) {}

    /** Of units with keys of different kinds. */
    @TestFactory
    Stream<DynamicTest> everyProgramAcceptsItsTimeStamp() {
        String rsa = program.api().plain("/tsa/unit-1");
        String curve = program.api().plain("/tsa/unit-2");
        return Stream.of(
                        new Judged(new CodeJudges.Jar(repository, proxy, Optional.of(curve)), code),
                        new Judged(new CodeJudges.WindowsProgram(repository, Optional.of(rsa)), code),
                        new Judged(new CodeJudges.WindowsProgram(repository, Optional.of(curve)), code),
                        new Judged(
                                new Pades.Stamped(repository, proxy, SignatureLevel.PAdES_BASELINE_T, curve), signer),
                        new Judged(new Pades.Stamped(repository, proxy, SignatureLevel.PAdES_BASELINE_LT, rsa), signer))
                .map(judged -> DynamicTest.dynamicTest(judged.judge().program(), () -> {
                    Verdict verdict = judged.judge().judge(judged.signer());
                    assertThat(verdict.accepts()).as(verdict.said()).isTrue();
                }));
    }

    /** The unit goes on with another key within seconds, while its old token is refused by the new CRL. */
    @Test
    void opensslAcceptsWithCrlsUntilTheUnitsCertificateIsRevoked() throws Exception {
        Path query = directory.resolve("query");
        Path data = Files.writeString(directory.resolve("data"), "a contract");
        openssl("ts", "-query", "-data", data.toString(), "-sha256", "-cert", "-out", query.toString())
                .successfully();
        Path reply = asked(query, "before");
        X509Certificate unit = chain(reply).getFirst();
        assertThat(judged(query, reply).said()).contains("Verification: OK");

        String id = Sha256.of(unit.getEncoded()).hex();
        assertThat(program.api()
                        .revoke(program.token("revocation-officer"), id, "superseded")
                        .statusCode())
                .isEqualTo(200);
        String list = Repository.listOf(unit).orElseThrow();
        for (int second = 0; !repository.lists(list, unit); second++) {
            assertThat(second).as("seconds until the CRL lists it").isLessThan(PATIENCE_SECONDS);
            Thread.sleep(1000);
        }
        assertThat(judged(query, reply).said()).contains("certificate revoked").doesNotContain("Verification: OK");

        Path after = asked(query, "after");
        for (int second = 0; isRefusal(after) || unit.equals(chain(after).getFirst()); second++) {
            assertThat(second).as("seconds until the unit has another key").isLessThan(SILENT_SECONDS);
            Thread.sleep(1000);
            after = asked(query, "after");
        }
        assertThat(judged(query, after).said()).contains("Verification: OK");
    }

    /** What openssl says with a CRL for each step of the path, fetched now. */
    private Ran judged(Path query, Path reply) throws Exception {
        StringBuilder trusted = new StringBuilder(Files.readString(repository.rootFile()));
        for (Path list : repository.lists(chain(reply))) {
            trusted.append(Files.readString(list));
        }
        Path file = Files.writeString(directory.resolve("trusted.pem"), trusted);
        List<String> arguments = new ArrayList<>(List.of("ts", "-verify", "-queryfile", query.toString()));
        arguments.addAll(List.of("-in", reply.toString(), "-CAfile", file.toString()));
        arguments.addAll(List.of("-crl_check_all", "-extended_crl", "-x509_strict"));
        return openssl(arguments.toArray(String[]::new));
    }

    /** The unit is silent until it has its next key. */
    private static boolean isRefusal(Path reply) throws Exception {
        return new TimeStampResponse(Files.readAllBytes(reply)).getTimeStampToken() == null;
    }

    private Path asked(Path query, String name) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create(program.api().plain("/tsa/unit-1")))
                        .header("Content-Type", "application/timestamp-query")
                        .POST(HttpRequest.BodyPublishers.ofFile(query))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return Files.write(directory.resolve(name), answer.body());
    }

    /** The certificates of the token, the unit's first. */
    private static List<X509Certificate> chain(Path reply) throws IOException, TSPException, GeneralSecurityException {
        TimeStampToken token = new TimeStampResponse(Files.readAllBytes(reply)).getTimeStampToken();
        assertThat(token).as("a token in " + reply).isNotNull();
        List<X509Certificate> all = new ArrayList<>();
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
            if (certificate.getSerialNumber().equals(token.getSID().getSerialNumber())) {
                all.addFirst(certificate);
            } else {
                all.add(certificate);
            }
        }
        return all;
    }

    private static Ran openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of(ForeignTools.openssl().toString()));
        command.addAll(List.of(arguments));
        return Ran.toItsEnd(new ProcessBuilder(command));
    }
}
