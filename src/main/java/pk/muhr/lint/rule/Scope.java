package pk.muhr.lint.rule;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateProfile.Kind;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.policy.CertificateType;

/**
 * The profiles that a rule applies to.
 *
 * @param types of certificates
 * @param validations what was verified of the subject; empty where that makes no difference
 */
public record Scope(Set<CertificateType> types, Set<Validation> validations) {

    /** Every certificate. */
    public static final Scope EVERY = of(CertificateType.values());

    /** Certificates of subscribers. */
    public static final Scope SUBSCRIBERS = of(Kind.SUBSCRIBER);

    /** Certificates of authorities, the root's among them. */
    public static final Scope AUTHORITIES = of(Kind.AUTHORITY);

    /** Certificates of authorities below the root. */
    public static final Scope SUBORDINATES = of(CertificateType.DOMAIN_CA, CertificateType.ISSUING_CA);

    public Scope {
        types = Collections.unmodifiableSet(EnumSet.copyOf(types));
        validations = Set.copyOf(validations);
    }

    /** Certificates of these types. */
    public static Scope of(CertificateType... types) {
        return new Scope(Set.of(types), Set.of());
    }

    /** Certificates of one kind of holder. */
    public static Scope of(Kind kind) {
        return of(Arrays.stream(CertificateType.values())
                .filter(type -> type.kind() == kind)
                .toArray(CertificateType[]::new));
    }

    /** Certificates of all other types. */
    public static Scope allBut(CertificateType... types) {
        return new Scope(EnumSet.complementOf(EnumSet.copyOf(Set.of(types))), Set.of());
    }

    /** Of these only those whose subject was verified in one of these ways. */
    public Scope validated(Validation... ways) {
        return new Scope(types, Set.of(ways));
    }

    /** Whether the rule applies to certificates of this profile. */
    public boolean includes(CertificateProfile profile) {
        return types.contains(profile.type())
                && (validations.isEmpty()
                        || profile.validation().filter(validations::contains).isPresent());
    }

    /** For people, such as {@code email-protection (mailbox)}. */
    public String description() {
        if (types.size() == CertificateType.values().length) {
            return "every certificate";
        }
        String names = types.stream().map(CertificateType::label).collect(Collectors.joining(", "));
        return validations.isEmpty()
                ? names
                : names + " ("
                        + Arrays.stream(Validation.values())
                                .filter(validations::contains)
                                .map(validation -> validation.name().toLowerCase(java.util.Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ")";
    }
}
