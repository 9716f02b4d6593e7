package pk.muhr.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

import pk.muhr.it.RunningProgram;

/** One browser and one program for all tests of the console in this Java machine; both end with it. */
final class Chromium {

    private static final List<Path> PLACES = Stream.of(
                    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .toList();

    private Chromium() {}

    private static final class Shared {
        static final RunningProgram PROGRAM = RunningProgram.onFoundedData("console");
        static final Playwright PLAYWRIGHT = Playwright.create();
        static final Browser BROWSER = PLAYWRIGHT
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PLACES.stream()
                                .filter(Files::isExecutable)
                                .findFirst()
                                .orElseThrow(() -> new IllegalStateException("no Chromium is installed")))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(PROGRAM::close));
        }
    }

    /** The program whose pages are looked at. */
    static RunningProgram program() {
        return Shared.PROGRAM;
    }

    /** The address of its pages. */
    static String site() {
        return "https://localhost:" + program().doors().https();
    }

    /** Somebody's browser, with nothing kept from others. */
    static BrowserContext context(Browser.NewContextOptions options) {
        return contextOf(options.setBaseURL(site()));
    }

    /** The same, at another site. */
    static BrowserContext contextOf(Browser.NewContextOptions options) {
        return Shared.BROWSER.newContext(options.setIgnoreHTTPSErrors(true));
    }
}
