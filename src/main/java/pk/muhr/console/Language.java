package pk.muhr.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language of the console. */
public enum Language {
    ENGLISH("en", "ltr", "English"),
    URDU("ur", "rtl", "اردو");

    private final String tag;
    private final String direction;
    private final String ownName;

    Language(String tag, String direction, String ownName) {
        this.tag = tag;
        this.direction = direction;
        this.ownName = ownName;
    }

    /** The language tag (RFC 5646). */
    public String tag() {
        return tag;
    }

    /** Which way it is written, as HTML says it. */
    public String direction() {
        return direction;
    }

    /** As its speakers call it. */
    public String ownName() {
        return ownName;
    }

    /** Whether it is written from right to left. */
    public boolean isRightToLeft() {
        return direction.equals("rtl");
    }

    /** The other one, which a page offers. */
    public Language other() {
        return this == ENGLISH ? URDU : ENGLISH;
    }

    Locale locale() {
        return Locale.of(tag);
    }

    /** The language with this tag. */
    static Optional<Language> of(String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(tag))
                .findFirst();
    }

    /** What a browser prefers (RFC 9110 §12.5.4); English where it says nothing that we have. */
    static Language preferred(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 500) {
            return ENGLISH;
        }
        try {
            return Optional.ofNullable(Locale.lookupTag(
                            Locale.LanguageRange.parse(acceptLanguage),
                            Arrays.stream(values()).map(Language::tag).toList()))
                    .flatMap(Language::of)
                    .orElse(ENGLISH);
        } catch (IllegalArgumentException _) {
            return ENGLISH;
        }
    }
}
