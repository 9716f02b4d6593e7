package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The frame of every page: logging in, languages, a phone. */
@InBrowser
class FrameIT {

    @ParameterizedTest
    @EnumSource(Language.class)
    void isReadAtADeskAndOnAPhone(Language language) {
        for (Visitor visitor : new Visitor[] {Visitor.atDesk(language), Visitor.onPhone(language)}) {
            try (visitor) {
                visitor.open("/login").shown("login");
                visitor.as("dev-security-officer").open("/account").shown("account");
                assertThat(visitor.page().locator("html").getAttribute("dir")).isEqualTo(language.direction());
            }
        }
    }
}
