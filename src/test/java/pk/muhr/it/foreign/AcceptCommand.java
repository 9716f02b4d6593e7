package pk.muhr.it.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import pk.muhr.it.Api;
import pk.muhr.it.Clone;
import pk.muhr.it.DataDirectory;
import pk.muhr.it.Doors;
import pk.muhr.it.Ran;

/**
 * {@code ./muhr accept}: asks the running service for one certificate of each kind, lets the foreign programs judge, and
 * prints a table. It ends with status 1 when one of them says no.
 */
final class AcceptCommand {

    private static final String ROW = "%-18s %-30s %-38s %s%n";

    private static final String USAGE = " Usage: ./muhr accept [--data DIR] [--port 8080] [--https-port 8443]";

    private final Api api;
    private final String service;
    private final Path data;
    private final List<Verdict> refusals = new ArrayList<>();

    private AcceptCommand(Path data, Doors doors) {
        this.data = data;
        this.api = new Api(doors, new DataDirectory(data));
        this.service = "http://127.0.0.1:" + doors.http();
    }

    /** Arguments are {@code --data DIR}, {@code --port N} and {@code --https-port N}; what stands later counts. */
    public static void main(String... arguments) {
        try {
            Map<String, String> options = options(arguments);
            Doors doors = new Doors(number(options, "--port"), number(options, "--https-port"), 0);
            System.exit(new AcceptCommand(Path.of(options.get("--data")).toAbsolutePath(), doors).run());
        } catch (IllegalArgumentException e) {
            System.err.println("muhr: " + e.getMessage() + USAGE);
            System.exit(2);
        } catch (AssertionError | RuntimeException | IOException e) {
            System.err.println("muhr: " + e.getMessage() + because(e.getCause()));
            System.exit(1);
        }
    }

    private static Map<String, String> options(String... arguments) {
        Map<String, String> options =
                new HashMap<>(Map.of("--data", ".muhr", "--port", "8080", "--https-port", "8443"));
        Iterator<String> words = List.of(String.join("=", arguments).split("=")).iterator();
        while (words.hasNext()) {
            String name = words.next();
            if (!options.containsKey(name) || !words.hasNext()) {
                throw new IllegalArgumentException("`" + name + "` is not an option of accept, or lacks its value.");
            }
            options.put(name, words.next());
        }
        return options;
    }

    private static int number(Map<String, String> options, String name) {
        if (!options.get(name).matches("\\d{1,5}")) {
            throw new IllegalArgumentException(name + " " + options.get(name) + " is no port.");
        }
        return Integer.parseInt(options.get(name));
    }

    private static String because(Throwable cause) {
        return cause == null ? "" : ": " + cause + ". Does `./muhr start` run on this --data, --port and --https-port?";
    }

    private int run() throws IOException {
        Path directory = Files.createTempDirectory("muhr-accept");
        try {
            Repository repository = new Repository(api, directory.resolve("published"));
            Map<Kind, Held> held = new LinkedHashMap<>();
            Subscribers subscribers = new Subscribers(api, this::token, this::officer, directory);
            Kind.all()
                    .forEach(kind ->
                            held.put(kind, subscribers.request(kind, kind.keys().getFirst())));
            try (Nginx proxy = Nginx.proxyTo(service, directory.resolve("proxy"))) {
                Judges judges =
                        new Judges(repository, proxy, held.get(Kind.TLS_SERVER), held.get(Kind.DIGITAL_SIGNATURE));
                System.out.printf(ROW, "type", "profile", "program", "accepts");
                held.forEach(
                        (kind, certificate) -> judges.of(kind).forEach(judge -> print(judge.verdict(certificate))));
            }
            return conclude();
        } finally {
            remove(directory);
        }
    }

    private void print(Verdict verdict) {
        Kind kind = verdict.certificate().kind();
        System.out.printf(ROW, kind.type(), kind.profile(), verdict.program(), verdict.accepts() ? "yes" : "NO");
        if (!verdict.accepts()) {
            refusals.add(verdict);
        }
    }

    private int conclude() {
        refusals.forEach(refusal -> System.out.printf(
                "%n%s says of %s:%n%s%n",
                refusal.program(), refusal.certificate(), refusal.said().strip()));
        System.out.println(
                refusals.isEmpty()
                        ? "Every program accepts every certificate."
                        : refusals.size() + " times a program does not accept a certificate.");
        return refusals.isEmpty() ? 0 : 1;
    }

    private String token(String body) {
        return token("--role", "subscriber", "--body", body, "--name", Subscribers.personOf(body));
    }

    private String officer() {
        return token("--role", "registration-officer");
    }

    private String token(String... who) {
        List<String> arguments = new ArrayList<>(List.of("token", "--data", data.toString()));
        arguments.addAll(List.of(who));
        return Ran.toItsEnd(Clone.thisOne().muhr(arguments.toArray(String[]::new)))
                .successfully()
                .strip();
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
