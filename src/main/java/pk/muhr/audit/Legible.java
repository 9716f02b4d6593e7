package pk.muhr.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Text from outside, made fit for a record: one line, no character that hides or reorders others, and no more than a
 * reader needs. So a name with a line break cannot forge a second record, nor a megabyte fill the log.
 */
final class Legible {

    static final int LONGEST_TEXT = 200;
    static final int LONGEST_LIST = 100;
    private static final int DEEPEST = 5;

    private Legible() {}

    /** At most 200 characters of the text; what is not printable is written as <code>\\u</code> and four digits. */
    static String text(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST_TEXT) + 16);
        int end = Math.min(text.length(), LONGEST_TEXT);
        for (int at = 0; at < end; ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (printable(character)) {
                out.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    out.append("\\u%04x".formatted((int) unit));
                }
            }
        }
        if (text.length() > end) {
            out.append("… (").append(text.length()).append(" characters)");
        }
        return out.toString();
    }

    /** The members in the order of their names, each value legible. */
    static SortedMap<String, Object> members(Map<?, ?> members) {
        return members(members, 1);
    }

    private static SortedMap<String, Object> members(Map<?, ?> members, int depth) {
        SortedMap<String, Object> sorted = new TreeMap<>();
        members.forEach((name, value) -> sorted.put(text(String.valueOf(name)), value(value, depth)));
        return sorted;
    }

    private static Object value(Object value, int depth) {
        return switch (value) {
            case null -> "null";
            case Boolean truth -> truth;
            case Integer number -> number;
            case Long number -> number;
            case Map<?, ?> members when depth < DEEPEST -> members(members, depth + 1);
            case Collection<?> list when depth < DEEPEST -> list(list, depth + 1);
            default -> text(value.toString());
        };
    }

    private static List<Object> list(Collection<?> list, int depth) {
        Stream<Object> first = list.stream().limit(LONGEST_LIST).map(value -> value(value, depth));
        int left = list.size() - LONGEST_LIST;
        return (left > 0 ? Stream.concat(first, Stream.of("… and " + left + " more")) : first).toList();
    }

    private static boolean printable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT, // bidirectional overrides, zero-width characters, the byte order mark
                    Character.SURROGATE, // a lone half
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
