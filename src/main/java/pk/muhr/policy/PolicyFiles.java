package pk.muhr.policy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

import pk.muhr.x509.LegibleText;

/** Reads YAML texts into records, each by itself, and keeps everything that is wrong with file, line, rule and fix. */
final class PolicyFiles {

    private static final int LONGEST_SHOWN = 60;

    private final Map<String, String> files;
    private final boolean inForce;
    private final Map<String, KeyLines> lines = new HashMap<>();
    private final List<PolicyProblem> problems = new ArrayList<>();

    /** @param inForce whether another program found them sound, so that what breaks a rule of this one is read all the same */
    PolicyFiles(Map<String, String> files, boolean inForce) {
        this.files = files;
        this.inForce = inForce;
    }

    /** Everything found so far, file by file and line by line. */
    List<PolicyProblem> problems() {
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparing((PolicyProblem p) -> p.place().file())
                        .thenComparing(p -> p.place().line()))
                .toList();
    }

    /** The file as a record; nothing when it is missing or broken, which is then among the problems. */
    <T extends Record> Optional<T> read(String file, Class<T> type) {
        String text = files.get(file);
        if (text == null) {
            problems.add(PolicyProblem.at(file, 0, "the file is missing", "write it; every bundle has one"));
            return Optional.empty();
        }
        if (text.length() > PolicyYaml.LONGEST) {
            problems.add(PolicyProblem.at(
                    file,
                    1,
                    "the file is longer than " + PolicyYaml.LONGEST + " characters",
                    "write it as the shipped files are"));
            return Optional.empty();
        }
        int before = problems.size();
        try {
            if (inForce) {
                return Optional.of(PolicyRule.waived(() -> PolicyYaml.read(text, type)));
            }
            RecordShape.check(file, text, type, problems);
            return problems.size() > before ? Optional.empty() : Optional.of(PolicyYaml.read(text, type));
        } catch (JsonProcessingException e) {
            if (problems.size() == before || !(e instanceof JsonMappingException)) {
                problems.add(problem(file, e));
            }
            return Optional.empty();
        } catch (IOException | org.yaml.snakeyaml.error.YAMLException e) {
            problems.add(
                    PolicyProblem.at(file, 1, "the file is not readable as YAML", "correct what the editor marks"));
            return Optional.empty();
        }
    }

    /** Asserts that nothing in the files reads otherwise than an editor shows it. */
    void requireVisible() {
        files.forEach((file, text) -> HiddenCharacters.in(text).ifPresent(at -> problems.add(hidden(file, text, at))));
    }

    private static PolicyProblem hidden(String file, String text, int at) {
        int character = text.codePointAt(at);
        return PolicyProblem.at(
                file,
                1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count(),
                "a character that cannot be seen stands here (U+%04X)".formatted(character),
                switch (character) {
                    case '\uFEFF' -> "save the file without a byte order mark";
                    case '\r' -> "save the file with line feeds alone";
                    default -> "delete the line and type it again";
                });
    }

    /** Asserts a rule between files. */
    void require(String file, String path, boolean holds, String rule, String fix) {
        if (!holds) {
            problems.add(PolicyProblem.at(file, line(file, path), rule, fix));
        }
    }

    int line(String file, String path) {
        return lines(file).line(path);
    }

    private KeyLines lines(String file) {
        return lines.computeIfAbsent(file, name -> KeyLines.of(files.getOrDefault(name, "")));
    }

    private PolicyProblem problem(String file, JsonProcessingException e) {
        String where = e instanceof JsonMappingException mapping ? path(mapping) : "";
        Optional<PolicyRule> rule = cause(e, PolicyRule.class);
        if (rule.isPresent()) {
            return PolicyProblem.at(
                    file,
                    ruleLine(file, where, rule.get().key()),
                    rule.get().getMessage(),
                    rule.get().fix());
        }
        int line = where.isEmpty() ? lineOf(e) : line(file, where);
        Optional<MarkedYAMLException> grammar = cause(e, MarkedYAMLException.class);
        if (grammar.isPresent()) {
            return YamlGrammar.problem(file, line, grammar.get());
        }
        if (cause(e, StreamConstraintsException.class).isPresent()) {
            return PolicyProblem.at(
                    file,
                    line,
                    "the file is nested too deeply or holds a number that is too long",
                    "write it as the shipped files are");
        }
        return value(file, line, where, e);
    }

    private PolicyProblem value(String file, int line, String where, JsonProcessingException e) {
        if (where.isEmpty() && e instanceof MismatchedInputException) {
            return PolicyProblem.at(
                    file,
                    line,
                    "the file goes on after its keys and values",
                    "take out what follows, such as a second ---");
        }
        if (cause(e, InputCoercionException.class).isPresent()) {
            return PolicyProblem.at(file, line, where + " is too large a number", "write a smaller one");
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            return PolicyProblem.at(
                    file,
                    line,
                    where + " cannot be " + quoted(format.getValue()),
                    "write one of " + EnumLabels.of(format.getTargetType()));
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            String given =
                    mismatch instanceof InvalidFormatException format ? quoted(format.getValue()) : shown(file, where);
            return PolicyProblem.at(
                    file, line, where + " cannot be " + given, "write " + form(mismatch.getTargetType()));
        }
        Optional<IllegalArgumentException> refused = cause(e, IllegalArgumentException.class);
        return PolicyProblem.at(
                file,
                line,
                where + " is not acceptable ("
                        + oneLine(refused.map(Throwable::getMessage).orElse(e.getOriginalMessage())) + ")",
                "write another value; policies/README.md explains the key");
    }

    /** What stands at a path. */
    private String shown(String file, String path) {
        try {
            JsonNode node = PolicyYaml.tree(files.get(file))
                    .at("/" + path.replaceAll("\\[(\\d+)]", "/$1").replace('.', '/'));
            return node.isObject() ? "keys and values" : node.isArray() ? "a list" : quoted(node.asText());
        } catch (IOException _) {
            return "what stands there";
        }
    }

    static String form(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + EnumLabels.of(type);
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration, such as PT24H";
        }
        if (type == LocalDate.class) {
            return "a date, such as 2027-03-15";
        }
        if (type == URI.class) {
            return "an address, such as http://pki.example.gov.pk/cps";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list, such as [a, b]";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "keys and values" : "text";
    }

    /** A broken rule is shown at the key that its sentence begins with, within the record that it belongs to. */
    private int ruleLine(String file, String where, String key) {
        KeyLines known = lines(file);
        String last = key.substring(key.lastIndexOf('.') + 1);
        String inside = where.isEmpty() ? "" : where + ".";
        for (String path : List.of(inside + key, inside + last, key)) {
            if (known.has(path)) {
                return known.line(path);
            }
        }
        return where.isEmpty() ? known.line(key) : known.line(where);
    }

    private static <T> Optional<T> cause(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static int lineOf(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? 1 : Math.max(1, location.getLineNr());
    }

    /** Somebody's text as it may be shown. */
    static String quoted(Object value) {
        return '"' + LegibleText.shown(oneLine(String.valueOf(value)), LONGEST_SHOWN) + '"';
    }

    private static String oneLine(String text) {
        return String.valueOf(text).lines().findFirst().orElse("");
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
    }
}
