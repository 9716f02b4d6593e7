package pk.muhr.hsm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a SunPKCS11 configuration that all tokens share: the module library and the attribute templates. Name and
 * slot are added for each token, because a slot's number is not stable.
 *
 * @param templates all lines but the library's
 */
record ModuleConfiguration(Path library, String templates) {

    private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s*library\\s*=\\s*\"?([^\"\\n]+?)\"?\\s*$");
    private static final Pattern OURS = Pattern.compile("(?m)^\\s*(name|slot|slotListIndex)\\s*=.*$");

    /** Reads the file of {@code muhr.hsm.configuration}; {@code muhr.hsm.library} wins over its library line. */
    static ModuleConfiguration read(HsmConfiguration configuration) {
        Path file = configuration
                .configuration()
                .orElseThrow(() -> new TokenUnavailable("muhr.hsm.configuration is not set; name a SunPKCS11"
                        + " configuration, such as those in hsm-config"));
        return read(file, configuration.library());
    }

    /**
     * Reads a configuration file.
     *
     * @param override the library to use instead of the one that the file names
     * @throws TokenUnavailable when the file is missing, names no library, or sets a name or slot
     */
    static ModuleConfiguration read(Path file, Optional<Path> override) {
        return parse(file, text(file), override);
    }

    private static ModuleConfiguration parse(Path file, String text, Optional<Path> override) {
        Matcher ours = OURS.matcher(text);
        if (ours.find()) {
            throw new TokenUnavailable(
                    file + " sets '" + ours.group(1) + "'; remove that line, tokens are found by their label");
        }
        Matcher line = LIBRARY.matcher(text);
        Path library = override.or(() -> line.find() ? Optional.of(Path.of(line.group(1))) : Optional.empty())
                .orElseThrow(() ->
                        new TokenUnavailable(file + " has no line 'library = <path>'; add it or set muhr.hsm.library"));
        return new ModuleConfiguration(library, LIBRARY.matcher(text).replaceAll(""));
    }

    /** The configuration of a provider for one token, in the inline form of {@code Provider.configure}. */
    String forSlot(TokenLabel token, Pkcs11Module module, Pkcs11Module.Slot slot) {
        // The provider reads slot as an int; some network modules number slots beyond it.
        String place = slot.id() >= 0 && slot.id() <= Integer.MAX_VALUE
                ? "slot = " + slot.id()
                : "slotListIndex = " + module.indexOf(slot);
        String name = token.value().replaceAll("[^A-Za-z0-9]", "-");
        return "--name = " + name + "\nlibrary = \"" + library + "\"\n" + place + "\n" + templates;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new TokenUnavailable(
                    "the file " + file + " of muhr.hsm.configuration cannot be read; correct the path", e);
        }
    }
}
