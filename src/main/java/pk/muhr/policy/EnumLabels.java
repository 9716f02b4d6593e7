package pk.muhr.policy;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The words that policy files use for the constants of an enum. */
public final class EnumLabels {

    private static final ClassValue<Map<String, String>> WORDS = new ClassValue<>() {
        @Override
        protected Map<String, String> computeValue(Class<?> type) {
            Map<String, String> words = new LinkedHashMap<>();
            Arrays.stream(type.getFields())
                    .filter(Field::isEnumConstant)
                    .forEach(constant -> words.put(constant.getName(), word(constant)));
            return Collections.unmodifiableMap(words);
        }
    };

    private EnumLabels() {}

    /** In the order of the constants. */
    public static List<String> of(Class<?> type) {
        return List.copyOf(WORDS.get(type).values());
    }

    /** The word for one constant. */
    public static String of(Enum<?> constant) {
        return WORDS.get(constant.getDeclaringClass()).get(constant.name());
    }

    private static String word(Field constant) {
        JsonProperty word = constant.getAnnotation(JsonProperty.class);
        return word == null ? constant.getName() : word.value();
    }
}
