package pk.muhr.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What one bundle says otherwise than another, to be read by the officers who put it into force: a line for each file
 * that came or went, and for each key its old and new value.
 */
public final class PolicyDiff {

    private static final int LONGEST_VALUE = 120;
    private static final int MOST_LINES = 500;
    private static final List<String> NAMES = List.of("name", "authority", "issuedFrom", "url");

    private PolicyDiff() {}

    /** At most 500 lines; the last says how many there are beyond. Empty when the texts are the same. */
    public static List<String> of(PolicyBundle before, PolicyBundle after) {
        List<String> lines = new ArrayList<>();
        Set<String> names = new TreeSet<>(before.files().keySet());
        names.addAll(after.files().keySet());
        for (String name : names) {
            String old = before.files().get(name);
            String young = after.files().get(name);
            if (old == null) {
                lines.add(name + ": added");
            } else if (young == null) {
                lines.add(name + ": removed");
            } else if (!old.equals(young)) {
                lines.addAll(changes(name, values(old), values(young)));
            }
        }
        if (lines.size() <= MOST_LINES) {
            return List.copyOf(lines);
        }
        List<String> cut = new ArrayList<>(lines.subList(0, MOST_LINES));
        cut.add("and " + (lines.size() - MOST_LINES) + " more lines");
        return List.copyOf(cut);
    }

    private static List<String> changes(String name, Map<String, String> before, Map<String, String> after) {
        List<String> lines = new ArrayList<>();
        Set<String> paths = new LinkedHashSet<>(before.keySet());
        paths.addAll(after.keySet());
        for (String path : paths) {
            String old = before.get(path);
            String young = after.get(path);
            if (old == null) {
                lines.add(name + ": " + path + ": added " + young);
            } else if (young == null) {
                lines.add(name + ": " + path + ": removed " + old);
            } else if (!old.equals(young)) {
                lines.add(name + ": " + path + ": " + old + " -> " + young);
            }
        }
        return lines.isEmpty() ? List.of(name + ": comments or layout only") : lines;
    }

    private static Map<String, String> values(String text) {
        try {
            Map<String, String> values = new LinkedHashMap<>();
            collect(PolicyYaml.tree(text), "", values);
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException("a bundle's files are always readable", e);
        }
    }

    private static void collect(JsonNode node, String path, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member ->
                            collect(member.getValue(), (path.isEmpty() ? "" : path + ".") + member.getKey(), values));
        } else if (node.isArray() && node.size() > 0 && node.get(0).isObject()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "[" + name(node.get(i), i) + "]", values);
            }
        } else if (node.isArray()) {
            values.put(
                    path,
                    shown(StreamSupport.stream(node.spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(", ", "[", "]"))));
        } else {
            values.put(path, shown(node.asText()));
        }
    }

    /** Entries of a list are told apart by what names them, so that one more does not change all after it. */
    private static String name(JsonNode entry, int index) {
        return NAMES.stream()
                .filter(entry::has)
                .map(key -> entry.get(key).asText())
                .findFirst()
                .orElse("" + index);
    }

    private static String shown(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
