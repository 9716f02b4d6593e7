package pk.muhr.policy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.SignatureAlgorithm;

/**
 * {@code time-stamps.yaml}: the time-stamping units, what their tokens promise, and who gets some (RFC 3628). A bundle
 * without the file has no time-stamping authority.
 *
 * @param profile of the units' certificates
 * @param subject of the units' certificates, but for the common name, which is the unit's own
 * @param rekeyBeforeDays how long before a key's last day of use the unit gets its next
 * @param keyRemovalDays how long after its certificate was issued a key may stay on the token (CSBR §6.3.2)
 * @param clockSampleMaximum no token while the last good look at the clock is older
 */
public record TimeStampPolicy(
        ProfileId profile,
        Map<AttributeType, String> subject,
        int rekeyBeforeDays,
        int keyRemovalDays,
        Duration clockSampleMaximum,
        List<ImprintAlgorithm> digests,
        Map<String, Callers> callers,
        List<Unit> units,
        Disclosure disclosure) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    /** Eighteen months, from 1 February of a year that is not a leap year (CSBR §6.3.2). */
    private static final int LONGEST_REMOVAL = 546;

    private static final Duration LONGEST_SAMPLE = Duration.ofMinutes(5);
    private static final int MILLION = 1_000_000;

    /**
     * Who may ask, and how often each of them.
     *
     * @param networks addresses that they come from, such as {@code 10.0.0.0/8}
     * @param identified whether they say who they are, by bearer token or client certificate
     * @param perMinute tokens for one address, or one person where they are identified
     * @param perMinuteOfSite for all addresses of one /48 of IPv6 (RFC 6177); eight times perMinute where nothing is said
     * @param perMinuteOfAll for all of them, from one process; 64 times perMinute where nothing is said
     */
    public record Callers(
            Optional<List<String>> networks,
            Optional<Boolean> identified,
            int perMinute,
            Optional<Integer> perMinuteOfSite,
            Optional<Integer> perMinuteOfAll) {

        private static final int SITE_SHARES = 8;
        private static final int ALL_SHARES = 64;

        public Callers {
            PolicyRule.require(perMinute >= 1 && perMinute <= MILLION, "perMinute must be 1 to " + MILLION);
            int least = perMinute;
            perMinuteOfSite.ifPresent(most -> PolicyRule.require(
                    most >= least && most <= ALL_SHARES * MILLION, "perMinuteOfSite is perMinute or more"));
            perMinuteOfAll.ifPresent(most -> PolicyRule.require(
                    most >= least && most <= ALL_SHARES * MILLION, "perMinuteOfAll is perMinute or more"));
            networks.ifPresent(list -> {
                PolicyRule.require(!list.isEmpty(), "networks must name one", "or leave the key out");
                list.forEach(Callers::require);
            });
        }

        /** What a site of many addresses gets together. */
        public int ofSite() {
            return perMinuteOfSite.orElse(SITE_SHARES * perMinute);
        }

        /** What all get together: many who are one, or nobody, do not fill a process up. */
        public int ofAll() {
            return perMinuteOfAll.orElse(ALL_SHARES * perMinute);
        }

        private static void require(String network) {
            try {
                NetworkPrefix.of(network);
            } catch (IllegalArgumentException e) {
                PolicyRule.require(false, "networks: " + e.getMessage(), "write it as 10.0.0.0/8 or 2001:db8::/32");
            }
        }
    }

    /**
     * One unit: a name, one active key at a time, one policy.
     *
     * @param number in every serial number of its tokens; never given to another
     * @param policy reference to the identifier that its tokens carry
     * @param accuracy of the time in them, against UTC
     * @param callers who may ask it; the first that a caller is, counts
     */
    public record Unit(
            String name,
            int number,
            KeyAlgorithm key,
            SignatureAlgorithm signature,
            String policy,
            Duration accuracy,
            List<String> callers) {

        private static final Duration LEAST = Duration.ofMillis(1);
        private static final Duration MOST = Duration.ofSeconds(1);

        public Unit {
            PolicyRule.require(
                    NAME.matcher(name).matches(),
                    "name of a unit has small letters, digits and hyphens, begins with a letter and has at most 31"
                            + " characters",
                    "write it as unit-1");
            PolicyRule.require(number >= 1, "number of " + name + " must be at least 1");
            PolicyRule.require(
                    accuracy.compareTo(LEAST) >= 0
                            && accuracy.compareTo(MOST) <= 0
                            && accuracy.toNanos() % LEAST.toNanos() == 0,
                    "accuracy of " + name + " is 1 to 1000 whole milliseconds (RFC 3628 §5.1, EN 319 422)",
                    "write it as PT0.5S");
            PolicyRule.require(
                    signature.keyFamily().equals(key.family()) && isLongEnough(signature, key),
                    "signature of " + name + ": " + EnumLabels.of(signature) + " does not fit a key " + key.label(),
                    "write another signature or key");
            PolicyRule.require(!callers.isEmpty(), "callers of " + name + " must name somebody");
            PolicyRule.requireOnce("callers of " + name, callers);
            callers = List.copyOf(callers);
        }

        /** A token has the digest of its unit's certificate (CSBR §6.8), so a curve may have a longer one than its own. */
        private static boolean isLongEnough(SignatureAlgorithm signature, KeyAlgorithm key) {
            return switch (key.label()) {
                case "P-384" -> !signature.digest().equals("SHA-256");
                case "P-521" -> signature.digest().equals("SHA-512");
                default -> true;
            };
        }
    }

    /** The disclosure statement's items that are words (RFC 3628 §7.1.2); the others are above. */
    public record Disclosure(
            String contact,
            String signatureLifetime,
            String limits,
            String subscriberDuties,
            String relyingPartyDuties,
            String verification,
            String retention,
            String law,
            String liability,
            String availability) {

        private static final int LONGEST = 2000;

        public Disclosure {
            require("contact", contact);
            require("signatureLifetime", signatureLifetime);
            require("limits", limits);
            require("subscriberDuties", subscriberDuties);
            require("relyingPartyDuties", relyingPartyDuties);
            require("verification", verification);
            require("retention", retention);
            require("law", law);
            require("liability", liability);
            require("availability", availability);
        }

        private static void require(String item, String text) {
            PolicyRule.require(
                    !text.isBlank() && text.length() <= LONGEST,
                    item + " must have 1 to " + LONGEST + " characters (RFC 3628 §7.1.2)");
        }
    }

    public TimeStampPolicy {
        for (AttributeType needed : List.of(AttributeType.COUNTRY, AttributeType.ORGANIZATION)) {
            PolicyRule.require(
                    subject.containsKey(needed), "subject needs " + needed.label() + " (EN 319 422 §6)", "add it");
        }
        PolicyRule.require(
                subject.get(AttributeType.COUNTRY).matches("[A-Z]{2}"),
                "subject.countryName is two capital letters (ISO 3166-1, RFC 5280 Appendix A.1)",
                "write PK");
        PolicyRule.require(
                !subject.containsKey(AttributeType.COMMON_NAME),
                "subject has no commonName, which is the unit's own name",
                "leave commonName out");
        PolicyRule.require(rekeyBeforeDays >= 1, "rekeyBeforeDays must be at least 1");
        PolicyRule.require(
                keyRemovalDays >= 1 && keyRemovalDays <= LONGEST_REMOVAL,
                "keyRemovalDays must be 1 to " + LONGEST_REMOVAL + " (18 months, CSBR §6.3.2)");
        PolicyRule.require(
                clockSampleMaximum.compareTo(Duration.ofSeconds(1)) >= 0
                        && clockSampleMaximum.compareTo(LONGEST_SAMPLE) <= 0,
                "clockSampleMaximum is a second to five minutes",
                "write PT5M or less");
        PolicyRule.require(!digests.isEmpty(), "digests must name one");
        PolicyRule.requireOnce("digests", digests);
        PolicyRule.require(!units.isEmpty(), "units must name one", "write one, or take the file away");
        Set<String> names = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            String at = "units[" + i + "].";
            PolicyRule.require(names.add(unit.name()), at + "name: " + unit.name() + " stands twice", "rename one");
            PolicyRule.require(
                    numbers.add(unit.number()),
                    at + "number: " + unit.number() + " is another unit's, and serial numbers begin with it",
                    "write one that was never used");
            for (String caller : unit.callers()) {
                PolicyRule.require(
                        callers.containsKey(caller),
                        at + "callers: there is no " + caller + " under callers",
                        "name one of " + callers.keySet().stream().sorted().toList());
            }
        }
        subject = Map.copyOf(subject);
        digests = List.copyOf(digests);
        callers = Map.copyOf(callers);
        units = List.copyOf(units);
    }

    /** The unit of this name. */
    public Optional<Unit> unit(String name) {
        return units.stream().filter(unit -> unit.name().equals(name)).findFirst();
    }
}
