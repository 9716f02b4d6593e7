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

/**
 * {@code floors.yaml}: what no profile may loosen. Weak RSA keys and short serial numbers are refused whoever trusts the
 * root; what else it may say depends on that ({@link BaselineRequirements}).
 */
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
        Optional<Integer> domainChallengeMaximumDays,
        int emailDomainProofMaximumDays,
        int personProofMaximumDays,
        Map<CertificateFamily, Integer> organizationProofMaximumDays,
        int keyProtectionProofMaximumDays,
        Optional<Integer> requestMaximumDays,
        Optional<Integer> mailboxChallengeMaximumHours,
        Optional<Integer> mailboxProofMaximumDays,
        Optional<List<Integer>> expiryNoticeDays,
        Optional<List<Integer>> shortLivedExpiryNoticeParts) {

    /** BR §1.6.1, Short-lived Subscriber Certificate. */
    private static final int SHORT_LIVED = 7;

    /** BR §3.2.2.4.7, §3.2.2.4.18: how long a random value is good for. */
    private static final int CHALLENGE = 30;

    /** S/MIME BR §3.2.2.2, §4.2.1: how long a mailed value is good for, and the mailbox that it proved. */
    private static final int MAILBOX_HOURS = 24;

    private static final int MAILBOX_DAYS = 30;

    /** What the Council proposes: how long before its end a certificate is spoken of. */
    private static final List<Integer> NOTICE_DAYS = List.of(60, 30, 7);

    private static final List<Integer> NOTICE_PARTS = List.of(3, 7, 20);

    /** BR §4.2.2 gives no number: what the Council proposes, and the longest that documents and names may wait. */
    private static final int DECISION = 30;

    private static final int LONGEST_DECISION = 90;

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
        positive("codeSigningMinimumRsaBits", codeSigningMinimumRsaBits);
        positive("codeSigningAuthorityMinimumRsaBits", codeSigningAuthorityMinimumRsaBits);
        positive("subscriberCrlMaximumDays", subscriberCrlMaximumDays);
        positive("authorityCrlMaximumDays", authorityCrlMaximumDays);
        positive("ocspMaximumDays", ocspMaximumDays);
        positive("rootMinimumDays", rootMinimumDays);
        positive("timeStampingKeyMaximumDays", timeStampingKeyMaximumDays);
        positive("emailDomainProofMaximumDays", emailDomainProofMaximumDays);
        positive("personProofMaximumDays", personProofMaximumDays);
        for (CertificateType type : CertificateType.values()) {
            PolicyRule.require(
                    maximumDays.containsKey(type),
                    "maximumDays must have an entry " + type.label(),
                    "write " + type.label() + ": and below it a day and its limit, as for the other types");
        }
        Map<CertificateType, List<DatedDays>> tables = new EnumMap<>(CertificateType.class);
        maximumDays.forEach((type, table) -> tables.put(type, dated(table, "maximumDays." + type.label())));
        maximumDays = Collections.unmodifiableMap(tables);
        PolicyRule.require(
                shortLivedMaximumDays
                        .filter(days -> days < 1 || days > SHORT_LIVED)
                        .isEmpty(),
                "shortLivedMaximumDays must be 1 to 7 (BR §1.6.1, Short-lived Subscriber Certificate)");
        PolicyRule.require(
                domainChallengeMaximumDays
                        .filter(days -> days < 1 || days > CHALLENGE)
                        .isEmpty(),
                "domainChallengeMaximumDays must be 1 to 30 (BR §3.2.2.4.7)");
        PolicyRule.require(
                requestMaximumDays
                        .filter(days -> days < 1 || days > LONGEST_DECISION)
                        .isEmpty(),
                "requestMaximumDays must be 1 to 90");
        PolicyRule.require(
                mailboxChallengeMaximumHours
                        .filter(hours -> hours < 1 || hours > MAILBOX_HOURS)
                        .isEmpty(),
                "mailboxChallengeMaximumHours must be 1 to 24 (S/MIME BR §3.2.2.2)");
        PolicyRule.require(
                mailboxProofMaximumDays
                        .filter(days -> days < 1 || days > MAILBOX_DAYS)
                        .isEmpty(),
                "mailboxProofMaximumDays must be 1 to 30 (S/MIME BR §4.2.1)");
        expiryNoticeDays.ifPresent(days -> PolicyRule.require(
                isOrdered(days, 365, Comparator.reverseOrder()),
                "expiryNoticeDays must be up to 10 numbers from 1 to 365, falling"));
        shortLivedExpiryNoticeParts.ifPresent(parts -> PolicyRule.require(
                isOrdered(parts, 100, Comparator.naturalOrder()),
                "shortLivedExpiryNoticeParts must be up to 10 numbers from 1 to 100, rising"));
        domainProofMaximumDays = dated(domainProofMaximumDays, "domainProofMaximumDays");
        for (CertificateFamily family : CertificateFamily.values()) {
            int most = organizationProofCeiling(family);
            int days = organizationProofMaximumDays.getOrDefault(family, 0);
            PolicyRule.require(
                    days >= 1 && days <= most,
                    "organizationProofMaximumDays." + family.label() + " must be 1 to " + most
                            + " (BR §4.2.1, S/MIME BR §4.2.1)");
        }
        organizationProofMaximumDays = Map.copyOf(organizationProofMaximumDays);
        PolicyRule.require(
                keyProtectionProofMaximumDays >= 1 && keyProtectionProofMaximumDays <= 393,
                "keyProtectionProofMaximumDays must be 1 to 393: 13 months (CSBR §6.2.7.4.2)");
    }

    private static int organizationProofCeiling(CertificateFamily family) {
        return switch (family) {
            case TLS, CODE_SIGNING -> 398;
            case EMAIL, AUTHENTICATION, SIGNING, TIME_STAMPING -> 825;
        };
    }

    private static List<DatedDays> dated(List<DatedDays> table, String name) {
        PolicyRule.require(table != null && !table.isEmpty(), name + " must have an entry");
        List<DatedDays> sorted = table.stream()
                .sorted(Comparator.comparing(DatedDays::issuedFrom))
                .toList();
        PolicyRule.require(sorted.equals(table), name + " must be in the order of issuedFrom");
        PolicyRule.requireOnce(
                name + " by its days", table.stream().map(DatedDays::issuedFrom).toList());
        return sorted;
    }

    private static boolean isOrdered(List<Integer> numbers, int most, Comparator<Integer> order) {
        return numbers.size() <= 10
                && numbers.stream().allMatch(number -> number >= 1 && number <= most)
                && numbers.stream().distinct().sorted(order).toList().equals(numbers);
    }

    private static void positive(String key, int value) {
        PolicyRule.require(value > 0, key + " must be at least 1");
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

    /** How long a value that is to prove a domain is good for. */
    public Duration domainChallengeMaximum() {
        return Duration.ofDays(domainChallengeMaximumDays.orElse(CHALLENGE));
    }

    /** How long a value that was mailed to a mailbox is good for. */
    public Duration mailboxChallengeMaximum() {
        return Duration.ofHours(mailboxChallengeMaximumHours.orElse(MAILBOX_HOURS));
    }

    /** The longest a proof of a mailbox by mail may be used. */
    public Duration mailboxProofMaximum() {
        return Duration.ofDays(mailboxProofMaximumDays.orElse(MAILBOX_DAYS));
    }

    /** How many days before its end a certificate is spoken of, falling. */
    public List<Integer> expiryNotices() {
        return expiryNoticeDays.orElse(NOTICE_DAYS);
    }

    /** At which part of its life before its end a short-lived certificate is spoken of: a third is 3. Rising. */
    public List<Integer> shortLivedExpiryNotices() {
        return shortLivedExpiryNoticeParts.orElse(NOTICE_PARTS);
    }

    /** How long officers may take to decide about a request, and the authority to issue what they approved. */
    public Duration requestMaximum() {
        return Duration.ofDays(requestMaximumDays.orElse(DECISION));
    }

    /** The longest a proof of who somebody is may be used. */
    public Duration personProofMaximum() {
        return Duration.ofDays(personProofMaximumDays);
    }

    /** The longest a verification of a body's record may be used for certificates of this type. */
    public Duration organizationProofMaximum(CertificateType type) {
        return type.family()
                .map(family -> Duration.ofDays(organizationProofMaximumDays.get(family)))
                .orElse(Duration.ZERO);
    }

    /** The longest a proof that a key lies in hardware may be used. */
    public Duration keyProtectionProofMaximum() {
        return Duration.ofDays(keyProtectionProofMaximumDays);
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
