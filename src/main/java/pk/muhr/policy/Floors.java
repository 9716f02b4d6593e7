package pk.muhr.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code floors.yaml}: what no profile may loosen. */
public record Floors(
        int minimumRsaBits,
        int codeSigningMinimumRsaBits,
        int codeSigningAuthorityMinimumRsaBits,
        int rsaExponent,
        int minimumSerialBits,
        int subscriberCrlMaximumDays,
        int authorityCrlMaximumDays,
        int ocspMaximumDays,
        Map<CertificateType, List<DatedDays>> maximumDays,
        int rootMinimumDays,
        int timeStampingKeyMaximumDays,
        Optional<Integer> shortLivedMaximumDays,
        List<DatedDays> domainProofMaximumDays,
        int emailDomainProofMaximumDays,
        int personProofMaximumDays) {

    /** BR §1.6.1, Short-lived Subscriber Certificate. */
    private static final int SHORT_LIVED = 7;

    /** A limit in days for what is issued from the given day on (UTC). */
    public record DatedDays(LocalDate issuedFrom, int days) {
        public DatedDays {
            PolicyRule.require(days > 0, "days must be positive");
        }
    }

    public Floors {
        PolicyRule.require(minimumRsaBits >= 2048, "minimumRsaBits must be at least 2048 (BR §6.1.5)");
        PolicyRule.require(rsaExponent == 65537, "rsaExponent must be 65537 (BR §6.1.6)");
        PolicyRule.require(
                minimumSerialBits >= 64 && minimumSerialBits <= 159, "minimumSerialBits must be 64 to 159 (BR §7.1)");
        PolicyRule.require(
                subscriberCrlMaximumDays >= 1 && subscriberCrlMaximumDays <= 10,
                "subscriberCrlMaximumDays must be 1 to 10 (BR §7.2)");
        PolicyRule.require(
                authorityCrlMaximumDays >= 1 && authorityCrlMaximumDays <= 366,
                "authorityCrlMaximumDays must be 1 to 366 (BR §7.2)");
        PolicyRule.require(
                ocspMaximumDays >= 1 && ocspMaximumDays <= 10, "ocspMaximumDays must be 1 to 10 (BR §4.9.10)");
        PolicyRule.require(
                codeSigningMinimumRsaBits >= 3072, "codeSigningMinimumRsaBits must be at least 3072 (CSBR §6.1.5.2)");
        PolicyRule.require(
                codeSigningAuthorityMinimumRsaBits >= 4096,
                "codeSigningAuthorityMinimumRsaBits must be at least 4096 (CSBR §6.1.5.1)");
        for (CertificateType type : CertificateType.values()) {
            PolicyRule.require(maximumDays.containsKey(type), "maximumDays must have an entry " + type.label());
        }
        Map<CertificateType, List<DatedDays>> tables = new EnumMap<>(CertificateType.class);
        maximumDays.forEach((type, table) -> tables.put(type, dated(table, "maximumDays." + type.label())));
        maximumDays = Collections.unmodifiableMap(tables);
        ceiling(maximumDays, CertificateType.TLS_SERVER, 398, "BR §6.3.2");
        ceiling(maximumDays, CertificateType.SMIME, 825, "S/MIME BR §6.3.2");
        ceiling(maximumDays, CertificateType.CODE_SIGNER, 460, "CSBR §6.3.2");
        ceiling(maximumDays, CertificateType.TIME_STAMPING_UNIT, 4109, "CSBR §6.3.2: 135 months");
        ceiling(maximumDays, CertificateType.ROOT_CA, 9132, "BR §7.1.2.1.1");
        PolicyRule.require(
                rootMinimumDays >= 2922 && rootMinimumDays <= 9132,
                "rootMinimumDays must be 2922 to 9132 (BR §7.1.2.1.1)");
        PolicyRule.require(
                timeStampingKeyMaximumDays >= 1 && timeStampingKeyMaximumDays <= 457,
                "timeStampingKeyMaximumDays must be 1 to 457: 15 months (CSBR §6.3.2)");
        PolicyRule.require(
                shortLivedMaximumDays
                        .filter(days -> days < 1 || days > SHORT_LIVED)
                        .isEmpty(),
                "shortLivedMaximumDays must be 1 to 7 (BR §1.6.1, Short-lived Subscriber Certificate)");
        domainProofMaximumDays.forEach(entry ->
                PolicyRule.require(entry.days() <= 398, "domainProofMaximumDays must be at most 398 (BR §4.2.1)"));
        PolicyRule.require(
                emailDomainProofMaximumDays >= 1 && emailDomainProofMaximumDays <= 398,
                "emailDomainProofMaximumDays must be 1 to 398 (S/MIME BR §4.2.1)");
        PolicyRule.require(
                personProofMaximumDays >= 1 && personProofMaximumDays <= 825,
                "personProofMaximumDays must be 1 to 825 (S/MIME BR §4.2.1)");
        domainProofMaximumDays = dated(domainProofMaximumDays, "domainProofMaximumDays");
    }

    private static List<DatedDays> dated(List<DatedDays> table, String name) {
        PolicyRule.require(table != null && !table.isEmpty(), name + " must have an entry");
        List<DatedDays> sorted = table.stream()
                .sorted(Comparator.comparing(DatedDays::issuedFrom))
                .toList();
        PolicyRule.require(sorted.equals(table), name + " must be in the order of issuedFrom");
        return sorted;
    }

    private static void ceiling(
            Map<CertificateType, List<DatedDays>> tables, CertificateType type, int days, String clause) {
        tables.get(type)
                .forEach(entry -> PolicyRule.require(
                        entry.days() <= days,
                        "maximumDays." + type.label() + " must be at most " + days + " (" + clause + ")"));
    }

    /** The most days a certificate may live whose revocation is never published. */
    public int shortLivedDays() {
        return shortLivedMaximumDays.orElse(SHORT_LIVED);
    }

    /** The longest a certificate of this type issued at the given moment may live. */
    public Duration maximum(CertificateType type, Instant issued) {
        return limit(maximumDays.get(type), issued);
    }

    /** The longest a proof of a domain may be used for certificates of this type at the given moment. */
    public Duration domainProofMaximum(CertificateType type, Instant at) {
        return type == CertificateType.SMIME ? Duration.ofDays(emailDomainProofMaximumDays) : domainProofMaximum(at);
    }

    /** The longest a proof of who somebody is may be used. */
    public Duration personProofMaximum() {
        return Duration.ofDays(personProofMaximumDays);
    }

    /** The longest a proof of a domain may be used for TLS at the given moment. */
    public Duration domainProofMaximum(Instant at) {
        return limit(domainProofMaximumDays, at);
    }

    private static Duration limit(List<DatedDays> table, Instant at) {
        LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
        return table.stream()
                .filter(entry -> !entry.issuedFrom().isAfter(day))
                .reduce((earlier, later) -> later)
                .map(entry -> Duration.ofDays(entry.days()))
                .orElse(Duration.ZERO);
    }
}
