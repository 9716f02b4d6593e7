package pk.muhr.policy;

import java.util.List;
import java.util.Optional;

/**
 * The CA/Browser Forum's reserved policy identifiers. Every profile under one of its baselines carries exactly the one
 * of its type and validation (BR §7.1.6.1, S/MIME BR §7.1.6.1, CSBR §7.1.6.1, ballot CSC-32).
 */
public final class ReservedPolicies {

    private static final String ARC = "2.23.140.1.";

    private ReservedPolicies() {}

    /** The identifier that certificates of this profile carry; empty when no baseline governs its type. */
    public static Optional<String> of(CertificateProfile profile) {
        return switch (profile.type()) {
            case TLS_SERVER ->
                profile.validation().map(v -> v == CertificateProfile.Validation.DOMAIN ? ARC + "2.1" : ARC + "2.2");
            case SMIME -> profile.validation().map(v -> ARC + "5." + kind(v) + "." + (strict(profile) ? "3" : "2"));
            case CODE_SIGNER -> Optional.of(ARC + "4.1");
            case TIME_STAMPING_UNIT -> Optional.of(ARC + "4.2");
            case AUTHENTICATION_PERSON,
                    AUTHENTICATION_DEVICE,
                    DIGITAL_SIGNATURE,
                    ESEAL,
                    OCSP_RESPONDER,
                    ROOT_CA,
                    DOMAIN_CA,
                    ISSUING_CA -> Optional.empty();
        };
    }

    /** Those of the given identifiers that are reserved ones. */
    public static List<String> among(List<String> identifiers) {
        return identifiers.stream().filter(oid -> oid.startsWith(ARC)).toList();
    }

    private static int kind(CertificateProfile.Validation validation) {
        return switch (validation) {
            case MAILBOX -> 1;
            case ORGANIZATION -> 2;
            case SPONSOR -> 3;
            case DOMAIN -> throw new PolicyRule("no mailbox is domain-validated");
        };
    }

    /** The strict generation signs and encrypts mail and does nothing else (S/MIME BR §7.1.2.3 f). */
    private static boolean strict(CertificateProfile profile) {
        return profile.extendedKeyUsage().size() == 1;
    }
}
