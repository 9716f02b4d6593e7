package pk.muhr.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Which clause of which standard is carried out where, and what proves that it is. The table is generated from the rules,
 * the policy files' manual and the tests when those change, and shipped with the program.
 */
@ApplicationScoped
public class Traceability {

    /** The generated table, beside this class. */
    public static final String RESOURCE = "traceability.json";

    private final List<Trace> traces = read();

    Traceability() {}

    /** What carries a clause out. */
    public enum Carrier {
        /** Everything about to be signed is judged by it. */
        LINT,
        /** Requests are judged by it. */
        REFUSAL,
        /** The policy files say it. */
        POLICY
    }

    /**
     * One line.
     *
     * @param clause of a standard
     * @param rule id of a lint or of a refusal's rule, or the policy file and key
     * @param scope what it applies to
     * @param tests fixtures and test classes that would fail without it
     */
    public record Trace(String clause, Carrier carrier, String rule, String scope, List<String> tests) {
        public Trace {
            tests = List.copyOf(tests);
        }
    }

    /** Every line, by clause. */
    public List<Trace> traces() {
        return traces;
    }

    private static List<Trace> read() {
        try (InputStream table = Traceability.class.getResourceAsStream(RESOURCE)) {
            return List.copyOf(JsonMapper.builder().build().readValue(table, new TypeReference<List<Trace>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("the program is incomplete: " + RESOURCE, e);
        }
    }
}
