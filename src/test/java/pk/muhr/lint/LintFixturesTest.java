package pk.muhr.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import pk.muhr.lint.LintFixtures.Fixture;
import pk.muhr.lint.rule.Rule;
import pk.muhr.policy.Finding;

/** Every rule finds what its fixtures get wrong, and no rule objects to what is right. */
class LintFixturesTest {

    private static final List<Fixture> ALL = LintFixtures.read();

    /** {@code mvn test -Dtest=LintFixturesTest -Dmuhr.fixtures=write}, after a change to a policy or a template. */
    @Test
    @EnabledIfSystemProperty(named = "muhr.fixtures", matches = "write")
    void writesTheFixturesAnew() {
        LintFixtures.write();
        assertThat(LintFixtures.read()).hasSizeGreaterThan(Linter.ruleIds().size() * 2);
    }

    @Test
    void everyRuleHasAFixtureThatPassesAndOneThatFails() {
        assertThat(rules(true)).containsExactlyInAnyOrderElementsOf(rulesOfCertificatesAndLists());
        assertThat(rules(false)).containsExactlyInAnyOrderElementsOf(rulesOfCertificatesAndLists());
    }

    /** Those for OCSP answers have fixtures of their own kind, see {@link OcspResponseRulesTest}. */
    private static List<String> rulesOfCertificatesAndLists() {
        return Stream.of(Rules.CERTIFICATE, LintFixtures.rulesOfLists())
                .<Rule<?>>flatMap(List::stream)
                .map(Rule::id)
                .toList();
    }

    private static Set<String> rules(boolean passes) {
        return ALL.stream()
                .filter(fixture -> fixture.passes() == passes)
                .map(Fixture::rule)
                .collect(Collectors.toSet());
    }

    @TestFactory
    Stream<DynamicTest> noRuleObjectsToWhatIsRight() {
        return ALL.stream()
                .filter(Fixture::passes)
                .map(fixture -> DynamicTest.dynamicTest(
                        name(fixture), () -> assertThat(fixture.findings()).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> theRuleFindsWhatIsWrong() {
        return ALL.stream()
                .filter(fixture -> !fixture.passes())
                .map(fixture -> DynamicTest.dynamicTest(name(fixture), () -> assertThat(fixture.findings())
                        .extracting(Finding::rule)
                        .contains(fixture.rule())));
    }

    private static String name(Fixture fixture) {
        return fixture.rule() + " " + fixture.file().getFileName();
    }
}
