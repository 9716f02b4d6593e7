package pk.muhr.command.development;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The mode this process was told to run in, read before the framework exists. Every place the framework would read it
 * from counts, not only the environment: whoever says {@code muhr.mode=production} anywhere gets no embedded database,
 * no software token and no development identity.
 */
public final class RunMode {

    /** The configuration key; its environment form is {@code MUHR_MODE}. */
    public static final String KEY = "muhr.mode";

    static final String DEVELOPMENT = "development";

    private static final List<String> LOCATION_KEYS = List.of("quarkus.config.locations", "smallrye.config.locations");

    private final Properties system;
    private final Map<String, String> environment;
    private final Path workingDirectory;

    RunMode(Properties system, Map<String, String> environment, Path workingDirectory) {
        this.system = system;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
    }

    /** The mode of this process. */
    public static RunMode ofThisProcess() {
        return new RunMode(System.getProperties(), System.getenv(), Path.of(""));
    }

    /**
     * Lets the caller go on only where no configuration names another mode than development.
     *
     * @param what the thing that is for development only, as the subject of a sentence
     * @throws Refused when a mode other than development is configured
     */
    public void requireDevelopment(String what) {
        configured().filter(mode -> !DEVELOPMENT.equals(mode)).ifPresent(mode -> {
            throw new Refused(what + " is for development only, and " + KEY + " is \"" + mode
                    + "\". In production run `java -jar target/quarkus-app/quarkus-run.jar` without arguments, with"
                    + " database, token and identity provider from configuration; for development say " + KEY
                    + "=" + DEVELOPMENT + " there.");
        });
    }

    /** The first mode that any source names, the strongest source first. */
    Optional<String> configured() {
        return sources().stream()
                .map(source ->
                        source.getProperty(KEY, source.getProperty("%prod." + KEY, source.getProperty("MUHR_MODE"))))
                .filter(mode -> mode != null && !mode.isBlank())
                .map(mode -> mode.strip().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private List<Properties> sources() {
        Properties variables = new Properties();
        variables.putAll(environment);
        List<Properties> sources = new ArrayList<>(List.of(system, variables));
        List<Path> files = new ArrayList<>(List.of(Path.of(".env"), Path.of("config", "application.properties")));
        LOCATION_KEYS.stream().flatMap(key -> locations(key).stream()).forEach(files::add);
        files.stream()
                .map(workingDirectory::resolve)
                .filter(Files::isRegularFile)
                .map(RunMode::read)
                .forEach(sources::add);
        return sources;
    }

    private List<Path> locations(String key) {
        String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');
        String value = system.getProperty(key, environment.getOrDefault(variable, ""));
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(location -> !location.isEmpty())
                .map(location -> location.startsWith("file:") ? location.substring("file:".length()) : location)
                .map(Path::of)
                .map(path -> Files.isDirectory(path) ? path.resolve("application.properties") : path)
                .toList();
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused(
                    "The configuration file " + file + " cannot be read (" + e.getMessage()
                            + "), so it is unknown whether it says production. Make it readable or remove it.",
                    e);
        }
        return properties;
    }
}
