package pk.muhr.policy.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import pk.muhr.policy.BundleEdition;
import pk.muhr.policy.CertificatePolicy;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.EnumLabels;
import pk.muhr.policy.Floors;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.TimeStampPolicy;

/** The JSON Schemas (draft 2020-12) of the policy files, from the records' components and the manual's sentences. */
public final class PolicySchemas {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Map<String, Class<? extends Record>> KINDS = new TreeMap<>(Map.of(
            "bundle", BundleEdition.class,
            "hierarchy", HierarchyPolicy.class,
            "certificate-policy", CertificatePolicy.class,
            "floors", Floors.class,
            "time-stamps", TimeStampPolicy.class,
            "profile", CertificateProfile.class));

    private final PolicyManual manual;
    private final String kind;
    private final SortedSet<String> unexplained;

    private PolicySchemas(PolicyManual manual, String kind, SortedSet<String> unexplained) {
        this.manual = manual;
        this.kind = kind;
        this.unexplained = unexplained;
    }

    /** Every schema by its file's name, such as {@code profile.schema.json}. */
    public static SortedMap<String, String> of(PolicyManual manual) {
        SortedMap<String, String> schemas = new TreeMap<>();
        KINDS.forEach((kind, type) ->
                schemas.put(kind + ".schema.json", new PolicySchemas(manual, kind, new TreeSet<>()).schema(type)));
        return schemas;
    }

    /** Keys that the manual says nothing of, each with its kind of file. */
    public static SortedSet<String> unexplained(PolicyManual manual) {
        SortedSet<String> keys = new TreeSet<>();
        KINDS.forEach((kind, type) -> new PolicySchemas(manual, kind, keys).schema(type));
        return keys;
    }

    private String schema(Class<? extends Record> type) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:muhr:policy:" + kind);
        schema.setAll(record(type, ""));
        try {
            return JSON.writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema is always writable", e);
        }
    }

    private ObjectNode record(Class<?> type, String path) {
        ObjectNode schema = typed("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.createArrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            String inner = path + component.getName();
            ObjectNode property = value(component.getGenericType(), inner);
            manual.sentence(kind, inner)
                    .ifPresentOrElse(
                            sentence -> property.put("description", sentence),
                            () -> unexplained.add(kind + " " + inner));
            properties.set(component.getName(), property);
            if (component.getType() != Optional.class) {
                required.add(component.getName());
            }
        }
        schema.set("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private ObjectNode value(Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return value(arguments[0], path);
            }
            return generic.getRawType() == List.class
                    ? typed("array").set("items", value(arguments[0], path + "[]"))
                    : map(arguments[0], arguments[1], path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            ObjectNode schema = JSON.createObjectNode();
            schema.set("enum", words(plain));
            return schema;
        }
        if (plain.isRecord() && !isWord(plain)) {
            return record(plain, path + ".");
        }
        if (plain == int.class || plain == Integer.class) {
            return typed("integer");
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return typed("boolean");
        }
        ObjectNode text = typed("string");
        Map<Class<?>, String> formats = Map.of(URI.class, "uri", Duration.class, "duration", LocalDate.class, "date");
        return formats.containsKey(plain) ? text.put("format", formats.get(plain)) : text;
    }

    private ObjectNode map(Type key, Type value, String path) {
        ObjectNode schema = typed("object");
        if (key instanceof Class<?> words && words.isEnum()) {
            schema.putObject("propertyNames").set("enum", words(words));
        }
        return schema.set("additionalProperties", value(value, path + ".*"));
    }

    private static boolean isWord(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .anyMatch(component -> component.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    private static ArrayNode words(Class<?> type) {
        ArrayNode words = JSON.createArrayNode();
        EnumLabels.of(type).forEach(words::add);
        return words;
    }

    private static ObjectNode typed(String name) {
        return JSON.createObjectNode().put("type", name);
    }
}
