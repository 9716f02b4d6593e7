package pk.muhr.problem;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;

/** What is wrong with a JSON body, in words that name no class of ours. */
public final class JsonProblems {

    private static final String TITLE = "The body is not what is expected";
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

    private JsonProblems() {}

    /** The problem behind Jackson's exception; the most particular one that it knows. */
    public static Problem of(JacksonException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> unknownField(unknown);
            case StreamConstraintsException tooMuch -> tooMuch(tooMuch);
            case InputCoercionException wrong -> wrongValue(line(wrong));
            case JsonParseException malformed -> malformed(malformed);
            case ValueInstantiationException refused -> refusedValue(refused);
            case InvalidFormatException wrong -> wrongValue(path(wrong) + " = " + wrong.getValue());
            case MismatchedInputException wrong -> mismatched(wrong);
            case JsonMappingException other when other.getCause() instanceof JacksonException cause -> of(cause);
            default -> malformed(failure);
        };
    }

    private static Problem unknownField(UnrecognizedPropertyException unknown) {
        String known = unknown.getKnownPropertyIds() == null
                ? ""
                : new TreeSet<>(unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .toList())
                        .stream().collect(Collectors.joining(", "));
        return Problem.of(400, "unknown-field", TITLE, "The body has a field that is not known here.")
                .withValue(path(unknown))
                .withFix("Leave it out or correct its name; known here: " + known + ".");
    }

    private static Problem tooMuch(StreamConstraintsException tooMuch) {
        return Problem.of(400, "json-limits", TITLE, "The body is nested too deeply, or one of its values is too long.")
                .withValue(line(tooMuch))
                .withFix("Send a body as the API's description shows it.");
    }

    private static Problem malformed(JacksonException malformed) {
        Matcher duplicate =
                DUPLICATE.matcher(malformed.getOriginalMessage() == null ? "" : malformed.getOriginalMessage());
        if (duplicate.find()) {
            return Problem.of(
                            400, "duplicate-key", TITLE, "An object in the body has the same key twice (RFC 8259 §4).")
                    .withValue(duplicate.group(1))
                    .withFix("Send each key once.");
        }
        return Problem.of(400, "malformed-json", TITLE, "The body is not one whole JSON value (RFC 8259).")
                .withValue(line(malformed))
                .withFix("Correct the body at that place.");
    }

    private static Problem mismatched(MismatchedInputException wrong) {
        if (wrong.getPath().isEmpty() && wrong.getOriginalMessage().contains("Trailing token")) {
            return Problem.of(400, "trailing-content", TITLE, "Something follows the JSON value in the body.")
                    .withValue(line(wrong))
                    .withFix("Send one JSON value and nothing behind it.");
        }
        if (wrong.getPath().isEmpty() && wrong.getOriginalMessage().contains("end-of-input")) {
            return BodyPresent.problem();
        }
        return wrongValue(path(wrong));
    }

    private static Problem wrongValue(String where) {
        return Problem.of(400, "wrong-type", TITLE, "A value in the body is missing, or of the wrong type or form.")
                .withValue(where)
                .withFix("Send the type that the API's description gives for that field.");
    }

    /** A value object of ours said its rule: its sentence is meant for the caller. */
    private static Problem refusedValue(ValueInstantiationException refused) {
        Throwable rule = refused.getCause();
        String detail = rule instanceof IllegalArgumentException && rule.getMessage() != null
                ? rule.getMessage()
                : "A value in the body breaks its rule.";
        return Problem.of(400, "invalid-value", TITLE, detail)
                .withValue(path(refused))
                .withFix("Correct that value.");
    }

    private static String path(JsonMappingException failure) {
        List<JsonMappingException.Reference> path = failure.getPath();
        if (path.isEmpty()) {
            return "the body itself";
        }
        StringBuilder out = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            if (step.getFieldName() == null) {
                out.append('[').append(step.getIndex()).append(']');
            } else {
                out.append(out.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return out.toString();
    }

    private static String line(JacksonException failure) {
        return failure.getLocation() == null
                ? "somewhere"
                : "line %d, column %d"
                        .formatted(
                                failure.getLocation().getLineNr(),
                                failure.getLocation().getColumnNr());
    }
}
