package pk.muhr.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/** {@code floors.yaml}: what no profile may loosen. */
public record Floors(
        int minimumRsaBits,
        int rsaExponent,
        int minimumSerialBits,
        int subscriberCrlMaximumDays,
        int authorityCrlMaximumDays,
        int ocspMaximumDays,
        List<DatedDays> tlsServerMaximumDays,
        List<DatedDays> domainProofMaximumDays) {

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
        tlsServerMaximumDays = dated(tlsServerMaximumDays, "tlsServerMaximumDays");
        domainProofMaximumDays = dated(domainProofMaximumDays, "domainProofMaximumDays");
    }

    private static List<DatedDays> dated(List<DatedDays> table, String name) {
        PolicyRule.require(!table.isEmpty(), name + " must have an entry");
        List<DatedDays> sorted = table.stream()
                .sorted(Comparator.comparing(DatedDays::issuedFrom))
                .toList();
        PolicyRule.require(sorted.equals(table), name + " must be in the order of issuedFrom");
        return sorted;
    }

    /** The longest a TLS server certificate issued at the given moment may live. */
    public Duration tlsServerMaximum(Instant issued) {
        return limit(tlsServerMaximumDays, issued);
    }

    /** The longest a proof of a domain may be used at the given moment. */
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
