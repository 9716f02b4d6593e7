package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.policy.AuthorityName;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.ProfileId;

class BenchPoliciesTest {

    private static final Path OURS = Path.of("policies");

    @TempDir
    Path directory;

    @Test
    void addAnAuthorityAndAProfileForEachKindOfKey() {
        BenchPolicies.derivedFrom(OURS).writeTo(directory);
        PolicyBundle bundle = PolicyBundle.read(directory);
        for (BenchAuthority authority : BenchAuthority.values()) {
            AuthorityName name = new AuthorityName(authority.label());
            HierarchyPolicy.Authority defined =
                    bundle.hierarchy().authority(name).orElseThrow();
            assertThat(defined.issuer()).contains(new AuthorityName("government"));
            assertThat(defined.key()).isEqualTo(authority.key());
            assertThat(defined.signature()).isEqualTo(authority.signature());
            assertThat(bundle.profile(new ProfileId(authority.label())).flatMap(CertificateProfile::authority))
                    .isEqualTo(Optional.of(name));
        }
    }

    @Test
    void leaveTheProgramsOwnAsTheyAre() {
        BenchPolicies.derivedFrom(OURS).writeTo(directory);
        PolicyBundle ours = PolicyBundle.read(OURS);
        PolicyBundle theirs = PolicyBundle.read(directory);
        assertThat(theirs.hierarchy().authorities())
                .containsAll(ours.hierarchy().authorities());
        assertThat(theirs.profiles()).containsAll(ours.profiles());
    }

    @Test
    void areFoundAgainUntilAFileChanges() throws IOException {
        BenchPolicies policies = BenchPolicies.derivedFrom(OURS);
        assertThat(policies.areIn(directory.resolve("none"))).isFalse();
        policies.writeTo(directory);
        assertThat(policies.areIn(directory)).isTrue();
        Path profile = directory.resolve("tls-server.yaml");
        Files.write(profile, List.of("# changed", Files.readString(profile)));
        assertThat(policies.areIn(directory)).isFalse();
    }
}
