package pk.muhr.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

import pk.muhr.hsm.CryptokiFunctions.Function;
import pk.muhr.hsm.Pkcs11Module.Slot;

/**
 * SoftHSM2 for tests: its configuration, tokens and PIN files, below the directory of {@code SOFTHSM2_CONF} (set for
 * every test by the build). Idempotent: what exists is used again, so that slow keys are made once per clean build.
 */
public final class SoftHsm {

    /** The configuration that development uses. */
    public static final Path CONFIGURATION = Path.of("hsm-config/softhsm2.cfg").toAbsolutePath();

    private SoftHsm() {}

    /** Writes the configuration of SoftHSM2 when it is missing. Call it before anything loads the module. */
    public static synchronized void ready() {
        try {
            Files.createDirectories(directory().resolve("tokens"));
            Files.createDirectories(directory().resolve("pins"));
            if (Files.notExists(configurationFile())) {
                Files.writeString(configurationFile(), """
                        directories.tokendir = %s
                        objectstore.backend = file
                        log.level = ERROR
                        slots.removable = false
                        """.formatted(directory().resolve("tokens")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The module, ready to use. */
    public static synchronized Pkcs11Module module() {
        ready();
        return Pkcs11Module.load(library());
    }

    /** Makes a token with a random PIN, unless it exists. */
    public static synchronized TokenLabel token(String name) {
        TokenLabel label = new TokenLabel(name);
        Pkcs11Module module = module();
        boolean exists = Files.exists(pinFile(label))
                && module.tokens().stream().anyMatch(token -> token.label().equals(name) && token.pinSet());
        if (!exists) {
            initialise(module, label);
        }
        return label;
    }

    /** The file with the user PIN of a token made here. */
    public static Path pinFile(TokenLabel label) {
        return directory().resolve("pins").resolve(label.value());
    }

    /** The configuration keys that a program needs to use these tokens. */
    public static Map<String, String> configuration(TokenLabel... labels) {
        Map<String, String> keys = new HashMap<>();
        keys.put("muhr.hsm.configuration", CONFIGURATION.toString());
        for (TokenLabel label : labels) {
            keys.put(
                    "muhr.hsm.tokens.\"" + label + "\".pin-file", pinFile(label).toString());
        }
        return keys;
    }

    /** Tokens as after a start of the program: nothing is logged in yet on their side. */
    public static Tokens tokens(TokenLabel... labels) {
        return tokens(configuration(labels));
    }

    /** Tokens for these configuration keys, the others by default. */
    public static Tokens tokens(Map<String, String> keys) {
        return new Tokens(mapping(keys));
    }

    static HsmConfiguration mapping(Map<String, String> keys) {
        SmallRyeConfigBuilder config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(HsmConfiguration.class);
        keys.forEach(config::withDefaultValue);
        return config.build().getConfigMapping(HsmConfiguration.class);
    }

    /** A session of our own on a token that is logged in. */
    static Pkcs11Session session(Token token) {
        ProviderLogin login = token.connection().current();
        return login.module().writing(login.slot());
    }

    /**
     * Closes every session of this process with a token, the provider's included. Not while a call into the token runs:
     * SoftHSM2 would use a session after freeing it and take the process down.
     */
    static void loseSessions(TokenLabel label) {
        Slot slot = module().slot(label, Optional.empty());
        CryptokiFunctions.load(library()).call(Function.C_CLOSE_ALL_SESSIONS, slot.id());
    }

    static Path library() {
        return ModuleConfiguration.read(mapping(configuration())).library();
    }

    private static void initialise(Pkcs11Module module, TokenLabel label) {
        SecureRandom random = new SecureRandom();
        try (Pin officer = Pin.random(random);
                Pin user = Pin.random(random)) {
            Files.deleteIfExists(pinFile(label));
            user.writeNew(pinFile(label));
            module.initialise(label, officer, user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        return configurationFile().getParent();
    }

    private static Path configurationFile() {
        String file = System.getenv("SOFTHSM2_CONF");
        if (file == null) {
            throw new IllegalStateException("SOFTHSM2_CONF must be set before the JVM starts; the build does so");
        }
        return Path.of(file).toAbsolutePath();
    }
}
