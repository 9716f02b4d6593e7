package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;

/**
 * Somebody at a screen. Whatever a page writes to the browser's console, an error of a script or a refusal of the content
 * security policy among them, fails the test that looks.
 */
final class Visitor implements AutoCloseable {

    private static final Path SCREENS = Path.of("target", "screens");
    private static final int DESKTOP_WIDTH = 1280;
    private static final int DESKTOP_HEIGHT = 900;
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

    /** Harm that axe-core calls serious or worse. */
    private static final List<String> HARM = List.of("serious", "critical");

    private final BrowserContext context;
    private final Page page;
    private final String suffix;
    private final boolean scripts;
    private final List<String> complaints = new ArrayList<>();

    private Visitor(Language language, boolean phone, boolean scripts) {
        context = Chromium.context(new Browser.NewContextOptions()
                .setViewportSize(phone ? PHONE_WIDTH : DESKTOP_WIDTH, phone ? PHONE_HEIGHT : DESKTOP_HEIGHT)
                .setJavaScriptEnabled(scripts)
                .setAcceptDownloads(true));
        context.addCookies(List.of(new Cookie(Visitors.LANGUAGE_COOKIE, language.tag()).setUrl(Chromium.site() + "/")));
        this.scripts = scripts;
        suffix = "-" + language.tag() + (phone ? "-phone" : "-desktop");
        page = context.newPage();
        page.setDefaultTimeout(15_000);
        page.onConsoleMessage(message -> {
            boolean news = message.type().equals("log") || message.type().equals("info");
            if (!news && !isRefusedForm(message)) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** A form that is shown again with its reason: the page itself, and nothing that it loads, has such a status. */
    private boolean isRefusedForm(ConsoleMessage message) {
        return message.text().matches("Failed to load resource: the server responded with a status of 4\\d\\d .*")
                && message.location().startsWith(page.url() + ":");
    }

    static Visitor atDesk(Language language) {
        return new Visitor(language, false, true);
    }

    static Visitor onPhone(Language language) {
        return new Visitor(language, true, true);
    }

    /** Somebody whose browser runs no script of a page. */
    static Visitor withoutScripts(Language language, boolean phone) {
        return new Visitor(language, phone, false);
    }

    /** The page that is open. */
    Page page() {
        return page;
    }

    /** Logs in as somebody of the development data. */
    Visitor as(String person) {
        page.navigate("/login");
        page.locator("button[name=person][value='" + person + "']").click();
        page.waitForURL(Chromium.site() + "/**");
        return this;
    }

    /** Opens an address of the site. */
    Visitor open(String path) {
        page.navigate(path);
        return this;
    }

    /**
     * Leaves a picture of the page ({@code target/screens/NAME-LANGUAGE-DEVICE.png}) and judges it: no serious violation
     * that axe-core knows, nothing wider than the screen, no complaint of the browser. Where no script runs it is a picture alone.
     */
    Visitor shown(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENS.resolve(name + suffix + ".png"))
                .setFullPage(true));
        assertThat(complaints).as("%s: the browser complains", name + suffix).isEmpty();
        if (!scripts) {
            return this; // nor does it run those that judge
        }
        int over = (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(over).as("%s: wider than the screen by", name + suffix).isZero();
        List<Rule> harm = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> HARM.contains(rule.getImpact()))
                        .toList();
        assertThat(harm).as("%s: axe-core finds", name + suffix).isEmpty();
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
