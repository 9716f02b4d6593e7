package pk.muhr.command.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import pk.muhr.hsm.Pin;
import pk.muhr.hsm.Pkcs11Module;
import pk.muhr.hsm.TokenInfo;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.TokenUnavailable;

/**
 * The software tokens of a development installation, one for each part of the hierarchy, as the authorities of a
 * production installation sit on modules of their own. SoftHSM2 finds them through {@code SOFTHSM2_CONF}, which must name
 * our configuration file before this process starts; the launcher sees to that.
 */
public final class DevelopmentTokens {

    /** The environment variable that SoftHSM2 reads. */
    public static final String VARIABLE = "SOFTHSM2_CONF";

    /** The tokens: National Root, domain authorities, issuing authorities, OCSP responders, time-stamping units, audit log. */
    public static final List<TokenLabel> LABELS = List.of(
            new TokenLabel("muhr-root"),
            new TokenLabel("muhr-domains"),
            new TokenLabel("muhr-issuing"),
            new TokenLabel("muhr-status"),
            new TokenLabel("muhr-timestamp"),
            new TokenLabel("muhr-log"));

    private final Path softHsm;
    private final Path pins;
    private final Optional<String> variable;

    /**
     * Tokens in {@code softHsm}, their PINs in {@code pins}.
     *
     * @param variable what {@code SOFTHSM2_CONF} says in this process
     */
    public DevelopmentTokens(Path softHsm, Path pins, Optional<String> variable) {
        this.softHsm = softHsm.toAbsolutePath().normalize();
        this.pins = pins.toAbsolutePath().normalize();
        this.variable = variable;
    }

    /** The file that {@code SOFTHSM2_CONF} must name. */
    public Path configuration() {
        return softHsm.resolve("softhsm2.conf");
    }

    /** The file with the PIN of each token. */
    public Map<TokenLabel, Path> pinFiles() {
        Map<TokenLabel, Path> files = new LinkedHashMap<>();
        LABELS.forEach(label -> files.put(label, pins.resolve(label.value())));
        return files;
    }

    /**
     * Makes the tokens that are missing.
     *
     * @throws Refused in production, where the variable names another file, or where a token's PIN is lost
     */
    public void establish(Path library, SecureRandom random) {
        RunMode.ofThisProcess().requireDevelopment("A SoftHSM2 token");
        requireVariable();
        configure();
        try {
            Pkcs11Module module = Pkcs11Module.load(library);
            List<TokenInfo> present = module.tokens();
            for (TokenLabel label : LABELS) {
                establish(module, label, present, random);
            }
        } catch (TokenUnavailable e) {
            throw new Refused(
                    "SoftHSM2 (" + library + ") does not give us a token: " + e.getMessage() + ". Its files are in "
                            + softHsm + ".",
                    e);
        } catch (IOException e) {
            throw new Refused("The PIN files in " + pins + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private void establish(Pkcs11Module module, TokenLabel label, List<TokenInfo> present, SecureRandom random)
            throws IOException {
        Path user = pins.resolve(label.value());
        Path officer = pins.resolve(label.value() + ".officer");
        Optional<TokenInfo> found = present.stream()
                .filter(token -> token.label().equals(label.value()))
                .findFirst();
        if (found.filter(TokenInfo::pinSet).isPresent()) {
            requirePin(label, user);
            return;
        }
        if (found.isEmpty()) { // what a crash before initialisation left is worthless
            Files.deleteIfExists(user);
            Files.deleteIfExists(officer);
            write(user, random);
            write(officer, random);
        }
        try (Pin userPin = Pin.read(user);
                Pin officerPin = Pin.read(officer)) {
            module.initialise(label, officerPin, userPin);
        }
        Files.delete(officer);
    }

    private static void write(Path file, SecureRandom random) throws IOException {
        try (Pin pin = Pin.random(random)) {
            pin.writeNew(file);
        }
    }

    private void requirePin(TokenLabel label, Path user) {
        if (!Files.exists(user)) {
            throw new Refused("The token " + label + " in " + softHsm + " exists, but its PIN file " + user
                    + " does not, so its keys are lost. Put the file back, or start with a new --data directory.");
        }
    }

    private void requireVariable() {
        boolean ours = variable.map(Path::of)
                .map(Path::toAbsolutePath)
                .map(Path::normalize)
                .filter(configuration()::equals)
                .isPresent();
        if (!ours) {
            throw new Refused(VARIABLE + " must be " + configuration() + " when this program starts, and is "
                    + variable.orElse("not set") + ". Start with the launcher, `./muhr start`, which sets it.");
        }
    }

    private void configure() {
        Path tokens = softHsm.resolve("tokens");
        String text = """
                directories.tokendir = %s
                objectstore.backend = file
                log.level = ERROR
                slots.removable = false
                """.formatted(tokens);
        try {
            Files.createDirectories(tokens);
            Files.createDirectories(pins);
            if (!Files.exists(configuration())
                    || !Files.readString(configuration()).equals(text)) {
                Files.writeString(configuration(), text);
            }
        } catch (IOException e) {
            throw new Refused("The token directory " + softHsm + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
