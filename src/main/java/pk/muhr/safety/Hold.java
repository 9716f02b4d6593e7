package pk.muhr.safety;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.policy.Refusal;

/**
 * Whether this process may sign. Not while the database is not the one that was signed from before (invariant I16): an old
 * backup would give serial numbers a second time and turn what was revoked good again. A hold ends with its process; the next start looks again.
 */
@ApplicationScoped
public class Hold {

    private volatile Optional<Refusal> held = Optional.empty();

    Hold() {}

    /**
     * From now on nothing is signed here.
     *
     * @param why a sentence for operators that names what is missing
     */
    public void begin(String why) {
        held = Optional.of(new Refusal.Held(why));
    }

    /** Why nothing is signed, if that is so. */
    public Optional<Refusal> refusal() {
        return held;
    }

    /** Whether nothing is signed. */
    public boolean isHeld() {
        return held.isPresent();
    }
}
