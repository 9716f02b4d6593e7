package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.console.Browser;
import pk.muhr.identity.Role;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.InstanceName;
import pk.muhr.safety.clock.Clocks;

/** What a process says of its units is what the page shows, whichever process serves that. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class UnitDiaryTest {

    private static final String PAGE = "/administration/time-stamps";
    private static final String TROUBLE = "the clock was not looked at yet";

    @Inject
    UnitLeases leases;

    @Inject
    UnitVerdicts verdicts;

    @Inject
    UnitWords words;

    @Inject
    TsaCounters counters;

    @Inject
    ActivePolicy policy;

    @Inject
    Config settings;

    @Test
    void thePageSaysWhyAUnitGivesNoTimeStamps() throws InterruptedException {
        String instance = InstanceName.of(settings).value();
        leases.look();
        assertThat(leases.held()).containsOnlyKeys("unit-1", "unit-2");
        for (int i = 0; i < 60 && saysTrouble(instance); i++) {
            Thread.sleep(250); // the running diary says its word first, and then once in a minute
        }
        try {
            diary(new UnitVerdicts(Clocks.unheard())).write();
            assertThat(words.newest())
                    .filteredOn(word -> word.instance().equals(instance))
                    .hasSize(2)
                    .allSatisfy(word -> assertThat(word.trouble()).contains(TROUBLE));
            assertThat(page("en"))
                    .contains("makes no time-stamps now", "<bdi lang=\"en\" dir=\"ltr\">" + TROUBLE + "</bdi>")
                    .doesNotContain(">signs<");
            assertThat(page("ur")).contains("اس وقت مہریں نہیں بناتی", TROUBLE);
        } finally {
            diary(verdicts).write();
        }
        assertThat(page("en").split(">signs<", -1)).as("both units").hasSize(3);
    }

    @Test
    void refusalsOfTheProcessAreInItsWords() throws Exception {
        Query.answer("/tsa/no-such", Query.plain());
        diary(verdicts).write();
        assertThat(words.newest())
                .filteredOn(
                        word -> word.instance().equals(InstanceName.of(settings).value()))
                .allSatisfy(word -> assertThat(word.refusals().get(FailureInfo.BAD_REQUEST.label()))
                        .isPositive());
        assertThat(page("en")).contains("<td><code>badRequest</code></td>");
    }

    private boolean saysTrouble(String instance) {
        return words.newest().stream()
                        .filter(word -> word.instance().equals(instance)
                                && word.trouble().isEmpty())
                        .count()
                < 2;
    }

    private UnitDiary diary(UnitVerdicts by) {
        return new UnitDiary(leases, by, words, counters, policy, settings);
    }

    private static String page(String language) {
        return Browser.of(Role.CA_ADMINISTRATOR)
                .request()
                .cookie("muhr-language", language)
                .get(PAGE)
                .asString();
    }
}
