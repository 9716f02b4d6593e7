package pk.muhr.console.subscriber;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateProfile.KeyProtection;

/**
 * The third step: whose key it will be.
 *
 * @param action where the form goes
 * @param back where the names can be changed; empty where they stay
 * @param hidden what the steps before came to
 * @param csr what was pasted; empty at first
 * @param keepable whether the key of the certificate before may stay
 */
public record KeyStep(
        String action,
        String back,
        CertificateProfile profile,
        Map<String, String> hidden,
        String csr,
        boolean keepable,
        Optional<Refused> why) {

    /** The same once more, with why. A private key that was pasted is not repeated. */
    KeyStep again(String pasted, Refused refused) {
        return new KeyStep(
                action, back, profile, hidden, Asking.isPrivate(pasted) ? "" : pasted, keepable, Optional.of(refused));
    }

    /** What it is for. */
    public Purpose purpose() {
        return Purpose.of(profile);
    }

    /** The keys that the profile takes. */
    public List<String> keys() {
        return profile.keys().stream().map(key -> key.label()).toList();
    }

    /** Whether the key must lie in hardware, so that no browser makes it. */
    public boolean isInHardware() {
        return profile.keyProtection().equals(Optional.of(KeyProtection.REQUIRED));
    }
}
