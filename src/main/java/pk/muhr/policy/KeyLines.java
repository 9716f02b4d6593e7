package pk.muhr.policy;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Where each key and list entry of a YAML text stands, by its path: {@code authorities[3].crl.validFor}. */
final class KeyLines {

    private final Map<String, Integer> lines = new HashMap<>();

    private KeyLines() {}

    /** As far as the text can be read; nobody else's words are lost because of a broken one below. */
    static KeyLines of(String text) {
        KeyLines found = new KeyLines();
        try (JsonParser parser = PolicyYaml.parser(text)) {
            if (parser.nextToken() != null) {
                found.value(parser, "");
            }
        } catch (IOException _) {
            return found; // the reader says what is wrong
        }
        return found;
    }

    private void value(JsonParser parser, String path) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String inner = (path.isEmpty() ? "" : path + ".") + parser.currentName();
                lines.putIfAbsent(inner, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                value(parser, inner);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null; i++) {
                String inner = path + "[" + i + "]";
                lines.putIfAbsent(inner, parser.currentTokenLocation().getLineNr());
                value(parser, inner);
            }
        }
    }

    boolean has(String path) {
        return lines.containsKey(path);
    }

    /** The line of the path, else of the nearest one around it, else of the key of that name, else the first. */
    int line(String path) {
        for (String around = path; !around.isEmpty(); around = enclosing(around)) {
            if (lines.containsKey(around)) {
                return lines.get(around);
            }
        }
        return lines.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("." + path))
                .mapToInt(Map.Entry::getValue)
                .min()
                .orElse(1);
    }

    /** The outermost key or entry that begins at a line. */
    Optional<String> at(int line) {
        return lines.entrySet().stream()
                .filter(entry -> entry.getValue() == line)
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt(String::length));
    }

    private static String enclosing(String path) {
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return end < 0 ? "" : path.substring(0, end);
    }
}
