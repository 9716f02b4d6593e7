package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The people who run the service: the stop switch, and everything that they see. */
@InBrowser
class AdministrationIT {

    @Test
    void oneStopsAndTwoOfDifferentOfficesResume() {
        try (Visitor administrator = Visitor.atDesk(Language.ENGLISH);
                Visitor security = Visitor.onPhone(Language.URDU)) {
            administrator.as("dev-ca-administrator").open("/administration/stop");
            say(administrator, "#stop", "A certificate with a weak key came through.");
            assertThat(administrator.page().locator("#state").innerText()).contains("No certificate is issued");
            administrator.shown("administration-stop-stopped");
            say(administrator, "#resume", "The rule is mended.");
            administrator.shown("administration-stop-proposed");
            security.as("dev-security-officer").open("/administration/stop");
            security.shown("administration-stop-proposed");
            say(security, "#resume", "I looked at it too.");
            security.shown("administration-stop-resumed");
        }
    }

    private static void say(Visitor visitor, String button, String why) {
        visitor.page().locator("#why").fill(why);
        visitor.page().locator(button).click();
        visitor.page().locator("#said.alert-success").waitFor();
    }

    @Test
    void everythingIsReadInBothLanguagesAtADeskAndOnAPhone() {
        List<Executable> looks = new ArrayList<>();
        for (Language language : Language.values()) {
            looks.add(() -> look(Visitor.atDesk(language)));
            looks.add(() -> look(Visitor.onPhone(language)));
        }
        assertAll(looks);
    }

    private static void look(Visitor visitor) {
        try (visitor) {
            visitor.as("dev-security-officer");
            assertAll(Stream.of("", "/status", "/time-stamps", "/charts", "/people", "/stop")
                    .map(path -> () ->
                            visitor.open("/administration" + path).shown("administration" + path.replace('/', '-'))));
            visitor.as("dev-policy-authority");
            visitor.open("/administration/policy").shown("administration-policy");
            visitor.page().locator("#active a").click();
            visitor.page().locator("details").last().waitFor();
            visitor.shown("administration-policy-files");
        }
    }
}
