package pk.muhr.policy;

import java.util.Map;
import java.util.Optional;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What the reader of YAML stumbled over, in words for somebody who does not know its grammar. */
final class YamlGrammar {

    /** What is wrong and what to do, by a part of what the reader says. */
    private record Advice(String rule, String fix) {}

    private static final Map<String, Advice> ADVICE = Map.of(
            "mapping values are not allowed here",
            new Advice(
                    "a second colon with a space stands on this line, or the line is indented too far",
                    "put the text in quotes, or begin it below the keys around it"),
            "\\t(TAB)",
            new Advice("a tab stands here", "replace the tab by spaces"));

    private static final Map<String, Advice> OPENED = Map.of(
            "while scanning a quoted scalar",
            new Advice("the quote that opens here is never closed", "close it at the end of the text"),
            "while parsing a flow sequence",
            new Advice("the [ that opens here is not closed, or a comma is missing", "write it as [a, b]"),
            "while parsing a flow mapping",
            new Advice("the { that opens here is not closed, or a comma is missing", "write it as {a: 1, b: 2}"));

    private YamlGrammar() {}

    /** At the line where the trouble begins; at the given one when the reader names none. */
    static PolicyProblem problem(String file, int line, MarkedYAMLException e) {
        String said = String.valueOf(e.getProblem()).lines().findFirst().orElse("");
        for (Map.Entry<String, Advice> advice : ADVICE.entrySet()) {
            if (said.contains(advice.getKey())) {
                return at(file, e.getProblemMark(), line, advice.getValue());
            }
        }
        return Optional.ofNullable(OPENED.get(e.getContext()))
                .map(advice -> at(file, e.getContextMark(), line, advice))
                .orElseGet(() -> at(
                        file,
                        e.getProblemMark(),
                        line,
                        new Advice(
                                "the file is not YAML here (" + said + ")",
                                "correct indentation, quotes and brackets at this line or just above it")));
    }

    private static PolicyProblem at(String file, Mark mark, int line, Advice advice) {
        return PolicyProblem.at(file, mark == null ? line : mark.getLine() + 1, advice.rule(), advice.fix());
    }
}
