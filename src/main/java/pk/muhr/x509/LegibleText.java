package pk.muhr.x509;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Text of a person's or an organisation's name that may stand in a distinguished name: what one reader sees is what
 * every reader sees, and nothing in it is mark-up for whoever shows it (BR 7.1.4.2, SBR 7.1.4.2, UTS 39 §5).
 *
 * <p>Letters of one script with their marks, digits, single spaces and {@code . , ' - ( ) & /}. Says nothing of the
 * length an attribute allows: that is {@link AttributeType#upperBound()}.
 *
 * @param value the text, composed to NFC by this constructor
 * @throws IllegalArgumentException with a sentence that names the rule
 */
public record LegibleText(String value) {

    private static final int LONGEST = 255;
    private static final int LONGEST_SHOWN = 200;
    private static final int MOST_MARKS = 4;
    private static final String PUNCTUATION = ".,'-()&/";

    /** What forms and programs write when there is nothing to write, in upper case. */
    private static final Set<String> ABSENT =
            Set.of("N/A", "N.A", "N.A.", "NOT APPLICABLE", "NONE", "NULL", "UNDEFINED", "UNKNOWN", "TBD");

    /** Scripts that are written together as one (UTS 39 §5.1, augmented script sets). */
    private static final Set<Set<UnicodeScript>> TOGETHER = Set.of(
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            Set.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
            Set.of(UnicodeScript.HAN, UnicodeScript.HANGUL));

    public LegibleText {
        require(value.length() <= LONGEST, "a name has at most 255 characters (RFC 5280 appendix A.1)", value);
        require(
                !has(value, LegibleText::isUnseen),
                "a name holds no control, format, bidirectional, zero-width, private or unassigned character"
                        + " (BR 7.1.4.2, UTS 39 §3.1)",
                value);
        value = Normalizer.normalize(value, Form.NFC);
        require(!value.isBlank(), "a name is not blank (BR 7.1.2.7.4)", value);
        require(
                value.equals(value.strip()) && !value.contains("  "),
                "a name neither begins nor ends with a space, nor has two in a row (BR 7.1.4.2)",
                value);
        require(
                has(value, Character::isLetterOrDigit) && !ABSENT.contains(value.toUpperCase(Locale.ROOT)),
                "a name says more than that there is none (BR 7.1.2.7.4)",
                value);
        require(
                Normalizer.isNormalized(value, Form.NFKC),
                "a name is written in plain letters, not in their full-width, mathematical or ligature forms"
                        + " (UTS 39 §3.1)",
                value);
        require(
                !has(value, character -> !belongs(character)),
                "a name has letters, digits, spaces and . , ' - ( ) & / only (BR 7.1.4.2)",
                value);
        require(marksAreSparse(value), "marks stand on a letter, and at most four on each (UTS 39 §5.4)", value);
        require(isOneScript(value), "the letters of a name are of one script (UTS 39 §5.1)", value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** Refuses a value with a sentence: the rule, then the value as it may safely be shown. */
    static void require(boolean holds, String rule, String value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": " + shown(value));
        }
    }

    /** Somebody else's text for a message or a log: what cannot be seen is spelt out, and what is long is cut. */
    public static String shown(String value) {
        return shown(value, LONGEST_SHOWN);
    }

    /** The same, cut after so many characters. */
    public static String shown(String value, int longest) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        while (next < value.length()) {
            int character = value.codePointAt(next);
            String written = isUnseen(character) || isSpaceOfAnotherKind(character)
                    ? escaped(character)
                    : Character.toString(character);
            if (out.length() + written.length() > longest) {
                return out.append('…').toString();
            }
            out.append(written);
            next += Character.charCount(character);
        }
        return out.toString();
    }

    private static String escaped(int character) {
        return Character.toString(character)
                .chars()
                .mapToObj("\\u%04x"::formatted)
                .collect(Collectors.joining());
    }

    private static boolean has(String value, IntPredicate property) {
        return value.codePoints().anyMatch(property);
    }

    /** Whether a character shows nothing of itself, or nobody can say what it shows. */
    public static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isIgnorable(character);
        };
    }

    /** Marks and letters that show nothing: Default_Ignorable_Code_Point of Unicode, less the format characters. */
    private static boolean isIgnorable(int character) {
        return character == 0x034f
                || character == 0x115f
                || character == 0x1160
                || character == 0x17b4
                || character == 0x17b5
                || character >= 0x180b && character <= 0x180f
                || character == 0x3164
                || character >= 0xfe00 && character <= 0xfe0f
                || character == 0xffa0
                || character >= 0xe0000 && character <= 0xe0fff;
    }

    private static boolean isSpaceOfAnotherKind(int character) {
        return character != ' ' && Character.isSpaceChar(character);
    }

    private static boolean belongs(int character) {
        return character == ' '
                || PUNCTUATION.indexOf(character) >= 0
                || Character.isDigit(character)
                || isMark(character)
                || Character.isLetter(character) && UnicodeScript.of(character) != UnicodeScript.COMMON;
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean marksAreSparse(String value) {
        int marks = MOST_MARKS;
        for (int character : value.codePoints().toArray()) {
            if (Character.isLetter(character)) {
                marks = 0;
            } else if (isMark(character)) {
                marks++;
            } else {
                marks = MOST_MARKS;
            }
            if (isMark(character) && marks > MOST_MARKS) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneScript(String value) {
        Set<UnicodeScript> scripts = value.codePoints()
                .mapToObj(LegibleText::script)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .collect(Collectors.toSet());
        return scripts.size() <= 1 || TOGETHER.stream().anyMatch(set -> set.containsAll(scripts));
    }

    /** Unicode calls the Arabic-Indic digits common, but nobody writes them among the letters of another script. */
    private static UnicodeScript script(int character) {
        return character >= 0x0660 && character <= 0x0669 ? UnicodeScript.ARABIC : UnicodeScript.of(character);
    }
}
