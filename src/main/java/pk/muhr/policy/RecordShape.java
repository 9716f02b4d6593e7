package pk.muhr.policy;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;

/**
 * Compares the keys of a YAML text with the components of the record it is read into, before anything is read: every
 * unknown key is named where it stands, every missing one where its record begins. Only {@link Optional} may be left out.
 */
final class RecordShape {

    /** YAML would read 030 as 24, and take the digits of other scripts. */
    private static final Pattern PLAIN_NUMBER = Pattern.compile("0|[1-9][0-9]*");

    private static final int LONGEST_NUMBER = 20;

    private final String file;
    private final YAMLParser parser;
    private final List<PolicyProblem> problems;

    private RecordShape(String file, YAMLParser parser, List<PolicyProblem> problems) {
        this.file = file;
        this.parser = parser;
        this.problems = problems;
    }

    /** Adds what is wrong with the text's shape to the problems. */
    static void check(String file, String text, Class<? extends Record> type, List<PolicyProblem> problems)
            throws IOException {
        try (YAMLParser parser = PolicyYaml.parser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                problems.add(PolicyProblem.at(
                        file, 1, "the file must hold keys and values", "write key: value, one on a line"));
                return;
            }
            new RecordShape(file, parser, problems).record(type, "");
        }
    }

    private void record(Class<?> type, String path) throws IOException {
        Map<String, Type> components = new LinkedHashMap<>();
        Arrays.stream(type.getRecordComponents()).forEach(c -> components.put(c.getName(), c.getGenericType()));
        Set<String> missing = Arrays.stream(type.getRecordComponents())
                .filter(c -> c.getType() != Optional.class)
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        int begins = line();
        members(components, path).forEach(missing::remove);
        missing.forEach(key -> problem(begins, "missing key " + path + key, "it has no default, write it"));
    }

    /** Looks at every member; gives the keys that stand there. A null type takes any key with values of the other. */
    private Set<String> members(Map<String, Type> known, String path) throws IOException {
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int line = line();
            parser.nextToken();
            if (!seen.add(key)) {
                problem(line, "duplicate key " + path + key, "write it once");
                skip();
            } else if (!known.containsKey(key)) {
                problem(line, "unknown key " + path + key, "known here are " + known.keySet());
                skip();
            } else {
                value(known.get(key), path + key);
            }
        }
        return seen;
    }

    private void value(Type type, String path) throws IOException {
        plain(path);
        JsonToken token = parser.currentToken();
        boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        boolean wanted = type == int.class || type == Integer.class;
        boolean disguised = wanted
                && token == JsonToken.VALUE_STRING
                && parser.getTextLength() <= LONGEST_NUMBER
                && parser.getText().codePoints().anyMatch(Character::isDigit);
        boolean odd = number
                && parser.getTextLength() <= LONGEST_NUMBER
                && !PLAIN_NUMBER.matcher(parser.getText()).matches();
        if (disguised || odd && wanted) {
            problem(
                    line(),
                    path + ": " + PolicyFiles.quoted(parser.getText()) + " is not a plain number",
                    "write digits 0 to 9 only, without quotes, sign or leading zero");
        } else if (odd) {
            String form = type instanceof Class<?> plain ? PolicyFiles.form(plain) : "text";
            problem(
                    line(),
                    path + ": " + parser.getText() + " without quotes is a number",
                    form.equals("text") ? "put it in quotes: \"" + parser.getText() + '"' : "write " + form);
        }
        if (number && !odd && type == Duration.class) {
            problem(
                    line(),
                    path + " cannot be " + PolicyFiles.quoted(parser.getText()),
                    "write a duration, such as PT24H");
        }
        if (token == JsonToken.VALUE_STRING) {
            visible(parser.getText(), path);
        }
        if (parser.currentToken() == JsonToken.VALUE_NULL
                || parser.currentToken() == JsonToken.VALUE_STRING
                        && parser.getText().isEmpty()) {
            problem(line(), "empty key " + path, "it has no default, write a value or leave out an optional key");
        } else if (argument(type, Optional.class, 0).isPresent()) {
            value(argument(type, Optional.class, 0).get(), path);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            Optional<Type> element = argument(type, List.class, 0);
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                value(element.orElse(Object.class), path + "[" + i + "]");
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT
                && type instanceof Class<?> record
                && record.isRecord()) {
            record(record, path + ".");
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            map(type, path + ".");
        }
    }

    /** The keys of a map are free, unless an enum lists them. */
    private void map(Type type, String path) throws IOException {
        Type key = argument(type, Map.class, 0).orElse(Object.class);
        Type value = argument(type, Map.class, 1).orElse(Object.class);
        if (key instanceof Class<?> labels && labels.isEnum()) {
            Map<String, Type> known = new LinkedHashMap<>();
            EnumLabels.of(labels).forEach(label -> known.put(label, value));
            members(known, path);
            return;
        }
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (!seen.add(name)) {
                problem(line(), "duplicate key " + path + name, "write it once");
            }
            visible(name, path + "*");
            parser.nextToken();
            value(value, path + name);
        }
    }

    /** What stands as an escape in quotes. */
    private void visible(String text, String path) {
        HiddenCharacters.in(text)
                .ifPresent(at -> problem(
                        line(),
                        path + " holds a character that cannot be seen (U+%04X)".formatted(text.codePointAt(at)),
                        "leave it out"));
    }

    private void skip() throws IOException {
        parser.skipChildren();
    }

    private void plain(String path) throws IOException {
        boolean alias = parser.isCurrentAlias();
        if (alias || parser.getObjectId() != null || parser.getTypeId() != null) {
            problem(
                    line(),
                    (alias ? "alias" : parser.getObjectId() != null ? "anchor" : "tag") + " at " + path
                            + ": policy files have none",
                    "write the value itself");
        }
    }

    private static Optional<Type> argument(Type type, Class<?> raw, int index) {
        return type instanceof ParameterizedType generic && generic.getRawType() == raw
                ? Optional.of(generic.getActualTypeArguments()[index])
                : Optional.empty();
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private void problem(int line, String rule, String fix) {
        problems.add(PolicyProblem.at(file, line, rule, fix));
    }
}
