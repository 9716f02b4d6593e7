package pk.muhr.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads YAML texts into records and says, where that fails, file, line and rule. */
final class PolicyFiles {

    private static final int MOST_CODE_POINTS = 1_000_000;
    private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"");
    private static final YAMLMapper MAPPER = mapper();

    private final Map<String, String> files;

    PolicyFiles(Map<String, String> files) {
        this.files = files;
    }

    private static YAMLMapper mapper() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CODE_POINTS);
        limits.setMaxAliasesForCollections(0);
        limits.setNestingDepthLimit(20);
        YAMLFactory factory = YAMLFactory.builder().loaderOptions(limits).build();
        return YAMLMapper.builder(factory)
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
    }

    <T extends Record> T one(String file, Class<T> type) {
        String text = files.get(file);
        if (text == null) {
            throw new BrokenPolicy(file, 0, "the file is missing; every bundle has one");
        }
        try (JsonParser parser = MAPPER.createParser(text)) {
            RecordShape.check(file, parser, type);
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new BrokenPolicy(file, line(file, e), sentence(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts a rule between files; the line is that of the first line which begins with the given key. */
    void require(String file, String key, boolean holds, String sentence) {
        if (!holds) {
            throw new BrokenPolicy(file, lineOfKey(file, key), sentence);
        }
    }

    private int lineOfKey(String file, String key) {
        String[] lines = files.getOrDefault(file, "").split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.startsWith(key + ":") || line.startsWith("- " + key) || line.startsWith("- name: " + key)) {
                return i + 1;
            }
        }
        return 1;
    }

    /** A broken rule of a record is shown at the key that its sentence begins with. */
    private int line(String file, JsonProcessingException e) {
        String sentence = sentence(e);
        String key = sentence.split("[ :]", 2)[0];
        int line = lineOfKey(file, key.substring(key.lastIndexOf('.') + 1));
        return line > 1 && ruleOf(e) != null ? line : lineOf(e);
    }

    private static PolicyRule ruleOf(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PolicyRule rule) {
                return rule;
            }
        }
        return null;
    }

    private static int lineOf(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? 1 : Math.max(1, location.getLineNr());
    }

    private static String sentence(JsonProcessingException e) {
        String where = e instanceof JsonMappingException mapping ? path(mapping) : "";
        if (ruleOf(e) != null) {
            return ruleOf(e).getMessage();
        }
        String message = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
        if (message.startsWith("Duplicate field")) {
            return "duplicate key " + message.replace("Duplicate field ", "") + ": write it once";
        }
        if (message.contains("creator propert") || message.contains("Cannot map `null`")) {
            return "empty key " + where + ": it has no default, write a value";
        }
        if (message.contains("not one of the values accepted")) {
            return where + ": " + offending(message) + " is not one of " + message.replaceAll(".*Enum class: ", "");
        }
        if (message.startsWith("Cannot deserialize value of type")) {
            return where + ": " + offending(message) + " is not what belongs here; see policies/README.md";
        }
        return (where.isEmpty() ? "" : where + ": ") + message;
    }

    private static String offending(String message) {
        Matcher value = VALUE.matcher(message);
        return value.find() ? value.group() : "the value";
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
