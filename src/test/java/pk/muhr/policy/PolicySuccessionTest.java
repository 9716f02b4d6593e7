package pk.muhr.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** What a name stands for cannot change behind the back of what carries it. */
class PolicySuccessionTest {

    private static final Map<String, String> FILES = PolicyBundle.filesIn(Path.of("policies"));
    private static final PolicyBundle ACTIVE = PolicyBundle.of(FILES);
    private static final String VERSION = ": version 1 is in force already and says something else: raise it to 2";

    @Test
    void theNextEditionMayFollow() {
        assertThat(said("bundle.yaml", "title: First", "title: Second", everybody()))
                .isEmpty();
    }

    @Test
    void anotherArcIsNotWhatTheAuthoritiesAreCertifiedFor() {
        assertThat(said("certificate-policy.yaml", "arc: \"2.999\"", "arc: \"2.999.7\"", everybody()))
                .contains("certificate-policy.yaml:4: arc: com-signing is certified for [2.999.1.1.6.1] and not for"
                        + " [2.999.7.1.1.6.1]: write it as it is in force; another one needs a ceremony")
                .contains("tls-server.yaml:6" + VERSION)
                .filteredOn(problem -> problem.startsWith("certificate-policy.yaml:4: arc: "))
                .hasSize(7);
    }

    @Test
    void anotherIdentifierIsNotEither() {
        assertThat(said("certificate-policy.yaml", "seal: \"1.1.6.1\"", "seal: \"1.1.6.9\"", everybody()))
                .containsExactlyInAnyOrder(
                        "certificate-policy.yaml:19: identifiers.seal: gov-signing is certified for [2.999.1.1.5.1,"
                                + " 2.999.1.1.6.1] and not for [2.999.1.1.5.1, 2.999.1.1.6.9]: write it as it is in force;"
                                + " another one needs a ceremony",
                        "certificate-policy.yaml:19: identifiers.seal: com-signing is certified for [2.999.1.1.6.1] and"
                                + " not for [2.999.1.1.6.9]: write it as it is in force; another one needs a ceremony",
                        "eseal-commercial.yaml:5" + VERSION,
                        "eseal.yaml:5" + VERSION);
    }

    @Test
    void anotherNameIsNotEither() {
        assertThat(said(
                        "hierarchy.yaml",
                        "certificatePolicies: [$seal]",
                        "certificatePolicies: [$seal, $root]",
                        everybody()))
                .containsExactly(
                        "hierarchy.yaml:164: certificatePolicies: com-signing is certified for [2.999.1.1.6.1] and"
                                + " not for [2.999.1.1.6.1, 2.999.1.1.1]: write it as it is in force; another one needs a ceremony");
    }

    @Test
    void beforeItsCeremonyAnAuthorityMayBecomeAnother() {
        assertThat(said("certificate-policy.yaml", "seal: \"1.1.6.1\"", "seal: \"1.1.6.9\"", Set.of()))
                .containsExactlyInAnyOrder("eseal-commercial.yaml:5" + VERSION, "eseal.yaml:5" + VERSION);
    }

    private static Set<AuthorityName> everybody() {
        return ACTIVE.hierarchy().authorities().stream()
                .map(HierarchyPolicy.Authority::name)
                .collect(Collectors.toSet());
    }

    private static List<String> said(String file, String from, String to, Set<AuthorityName> certified) {
        Map<String, String> files = new TreeMap<>(FILES);
        files.merge("bundle.yaml", "", (text, _) -> text.replace("version: 1", "version: 2"));
        files.merge(file, "", (text, _) -> text.replace(from, to));
        assertThat(files.get(file)).isNotEqualTo(FILES.get(file));
        return PolicySuccession.check(ACTIVE, PolicyBundle.of(files), certified).stream()
                .map(PolicyProblem::toString)
                .toList();
    }
}
