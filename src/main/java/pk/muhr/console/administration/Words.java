package pk.muhr.console.administration;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.qute.TemplateExtension;

/** From the names of the domain to the keys of their words. */
@TemplateExtension(namespace = "words")
final class Words {

    private Words() {}

    /** The key of an office's word: {@code roleSecurityOfficer}. */
    static String roleKey(String label) {
        return key("role", label);
    }

    /** The key that begins so and goes on with these words, which hyphens part. */
    static String key(String beginning, String label) {
        return Stream.of(label.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("", beginning, ""));
    }
}
