package pk.muhr.accreditation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.policy.PolicyBundle;
import pk.muhr.safety.ActivePolicy;

/** The policy in force, which a test changes and puts back. */
@ApplicationScoped
public class TestPolicy {

    private final ActivePolicy policy;
    private final PolicyActivations activations;
    private PolicyBundle shipped;

    TestPolicy(ActivePolicy policy, PolicyActivations activations) {
        this.policy = policy;
        this.activations = activations;
    }

    /** Puts into force what this makes of the files that were there before any change. */
    public void change(Consumer<Map<String, String>> change) {
        shipped = shipped == null ? policy.bundle() : shipped;
        Map<String, String> files = new TreeMap<>(shipped.files());
        change.accept(files);
        assertThat(files).isNotEqualTo(shipped.files());
        activate(PolicyBundle.of(files));
    }

    /** Changes a text in the file of a profile. */
    public void replace(String profile, String said, String says) {
        change(files -> files.computeIfPresent(profile + ".yaml", (_, text) -> text.replace(said, says)));
    }

    /** Puts back what was there before. */
    public void restore() {
        if (shipped != null) {
            activate(shipped);
            shipped = null;
        }
    }

    private void activate(PolicyBundle bundle) {
        activations.activate(bundle);
        policy.refresh();
    }
}
