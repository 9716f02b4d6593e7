package pk.muhr.command.development;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A development data directory and where things lie in it. Its {@code installation.properties} marks it as ours and
 * fixes the public URL, because that URL is inside every certificate issued here.
 */
public record Installation(Path directory, PublicUrl publicUrl) {

    private static final String MARKER = "installation.properties";

    /**
     * Opens an existing installation.
     *
     * @throws Refused when the directory is not a development installation
     */
    public static Installation open(Path directory) {
        Path home = directory.toAbsolutePath().normalize();
        Path marker = home.resolve(MARKER);
        if (!Files.isRegularFile(marker)) {
            throw new Refused(home + " is not a development installation (it has no " + MARKER
                    + "). Make one with `./muhr start --data " + directory + "`, or name another with --data.");
        }
        Properties properties = read(marker);
        if (!RunMode.DEVELOPMENT.equals(properties.getProperty("kind"))) {
            throw new Refused(
                    marker + " does not say kind=development, so nothing of the development kind touches it.");
        }
        return new Installation(home, PublicUrl.parse(properties.getProperty("public-url", "")));
    }

    /**
     * Opens the installation, or makes one where the directory is empty.
     *
     * @param asked the public URL asked for; the default names the development host at {@code httpPort}
     * @throws Refused when another URL is asked for than the one fixed, or the directory holds something else
     */
    public static Installation openOrCreate(Path directory, Optional<PublicUrl> asked, int httpPort, Clock clock) {
        Path home = directory.toAbsolutePath().normalize();
        if (!Files.isRegularFile(home.resolve(MARKER))) {
            return create(home, asked.orElseGet(() -> PublicUrl.atPort(httpPort)), clock);
        }
        Installation found = open(home);
        asked.filter(url -> !url.equals(found.publicUrl)).ifPresent(url -> {
            throw new Refused("The public URL of " + home + " is " + found.publicUrl + " and stays it, because the"
                    + " certificates issued there carry it. Leave out --public-url " + url
                    + ", or start with another --data directory.");
        });
        return found;
    }

    private static Installation create(Path home, PublicUrl url, Clock clock) {
        try (Stream<Path> content = Files.list(home)) {
            Optional<Path> foreign = content.filter(path -> !path.endsWith(InstallationLock.FILE))
                    .filter(path -> !path.getFileName().toString().startsWith(MARKER))
                    .findFirst();
            if (foreign.isPresent()) {
                throw new Refused(home + " holds other things (" + foreign.get().getFileName() + ") and is not a"
                        + " development installation. Name an empty or new directory with --data.");
            }
        } catch (IOException e) {
            throw new Refused("The data directory " + home + " cannot be read: " + e.getMessage() + ".", e);
        }
        Properties properties = new Properties();
        properties.setProperty("kind", RunMode.DEVELOPMENT);
        properties.setProperty("public-url", url.toString());
        properties.setProperty("created", clock.instant().toString());
        new SecretFile(home.resolve(MARKER)).write(text(properties));
        return new Installation(home, url);
    }

    private static String text(Properties properties) {
        StringWriter writer = new StringWriter();
        try {
            properties.store(writer, "A Muhr development installation; public-url is fixed");
        } catch (IOException e) {
            throw new IllegalStateException("a string takes everything", e);
        }
        return writer.toString();
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        return properties;
    }

    /** Database software, data, log and passwords. */
    public Path postgres() {
        return directory.resolve("postgres");
    }

    /** SoftHSM2's configuration and its tokens. */
    public Path softHsm() {
        return directory.resolve("softhsm");
    }

    /** One file for each token's PIN. */
    public Path pins() {
        return directory.resolve("pins");
    }

    /** The server's TLS key and certificate, and the key of the authority that signed it. */
    public Path https() {
        return directory.resolve("https");
    }

    /** What {@code curl --cacert} takes. */
    public Path httpsRoot() {
        return directory.resolve("https-ca.pem");
    }

    /** The keys of the test web sites. */
    public Path testSites() {
        return directory.resolve("test-sites");
    }

    /** The key pair of the development identity provider. */
    public Path identity() {
        return directory.resolve("identity");
    }

    /** The key of the hash that hides people's numbers. */
    public Path identifierKey() {
        return identity().resolve("identifiers.key");
    }

    /** The zones of the name server. */
    public Path dns() {
        return directory.resolve("dns");
    }

    /** Mails that would have left, as files. */
    public Path mail() {
        return directory.resolve("mail");
    }

    /** Checkpoints of the audit log, outside the database. */
    public Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    /** The service's log. */
    public Path log() {
        return directory.resolve("muhr.log");
    }
}
