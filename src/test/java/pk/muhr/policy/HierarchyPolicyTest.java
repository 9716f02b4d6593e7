package pk.muhr.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pk.muhr.x509.DnsName;
import pk.muhr.x509.OrganizationIdentifier;

class HierarchyPolicyTest {

    private static final HierarchyPolicy.Domain DOMAIN = new HierarchyPolicy.Domain(
            new AuthorityName("government"),
            "Government",
            List.of(OrganizationIdentifier.Scheme.GOV),
            Optional.of(List.of("punjab.states.pk")));

    @ParameterizedTest
    @CsvSource({
        "punjab.states.pk, true",
        "states.pk, true",
        "lahore.punjab.states.pk, false",
        "sindh.states.pk, false",
        "tates.pk, false"
    })
    void reachesUpToItsNamesAndThoseAbove(String name, boolean reached) {
        assertThat(DOMAIN.reachesUpTo(new DnsName(name))).isEqualTo(reached);
    }
}
