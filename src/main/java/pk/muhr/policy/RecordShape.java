package pk.muhr.policy;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Compares the keys of a YAML text with the components of the record it is read into, before anything is read: an
 * unknown key is named where it stands, a missing one where its record begins. Only {@link Optional} may be left out.
 */
final class RecordShape {

    private final String file;
    private final JsonParser parser;

    private RecordShape(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static void check(String file, JsonParser parser, Class<? extends Record> type) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BrokenPolicy(file, 1, "the file must hold keys and values");
        }
        new RecordShape(file, parser).object(type, "");
    }

    private void object(Class<?> type, String path) throws IOException {
        Map<String, Type> components = new LinkedHashMap<>();
        Arrays.stream(type.getRecordComponents()).forEach(c -> components.put(c.getName(), c.getGenericType()));
        List<String> missing = Arrays.stream(type.getRecordComponents())
                .filter(c -> c.getType() != Optional.class)
                .map(RecordComponent::getName)
                .collect(java.util.stream.Collectors.toList());
        int begins = parser.currentTokenLocation().getLineNr();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (!components.containsKey(key)) {
                int line = parser.currentTokenLocation().getLineNr();
                throw new BrokenPolicy(
                        file, line, "unknown key " + path + key + ": known here are " + components.keySet());
            }
            missing.remove(key);
            parser.nextToken();
            value(components.get(key), path + key + ".");
        }
        if (!missing.isEmpty()) {
            throw new BrokenPolicy(
                    file, begins, "missing key " + path + missing.getFirst() + ": it has no default, write it");
        }
    }

    private void value(Type type, String path) throws IOException {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            value(generic.getActualTypeArguments()[0], path);
        } else if (type instanceof ParameterizedType generic
                && generic.getRawType() == List.class
                && parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                value(generic.getActualTypeArguments()[0], path);
            }
        } else if (type instanceof Class<?> record
                && record.isRecord()
                && parser.currentToken() == JsonToken.START_OBJECT) {
            object(record, path);
        } else {
            skip();
        }
    }

    /** Passes over a value token by token, so that a key written twice inside it is noticed. */
    private void skip() throws IOException {
        int depth = 0;
        do {
            depth += parser.currentToken().isStructStart() ? 1 : 0;
            depth -= parser.currentToken().isStructEnd() ? 1 : 0;
        } while (depth > 0 && parser.nextToken() != null);
    }
}
