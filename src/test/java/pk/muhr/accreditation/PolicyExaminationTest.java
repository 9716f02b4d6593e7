package pk.muhr.accreditation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.PolicyProblem;
import pk.muhr.policy.PolicyReport;

/** Files that agree with each other, and under which the linter would refuse whole profiles, are no candidate. */
class PolicyExaminationTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Set<String> LINTERS = Set.of("zlint");
    private static final Map<String, String> FILES = PolicyBundle.filesIn(Path.of("policies"));

    @ParameterizedTest(name = "{3}")
    @CsvFileSource(resources = "/policy/specimens.csv", delimiter = '|', quoteCharacter = '`')
    void refusesWhatTheLinterWouldRefuse(String file, String from, String to, String rule, String place, String whose) {
        Map<String, String> files = changed(file, from, to == null ? "" : to);
        assertThat(PolicyBundle.check(files, java.time.LocalDate.of(2026, 11, 22))
                        .problems())
                .as("the files agree with each other")
                .isEmpty();
        PolicyReport report = PolicyExamination.of(files, NOW, LINTERS);
        assertThat(report.bundle()).isEmpty();
        assertThat(report.problems())
                .extracting(PolicyProblem::toString)
                .anyMatch(problem -> problem.startsWith(place + ": certificates of " + whose)
                        && problem.contains(") would be refused by the rule " + rule + " (")
                        && problem.endsWith("; policies/README.md says what it may hold"));
    }

    @Test
    void theShippedFilesCanIssueEverything() {
        assertThat(PolicyExamination.of(FILES, NOW, LINTERS).problems()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheFilesFirst() {
        assertThat(PolicyExamination.of(changed("eseal.yaml", "validityDays: 1095", "validityDays: 0"), NOW, LINTERS)
                        .problems())
                .extracting(PolicyProblem::toString)
                .containsExactly("eseal.yaml:7: validityDays must be at least 1: write 1 or more");
    }

    @Test
    void saysASentenceOnceForAllKeysOfAProfile() {
        assertThat(PolicyExamination.of(changed("eseal.yaml", "[ocsp, caIssuers]", "[ocsp]"), NOW, LINTERS)
                        .problems())
                .extracting(PolicyProblem::toString)
                .containsExactly(
                        "eseal.yaml:20: certificates of eseal (RSA-3072, RSA-4096, P-256, P-384) would be refused"
                                + " by the rule signature-status-findable (EN 319 412-2 §4.4.1, §4.3.11): there must be a CRL"
                                + " distribution point and caIssuers in authorityInfoAccess: correct authorityInfoAccess;"
                                + " policies/README.md says what it may hold");
    }

    @Test
    void warnsOfALinterThatIsNotConfigured() {
        String linter = "externalLinter: {command: %s, blocking: true, exceptions: {}}\napprovals: 0";
        assertThat(warnings(changed("eseal.yaml", "approvals: 0", linter.formatted("pkilint"))))
                .contains(
                        "eseal.yaml:26: warning: externalLinter.command: no linter pkilint is configured here; without"
                                + " it nothing is issued: set muhr.lint.external.pkilint.command where certificates are issued");
        assertThat(warnings(changed("eseal.yaml", "approvals: 0", linter.formatted("zlint"))))
                .noneMatch(warning -> warning.startsWith("eseal.yaml"));
    }

    private static List<String> warnings(Map<String, String> files) {
        return PolicyExamination.of(files, NOW, LINTERS).warnings().stream()
                .map(PolicyProblem::warning)
                .toList();
    }

    private static Map<String, String> changed(String file, String from, String to) {
        Map<String, String> files = new TreeMap<>(FILES);
        files.put(
                file,
                files.get(file)
                        .replaceFirst(
                                Pattern.quote(from.replace("\\n", "\n")),
                                Matcher.quoteReplacement(to.replace("\\n", "\n"))));
        assertThat(files.get(file)).as("the text that stands there").isNotEqualTo(FILES.get(file));
        return files;
    }
}
