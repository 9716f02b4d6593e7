package pk.muhr.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A problem as it is answered (RFC 9457 §3), with our own members behind the standard ones. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "rule", "value", "fix", "clause", "policy", "breaches", "id"})
record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String rule,
        String value,
        String fix,
        String clause,
        String policy,
        List<BreachDocument> breaches,
        String id) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** Not the application's mapper: an answer about a failure must not depend on what failed. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"file", "line", "rule", "detail", "value", "fix"})
    record BreachDocument(String file, Integer line, String rule, String detail, String value, String fix) {}

    static ProblemDocument of(Problem problem, String id) {
        return new ProblemDocument(
                "urn:muhr:problem:" + problem.slug(),
                problem.title(),
                problem.status(),
                problem.detail(),
                problem.rule(),
                problem.value().orElse(null),
                problem.fix().orElse(null),
                problem.clause().orElse(null),
                problem.policy().orElse(null),
                problem.breaches().stream()
                        .map(breach -> new BreachDocument(
                                breach.line().map(Problem.Line::file).orElse(null),
                                breach.line().map(Problem.Line::number).orElse(null),
                                breach.rule(),
                                breach.detail(),
                                breach.value().orElse(null),
                                breach.fix().orElse(null)))
                        .toList(),
                id);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always writable", e);
        }
    }
}
