package pk.muhr.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;

import pk.muhr.command.development.Addresses;
import pk.muhr.command.development.Development;
import pk.muhr.command.development.Installation;
import pk.muhr.command.development.InstallationLock;
import pk.muhr.command.development.Ports;
import pk.muhr.command.development.Progress;
import pk.muhr.command.development.PublicUrl;
import pk.muhr.command.development.Refused;
import pk.muhr.command.development.RunMode;

/** {@code start}: the whole service on embedded defaults, everything it keeps under one data directory. */
final class StartCommand implements Command {

    private static final Path HOSTS = Path.of("/etc/hosts");

    /** Everything goes to a file; the person sees warnings, in a line each, and the steps of the ceremony. */
    private static final Map<String, String> LOG = Map.of(
            "quarkus.log.file.enabled", "true",
            "quarkus.console.color", "false",
            "quarkus.log.console.stderr", "true",
            "quarkus.log.console.level", "WARN",
            "quarkus.log.console.format", "    %p %s (%c{1})%n",
            "quarkus.log.category.\"io.micrometer.core.instrument.MeterRegistry\".level", "ERROR",
            "quarkus.log.handler.console.progress.enabled", "true",
            "quarkus.log.handler.console.progress.stderr", "true",
            "quarkus.log.handler.console.progress.format", "==> %s%n",
            "quarkus.log.category.\"pk.muhr.ceremony.DevelopmentCeremony\".handlers", "progress");

    private static final int HTTP = 8080;
    private static final int HTTPS = 8443;
    private static final int MANAGEMENT = 9000;
    private static final int TEST_SITES = 8444;

    private final ProgramDirectory program;
    private final Clock clock;
    private final SecureRandom random;
    private final Progress progress = Progress.onStandardError();

    StartCommand(ProgramDirectory program, Clock clock, SecureRandom random) {
        this.program = program;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Syntax syntax() {
        return new Syntax(
                "start",
                List.of(),
                List.of(
                        new Syntax.Option("data", "DIR"),
                        new Syntax.Option("port", "8080"),
                        new Syntax.Option("https-port", "8443"),
                        new Syntax.Option("management-port", "9000"),
                        new Syntax.Option("test-site-port", "8444"),
                        new Syntax.Option("public-url", "http://HOST:PORT")));
    }

    @Override
    public void run(Arguments arguments) {
        RunMode.ofThisProcess().requireDevelopment("`start`");
        Path data = arguments
                .path("data")
                .orElse(program.defaultData())
                .toAbsolutePath()
                .normalize();
        InstallationLock lock = InstallationLock.take(data);
        Addresses addresses = addresses(arguments);
        Installation installation = Installation.openOrCreate(
                data, arguments.option("public-url").map(PublicUrl::parse), addresses.http(), clock);
        Development development =
                new Development(installation, Development.tokensOf(installation), random, clock, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(development, lock), "development-shutdown"));
        development.establish();
        configure(development.configuration(program.path(), addresses), installation);
        serveTestSites(arguments, addresses);
        hintAtHosts(installation.publicUrl(), addresses);
        progress.step("starting the service");
        Quarkus.run(Serving.class, (status, failure) -> ended(status, failure, installation), announced(addresses));
    }

    /** Health and metrics give way when their port is taken and nobody insisted on it. */
    private Addresses addresses(Arguments arguments) {
        int http = arguments.port("port", HTTP);
        int https = arguments.port("https-port", HTTPS);
        int management = arguments.port("management-port", MANAGEMENT);
        int sites = arguments.port("test-site-port", TEST_SITES);
        List<Integer> named = arguments.option("test-site-port").isPresent()
                ? List.of(http, https, management, sites)
                : List.of(http, https, management);
        if (named.stream().distinct().count() < named.size()) {
            throw Refused.usage(
                    "--port, --https-port, --management-port and --test-site-port must be different ports.");
        }
        Ports.require(http, "--port");
        Ports.require(https, "--https-port");
        if (arguments.option("test-site-port").isPresent()) {
            Ports.require(sites, "--test-site-port");
        }
        if (arguments.option("management-port").isPresent()) {
            Ports.require(management, "--management-port");
        } else if (!Ports.isFree(management)) {
            management = new Ports(random, named).free();
            progress.note("port " + MANAGEMENT + " is taken, health and metrics are on port " + management);
        }
        return new Addresses(http, https, management);
    }

    private static String[] announced(Addresses addresses) {
        return addresses.urls().toArray(String[]::new);
    }

    /** Before the framework reads it; others see a command line and an environment, so it is in neither. */
    private static void configure(Map<String, String> configuration, Installation installation) {
        configuration.forEach(System::setProperty);
        LOG.forEach(System::setProperty);
        System.setProperty("quarkus.log.file.path", installation.log().toString());
    }

    private void serveTestSites(Arguments arguments, Addresses addresses) {
        OptionalInt port = testSitePort(arguments, addresses);
        if (port.isPresent()) {
            System.setProperty("muhr.test-sites.port", "" + port.getAsInt());
        } else {
            progress.note("port " + TEST_SITES + " is taken, so the test web sites are not served");
        }
    }

    /**
     * They give way when their port is taken, or is one of this run's own, and nobody insisted on it: everything else
     * goes on without them.
     */
    static OptionalInt testSitePort(Arguments arguments, Addresses addresses) {
        int port = arguments.port("test-site-port", TEST_SITES);
        boolean insisted = arguments.option("test-site-port").isPresent();
        return insisted || !addresses.ports().contains(port) && Ports.isFree(port)
                ? OptionalInt.of(port)
                : OptionalInt.empty();
    }

    private void hintAtHosts(PublicUrl url, Addresses addresses) {
        if (url.port() != addresses.http()) {
            progress.note("certificates of this installation say " + url + " and this run listens on port "
                    + addresses.http() + ", so on this machine their addresses lead nowhere");
            return;
        }
        if (!isInHostsFile(url.host())) {
            progress.note(
                    "for other programs on this machine to follow the addresses in certificates, add this line to "
                            + HOSTS + ": 127.0.0.1 " + url.host());
        }
    }

    /** Asking a name server would take long where there is none. */
    private static boolean isInHostsFile(String host) {
        try (Stream<String> lines = Files.lines(HOSTS)) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip())
                    .anyMatch(line -> List.of(line.split("\\s+")).contains(host));
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }

    private static void ended(int status, Throwable failure, Installation installation) {
        if (failure != null) {
            System.err.println(
                    "muhr: The service did not start: " + reason(failure) + " (details in " + installation.log() + ")");
        }
        System.exit(status);
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root instanceof Refused || root.getMessage() != null ? root.getMessage() : root.toString();
    }

    /** The service goes first, because it still writes while it stops; then its database. */
    private void stop(Development development, InstallationLock lock) {
        Application service = Application.currentApplication();
        if (service != null) {
            progress.step("stopping");
            service.awaitShutdown();
        }
        development.close();
        lock.close();
    }
}
