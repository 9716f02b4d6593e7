package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import pk.muhr.identity.PersonId;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.TimeStampPolicy;

/** Who may ask a unit, and how often. */
class AdmissionTest {

    private static final TimeStampPolicy POLICY = policy("");
    private static final TimeStampPolicy.Unit UNIT = POLICY.units().getFirst();

    private final Admission admission = new Admission();

    /** The shipped one, for offices of one network and for those who say who they are. */
    private static TimeStampPolicy policy(String shares) {
        Map<String, String> files = new TreeMap<>(PolicyBundle.filesIn(Path.of("policies")));
        files.computeIfPresent("time-stamps.yaml", (_, text) -> text.replace(
                        "anyone: {perMinute: 6000}",
                        "offices: {networks: [10.0.0.0/8, 2001:db8::/32], perMinute: 2" + shares + "}")
                .replace("[identified, anyone]", "[identified, offices]"));
        return PolicyBundle.of(files).timeStamps().orElseThrow();
    }

    private static Asker from(String address) {
        try {
            return new Asker(InetAddress.getByName(address), Optional.empty());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void knowsWhoItIsFor() {
        assertThat(admission.callers(POLICY, UNIT, from("10.255.1.2"))).contains("offices");
        assertThat(admission.callers(POLICY, UNIT, from("2001:db8:1::1"))).contains("offices");
        assertThat(admission.callers(POLICY, UNIT, from("11.0.0.0"))).isEmpty();
        assertThat(admission.callers(POLICY, UNIT, from("2001:db9::1"))).isEmpty();
        Asker known = new Asker(from("11.0.0.0").address(), Optional.of(new PersonId("somebody")));
        assertThat(admission.callers(POLICY, UNIT, known)).contains("identified");
    }

    @Test
    void endsAtTheShareOfAMinuteForEachOfThem() {
        TimeStampPolicy.Callers rule = POLICY.callers().get("offices");
        for (String office : new String[] {"10.0.0.1", "10.0.0.2"}) {
            admission.count("offices", rule, from(office));
            admission.count("offices", rule, from(office));
            assertThatThrownBy(() -> admission.count("offices", rule, from(office)))
                    .isInstanceOfSatisfying(NoTimeStamp.class, refusal -> assertThat(refusal.why())
                            .isEqualTo(FailureInfo.BAD_REQUEST));
        }
    }

    /** Who has a /48 has 65 536 times a /64. */
    @Test
    void endsAtTheShareOfASiteAndOfAll() {
        requireShares(POLICY, 16, 128);
    }

    @Test
    void endsWhereThePolicySaysSo() {
        requireShares(policy(", perMinuteOfSite: 4, perMinuteOfAll: 50"), 4, 50);
    }

    private void requireShares(TimeStampPolicy policy, int ofSite, int ofAll) {
        TimeStampPolicy.Callers rule = policy.callers().get("offices");
        int given = 0;
        for (int network = 0; network < 100; network++) {
            given += isGiven(rule, "2001:db8:1:%x::1".formatted(network)) ? 1 : 0;
        }
        assertThat(given).as("of a /48").isEqualTo(ofSite);
        assertThat(isGiven(rule, "2001:db8:2::1")).as("another site").isTrue();
        given = 0;
        for (int host = 0; host < 500; host++) {
            given += isGiven(rule, "10.1.%d.%d".formatted(host / 250, host % 250)) ? 1 : 0;
        }
        assertThat(given).as("of all of the class").isEqualTo(ofAll - ofSite - 1);
    }

    private boolean isGiven(TimeStampPolicy.Callers rule, String address) {
        try {
            admission.count("offices", rule, from(address));
            return true;
        } catch (NoTimeStamp e) {
            return false;
        }
    }
}
