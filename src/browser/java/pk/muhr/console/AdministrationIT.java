package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The people who run the service: the stop switch, and everything that they see. */
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
        for (Language language : Language.values()) {
            for (Visitor visitor : new Visitor[] {Visitor.atDesk(language), Visitor.onPhone(language)}) {
                try (visitor) {
                    visitor.as("dev-security-officer");
                    visitor.open("/administration").shown("administration-authorities");
                    visitor.open("/administration/status").shown("administration-status");
                    visitor.open("/administration/charts").shown("administration-charts");
                    visitor.open("/administration/people").shown("administration-people");
                    visitor.open("/administration/stop").shown("administration-stop");
                    visitor.as("dev-policy-authority");
                    visitor.open("/administration/policy").shown("administration-policy");
                    visitor.page().locator("#active a").click();
                    visitor.page().locator("details").last().waitFor();
                    visitor.shown("administration-policy-files");
                }
            }
        }
    }
}
