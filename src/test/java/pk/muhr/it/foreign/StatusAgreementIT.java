package pk.muhr.it.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import pk.muhr.it.Clone;
import pk.muhr.it.Ran;
import pk.muhr.it.RunningProgram;
import pk.muhr.it.Store;

/**
 * Foreign programs ask for the status of certificates of every authority, over OCSP and by CRLs, and the database must
 * agree with each of them. The table of all answers is {@code target/status-agreement.txt}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StatusAgreementIT {

    private static final String CHANGES_ONLY = "gov-authentication";

    private RunningProgram program;
    private Path directory;
    private Repository repository;
    private Population population;
    private Agreement agreement;

    /** Of gov-authentication before anything was revoked, and while what is released later was held. */
    private Path before;

    private Path onHold;

    @BeforeAll
    void bringEverythingIntoItsState() throws IOException, InterruptedException {
        directory = Clone.place("status-agreement-held");
        program = RunningProgram.onFoundedData("status-agreement");
        repository = new Repository(program.api(), directory.resolve("published"));
        population = new Population(program, Population.KINDS, directory);
        population.request(
                Population.GOOD, Population.REVOKED, Population.NO_REASON, Population.HELD, Population.RELEASED);
        before = kept("before.pem");
        population.revoke(Population.REVOKED, "keyCompromise");
        population.revoke(Population.NO_REASON, "unspecified");
        population.revoke(Population.HELD, "certificateHold");
        population.revoke(Population.RELEASED, "certificateHold");
        population.awaitListed(Population.HELD, Population.RELEASED);
        onHold = kept("on-hold.pem");
        population.release();
        population.publish();
        population.awaitListed(Population.REVOKED, Population.NO_REASON);
        population.awaitReleased();
        List<StatusClient> clients =
                new ArrayList<>(clients(repository, program.api().plain("/ocsp")));
        clients.add(new PathClients.OpenSslVerify(
                repository, "-extended_crl -use_deltas", this::oldListAndChanges, CHANGES_ONLY));
        agreement = new Agreement(clients, population, new Store(program.data()));
    }

    /** A CRL as it is now, under a name that later ones do not take. */
    private Path kept(String name) throws IOException {
        return Files.move(repository.list("/crl/gov-authentication-g1.crl"), directory.resolve(name));
    }

    @AfterAll
    void end() throws IOException {
        if (agreement != null) {
            agreement.write(Path.of("target", "status-agreement.txt"));
        }
        if (program != null) {
            program.close();
        }
    }

    /** Everybody who can be asked about any certificate. */
    static List<StatusClient> clients(Repository repository, String responder) {
        return List.of(
                new OcspClients.OpenSsl(repository, responder),
                new OcspClients.OpenSsl(repository, responder, "-sha256", "-no_nonce"),
                new OcspClients.OcspTool(responder),
                new PathClients.Java(repository, Optional.of(URI.create(responder))),
                new PathClients.Java(repository, Optional.empty()),
                PathClients.OpenSslVerify.of(repository, "(everything)", PathClients.whole(repository)),
                byTheListsNamed(repository));
    }

    private static PathClients.OpenSslVerify byTheListsNamed(Repository repository) {
        return PathClients.OpenSslVerify.of(repository, "-extended_crl", PathClients.named(repository));
    }

    /** Lists that know nothing of what was done last, and the changes since. */
    private List<Path> oldListAndChanges(Specimen specimen) throws IOException {
        List<Path> lists = new ArrayList<>(PathClients.named(repository).of(specimen));
        lists.set(0, specimen.state().equals(Population.RELEASED) ? onHold : before);
        lists.add(repository.list(Population.changes()));
        return lists;
    }

    @TestFactory
    Stream<DynamicTest> everyProgramSaysWhatTheDatabaseSays() {
        List<Specimen> all = population.specimens();
        assertThat(all)
                .as("7 kinds good, revoked, revoked without a reason and never issued; held, released; 9 authorities")
                .hasSize(4 * 7 + 2 + 9);
        return all.stream()
                .map(specimen -> dynamicTest(specimen.toString(), () -> assertThat(agreement.disagreements(specimen))
                        .isEmpty()));
    }

    /** After everything else, since no path leads through it from here on. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyProgramSaysThatAnAuthorityIsRevoked() throws Exception {
        Held seal = population.of(Population.GOOD, Kind.ESEAL_COMMERCIAL);
        Specimen authority = population.authorityOf(seal, "revoked authority ");
        population.revokeAuthority(Specimen.of("", seal).authority());
        population.await(
                Repository.listOf(authority.certificate()).orElseThrow(), authority.certificate(), Optional::isPresent);

        assertThat(agreement.disagreements(authority)).isEmpty();
        Specimen below = Specimen.of("below a revoked authority", seal);
        assertThat(byTheListsNamed(repository).ask(below)).contains("error 23 at 1 depth lookup: certificate revoked");
    }

    /** Else the answers by old list and changes would show nothing. */
    @Test
    void onlyTheChangesTellWhatTheOldListsDoNot() throws IOException {
        Specimen held = Specimen.of(Population.HELD, population.of(Population.HELD, Population.HOLDABLE));
        Specimen released = Specimen.of(Population.RELEASED, population.of(Population.RELEASED, Population.HOLDABLE));

        assertThat(byOldListAlone(held)).isEqualTo("good");
        assertThat(byOldListAlone(released)).isEqualTo("revoked");
    }

    private String byOldListAlone(Specimen specimen) throws IOException {
        PathClients.Lists old =
                asked -> oldListAndChanges(asked).subList(0, asked.chain().size() - 1);
        return PathClients.OpenSslVerify.of(repository, "-extended_crl", old).ask(specimen);
    }

    @Test
    void curlAcceptsWhatNginxStaplesForAGoodCertificate() throws IOException, InterruptedException {
        Held server = population.of(Population.GOOD, Kind.TLS_SERVER);
        try (Nginx nginx = Nginx.stapling(server, program.api().plain("/ocsp"))) {
            Ran ran = askWithStatus(nginx, server);
            for (int second = 0; second < 30 && ran.status() != 0; second++) { // the first answer has no staple
                Thread.sleep(1000);
                ran = askWithStatus(nginx, server);
            }
            assertThat(ran.successfully()).isEqualTo("hello");
        }
    }

    /** nginx itself staples no such answer, so it is given one as a file. */
    @Test
    void curlRefusesTheAnswerForARevokedCertificateAndNginxKeepsItBack() throws IOException, InterruptedException {
        Held server = population.of(Population.REVOKED, Kind.TLS_SERVER);
        Path answer = server.directory().resolve("ocsp.der");
        Ran.toItsEnd(new ProcessBuilder(
                                ForeignTools.openssl().toString(),
                                "ocsp",
                                "-issuer",
                                "chain.pem",
                                "-cert",
                                "certificate.pem",
                                "-no_nonce",
                                "-noverify",
                                "-url",
                                program.api().plain("/ocsp"),
                                "-respout",
                                answer.toString())
                        .directory(server.directory().toFile()))
                .successfully();
        try (Nginx nginx = Nginx.stapling(server, answer)) {
            Ran ran = askWithStatus(nginx, server);
            assertThat(ran.status()).as(ran.said()).isEqualTo(91); // CURLE_SSL_INVALIDCERTSTATUS
            assertThat(ran.errors()).contains("SSL certificate revocation reason: keyCompromise");
        }
        try (Nginx nginx = Nginx.stapling(server, program.api().plain("/ocsp"))) {
            askWithStatus(nginx, server);
            for (int second = 0; second < 30 && !nginx.errors().contains("certificate status"); second++) {
                Thread.sleep(1000);
            }
            assertThat(nginx.errors()).contains("certificate status \"revoked\" in the OCSP response");
            assertThat(askWithStatus(nginx, server).errors()).contains("No OCSP response received");
        }
    }

    private Ran askWithStatus(Nginx nginx, Held server) {
        String host = server.dnsName().orElseThrow();
        return Ran.toItsEnd(new ProcessBuilder(
                ForeignTools.curl().toString(),
                "-sS",
                "--cert-status",
                "--cacert",
                repository.rootFile().toString(),
                "--resolve",
                host + ":" + nginx.port() + ":127.0.0.1",
                "https://" + host + ":" + nginx.port() + "/"));
    }
}
