package pk.muhr.console.subscriber;

import java.util.Set;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.ProfileId;

/**
 * What a certificate is wanted for: a profile, in words.
 *
 * @param key names its words; empty for a profile that has none here, and is shown with the policy's title
 */
public record Purpose(String id, String key, String title, int approvals, int validityDays) {

    /** Profiles that have words: those that the policies name from the beginning. */
    static final Set<String> WORDED = Set.of(
            "tls-server",
            "tls-server-brief",
            "email-protection",
            "email-protection-organization",
            "email-protection-mailbox",
            "authentication-person",
            "authentication-device",
            "authentication-device-short",
            "digital-signature",
            "eseal",
            "eseal-commercial",
            "code-signing",
            "time-stamping");

    static Purpose of(CertificateProfile profile) {
        String id = profile.id().value();
        return new Purpose(id, key(id), profile.title(), profile.approvals(), profile.validityDays());
    }

    /** Of a profile that the policy has no more. */
    static Purpose past(ProfileId profile) {
        return new Purpose(profile.value(), key(profile.value()), profile.value(), 0, 0);
    }

    /** The key of the words for a profile: {@code purposeTlsServer}; empty where there are none. */
    static String key(String profile) {
        return WORDED.contains(profile) ? "purpose" + Words.joined(profile) : "";
    }

    /** The key of the sentence that explains it. */
    public String why() {
        return key.isEmpty() ? "" : key + "Why";
    }
}
