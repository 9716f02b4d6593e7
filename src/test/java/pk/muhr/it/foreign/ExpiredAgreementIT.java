package pk.muhr.it.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import pk.muhr.it.Clone;
import pk.muhr.it.RunningProgram;
import pk.muhr.it.Store;

/**
 * {@link StatusAgreementIT} for certificates that have expired: an installation whose subscribers' certificates are valid
 * for a day is founded by a clock two days behind, issues and revokes, and goes on by the right one. The table is
 * {@code target/status-agreement-expired.txt}.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiredAgreementIT {

    private static final String EXPIRED = "expired";
    private static final String REVOKED_BEFORE = "revoked, then expired";
    private static final List<String> LONGER =
            List.of("root-ca", "domain-ca", "issuing-ca", "ocsp-responder", "ocsp-responder-memory", "time-stamping");

    private RunningProgram program;
    private Population population;
    private Agreement agreement;

    @BeforeAll
    void letEverythingExpire() throws IOException, InterruptedException {
        Path directory = Clone.place("expired-held");
        Clone clone = Clone.thisOne().copiedTo(Clone.place("expired-clone"));
        shorten(clone.top().resolve("policies"));
        program = RunningProgram.inThePast(clone, "expired", Duration.ofDays(2), ForeignTools.libfaketime());
        Repository repository = new Repository(program.api(), directory.resolve("published"));
        population = new Population(program, kinds(), directory);
        population.request(EXPIRED, REVOKED_BEFORE);
        population.revoke(REVOKED_BEFORE, "superseded");
        population.awaitListed(REVOKED_BEFORE);
        program.nowadays();
        population.publish();
        agreement = new Agreement(
                StatusAgreementIT.clients(repository, program.api().plain("/ocsp")),
                population,
                new Store(program.data()));
    }

    /** No time-stamping unit: its certificate is longer valid than its key is used (EN 319 421), so for more than a day. */
    private static List<Kind> kinds() {
        return Population.KINDS.stream()
                .filter(kind -> kind != Kind.TIME_STAMPING)
                .toList();
    }

    private static void shorten(Path policies) throws IOException {
        try (Stream<Path> files = Files.list(policies)) {
            for (Path file : files.filter(ExpiredAgreementIT::isOfSubscribers).toList()) {
                Files.writeString(file, Files.readString(file).replaceAll("(?m)^validityDays: .*$", "validityDays: 1"));
            }
        }
    }

    private static boolean isOfSubscribers(Path file) {
        return Files.isRegularFile(file)
                && !LONGER.contains(file.getFileName().toString().replace(".yaml", ""));
    }

    @AfterAll
    void end() throws IOException {
        if (agreement != null) {
            agreement.write(Path.of("target", "status-agreement-expired.txt"));
        }
        if (program != null) {
            program.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyProgramSaysWhatTheDatabaseSays() {
        List<Specimen> expired = population.specimens().stream()
                .filter(specimen -> List.of(EXPIRED, REVOKED_BEFORE).contains(specimen.state()))
                .toList();
        assertThat(expired).as("6 kinds in 2 states").hasSize(2 * 6);
        return expired.stream()
                .map(specimen -> dynamicTest(specimen.toString(), () -> assertThat(agreement.disagreements(specimen))
                        .isEmpty()));
    }
}
