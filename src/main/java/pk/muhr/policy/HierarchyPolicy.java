package pk.muhr.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.OrganizationIdentifier;
import pk.muhr.x509.SignatureAlgorithm;

/** {@code hierarchy.yaml}: the authorities, each after its issuer. */
public record HierarchyPolicy(TrustContext trustContext, List<Domain> domains, List<Authority> authorities) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration A_CENTURY = Duration.ofDays(36_500);
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final int LONGEST_DOMAIN = 253;
    private static final String DOMAIN = LABEL + "(\\." + LABEL + ")*";

    /**
     * Who trusts the root: browsers everywhere, which hold its floors to {@link BaselineRequirements}, or devices that the
     * nation manages (normative reference 0.2).
     */
    public enum TrustContext {
        @JsonProperty("public")
        PUBLIC,
        @JsonProperty("national")
        NATIONAL
    }

    /**
     * How often a CRL is made, and how long one is good for (BR §4.9.7).
     *
     * @param shards into how many parts it is divided besides (RFC 5280 §5.2.5); changing it touches new certificates only
     * @param deltaEvery how often a list of the changes since the last whole one is made (RFC 5280 §5.2.4)
     * @param keepExpired whether entries stay for ever, and the list says so (ITU-T X.509 §9.5.2.8 expiredCertsOnCRL)
     */
    public record CrlSchedule(
            Duration every,
            Duration validFor,
            Optional<Integer> shards,
            Optional<Duration> deltaEvery,
            Optional<Boolean> keepExpired) {
        public CrlSchedule {
            requireTime("crl.every", every, SHORTEST, LONGEST);
            requireTime("crl.validFor", validFor, SHORTEST, LONGEST);
            deltaEvery.ifPresent(delta -> requireTime("crl.deltaEvery", delta, SHORTEST, LONGEST));
            shards.ifPresent(count -> PolicyRule.require(
                    count >= 2 && count <= 4096, "crl.shards must be 2 to 4096; leave it out for one list"));
            deltaEvery.ifPresent(delta -> PolicyRule.require(
                    delta.compareTo(every) < 0, "crl.deltaEvery must be less than crl.every (RFC 5280 §5.2.4)"));
            PolicyRule.require(
                    validFor.compareTo(every.multipliedBy(2)) >= 0,
                    "crl.validFor must be at least twice crl.every, so that one missed run does no harm",
                    "write " + every.multipliedBy(2) + " or more");
        }
    }

    /** Where a responder's key lives, which decides how long its certificate does. */
    public enum ResponderKeyPlace {
        /** On the token beside the authority's. */
        @JsonProperty("token")
        TOKEN("ocsp-responder"),
        /** In the memory of the process that answers, new with each of its starts and gone with it. */
        @JsonProperty("memory")
        MEMORY("ocsp-responder-memory");

        private final ProfileId profile;

        ResponderKeyPlace(String profile) {
            this.profile = new ProfileId(profile);
        }

        /** The profile of the responder's certificate. */
        public ProfileId profile() {
            return profile;
        }
    }

    /**
     * How long an OCSP answer is good for, and after how long a fresh one is made (BR §4.9.10).
     *
     * @param archiveCutoff how long after its end the status of a certificate is still told (RFC 6960 §4.4.4)
     * @param crlReferences whether an answer about a revoked certificate names the CRL that says so too (RFC 6960 §4.4.2)
     * @param extendedRevoke whether a number that was never used is told as revoked (RFC 6960 §2.2)
     * @param responderKey where the key that signs answers lives; the token when left out
     */
    public record OcspSchedule(
            Duration validFor,
            Duration refreshAfter,
            Optional<Duration> archiveCutoff,
            Optional<Boolean> crlReferences,
            Optional<Boolean> extendedRevoke,
            Optional<ResponderKeyPlace> responderKey) {
        public OcspSchedule {
            requireTime("ocsp.validFor", validFor, SHORTEST, LONGEST);
            requireTime("ocsp.refreshAfter", refreshAfter, SHORTEST, LONGEST);
            archiveCutoff.ifPresent(kept -> requireTime("ocsp.archiveCutoff", kept, SHORTEST, A_CENTURY));
            PolicyRule.require(
                    validFor.compareTo(Duration.ofHours(8)) >= 0, "ocsp.validFor must be at least PT8H (BR §4.9.10)");
            PolicyRule.require(
                    refreshAfter.multipliedBy(2).compareTo(validFor) <= 0,
                    "ocsp.refreshAfter must be at most half of ocsp.validFor (BR §4.9.10)",
                    "write " + validFor.dividedBy(2) + " or less");
        }

        /** Whether {@code extendedRevoke} is wanted. */
        public boolean revokesUnused() {
            return extendedRevoke.orElse(false);
        }
    }

    /**
     * A domain: all that stands under one domain authority, and whom it serves.
     *
     * @param authority the domain authority
     * @param organizationIdentifiers schemes of the registers that its subscribers stand in, such as {@code GOV}
     * @param dnsNames names at or below which all its TLS names lie (Microsoft 3.1.12); no limit when left out
     */
    public record Domain(
            AuthorityName authority,
            String title,
            List<OrganizationIdentifier.Scheme> organizationIdentifiers,
            Optional<List<String>> dnsNames) {
        public Domain {
            PolicyRule.requireTitle("title", title);
            PolicyRule.requireOnce("organizationIdentifiers of " + authority, organizationIdentifiers);
            dnsNames.ifPresent(names -> PolicyRule.requireOnce("dnsNames of " + authority, names));
            PolicyRule.require(
                    !organizationIdentifiers.isEmpty(),
                    "organizationIdentifiers of " + authority + " must name a register (S/MIME BR §7.1.4.2.2 d)",
                    "write some of GOV, NTR, VAT, LEI");
        }

        /** Whether one of the names below which its bodies are is this one, or below it. */
        public boolean reachesUpTo(DnsName name) {
            return dnsNames.stream()
                    .flatMap(List::stream)
                    .anyMatch(each -> each.equals(name.value()) || each.endsWith("." + name));
        }
    }

    /** One authority. Components that only some have are optional. */
    public record Authority(
            AuthorityName name,
            String title,
            Optional<AuthorityName> issuer,
            ProfileId profile,
            Optional<CertificateFamily> family,
            String token,
            KeyAlgorithm key,
            SignatureAlgorithm signature,
            Map<AttributeType, String> subject,
            Optional<List<KeyPurpose>> extendedKeyUsage,
            Optional<List<String>> certificatePolicies,
            Optional<List<String>> permittedDnsNames,
            Optional<List<String>> permittedEmailDomains,
            CrlSchedule crl,
            OcspSchedule ocsp) {

        public Authority {
            PolicyRule.requireTitle("title", title);
            extendedKeyUsage.ifPresent(list -> PolicyRule.requireOnce("extendedKeyUsage of " + name, list));
            certificatePolicies.ifPresent(list -> PolicyRule.requireOnce("certificatePolicies of " + name, list));
            permittedDnsNames.ifPresent(list -> PolicyRule.requireOnce("permittedDnsNames of " + name, list));
            permittedEmailDomains.ifPresent(list -> PolicyRule.requireOnce("permittedEmailDomains of " + name, list));
            PolicyRule.require(
                    key.family().equals(signature.keyFamily()),
                    "signature of " + name + ": " + EnumLabels.of(signature) + " does not fit a key " + key.label(),
                    "write one that ends in with" + (key.family().equals("RSA") ? "RSA" : "ECDSA"));
            PolicyRule.require(
                    signature.fits(key.label()),
                    "signature of " + name + ": a key " + key.label() + " signs with its own hash only (BR §7.1.3.2.2)",
                    "write " + (key == KeyAlgorithm.P_256 ? "SHA256withECDSA" : "SHA384withECDSA"));
            PolicyRule.require(
                    !(family.equals(Optional.of(CertificateFamily.TLS))
                            && crl.keepExpired().orElse(false)),
                    "crl.keepExpired of " + name
                            + ": a list for TLS does not say that expired certificates stay (BR §7.2.2)",
                    "leave it out");
            for (AttributeType needed :
                    List.of(AttributeType.COUNTRY, AttributeType.ORGANIZATION, AttributeType.COMMON_NAME)) {
                PolicyRule.require(
                        subject.containsKey(needed),
                        "subject of " + name + " needs " + needed.label() + " (BR §7.1.2.10.2)",
                        "add " + needed.label());
            }
            PolicyRule.require(
                    subject.get(AttributeType.COUNTRY).matches("[A-Z]{2}"),
                    "subject.countryName of " + name + " is two capital letters (ISO 3166-1, RFC 5280 Appendix A.1)",
                    "write PK");
            PolicyRule.require(
                    !token.isBlank() && token.length() <= 32,
                    "token of " + name + " has 1 to 32 characters (PKCS #11 §3.2)",
                    "write the label that the token has");
            requireDomains("permittedDnsNames of " + name, permittedDnsNames, "");
            requireDomains("permittedEmailDomains of " + name, permittedEmailDomains, "\\.?");
            subject = Map.copyOf(subject);
        }

        /** Where the key of its responder lives. */
        public ResponderKeyPlace responderKey() {
            return ocsp.responderKey().orElse(ResponderKeyPlace.TOKEN);
        }

        /** The subject as a name. */
        public DistinguishedName subjectName() {
            return DistinguishedName.of(subject.entrySet().stream()
                    .map(entry -> new DistinguishedName.Attribute(entry.getKey(), entry.getValue()))
                    .toList());
        }
    }

    public HierarchyPolicy {
        domains = List.copyOf(domains);
        authorities = List.copyOf(authorities);
        Set<AuthorityName> seen = new HashSet<>();
        Map<Map<AttributeType, String>, AuthorityName> subjects = new HashMap<>();
        for (int i = 0; i < authorities.size(); i++) {
            String at = "authorities[" + i + "].";
            AuthorityName name = authorities.get(i).name();
            authorities
                    .get(i)
                    .issuer()
                    .ifPresent(issuer -> PolicyRule.require(
                            seen.contains(issuer),
                            at + "issuer: " + issuer + " must stand before " + name,
                            "name another issuer, or move " + name + " down"));
            PolicyRule.require(
                    seen.add(name),
                    at + "name: " + name + " stands twice in authorities",
                    "give one of them another name");
            AuthorityName other =
                    subjects.putIfAbsent(compared(authorities.get(i).subject()), name);
            PolicyRule.require(
                    other == null,
                    at + "subject: " + name + " has the name of " + other + ", so nobody could tell who issued"
                            + " (RFC 5280 §4.1.2.6, §6.1)",
                    "give one of them another commonName");
        }
        Set<AuthorityName> known = new HashSet<>();
        for (int i = 0; i < domains.size(); i++) {
            Domain domain = domains.get(i);
            PolicyRule.require(
                    seen.contains(domain.authority()),
                    "domains[" + i + "].authority: there is no authority " + domain.authority(),
                    "name one of authorities");
            PolicyRule.require(
                    known.add(domain.authority()),
                    "domains[" + i + "].authority: " + domain.authority() + " stands twice in domains",
                    "write each domain once");
            requireDomains("domains[" + i + "].dnsNames", domain.dnsNames(), "");
        }
        PolicyRule.require(
                authorities.stream().filter(a -> a.issuer().isEmpty()).count() == 1,
                "authorities: exactly one has no issuer, the root",
                "give every other one an issuer");
    }

    /** Names that differ in case or spaces only are the same (RFC 5280 §7.1). */
    private static Map<AttributeType, String> compared(Map<AttributeType, String> subject) {
        return subject.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT)));
    }

    /** Certificates, CRLs and answers know whole seconds only (RFC 5280 §4.1.2.5.2), and the calendar has an end. */
    private static void requireTime(String key, Duration time, Duration least, Duration most) {
        PolicyRule.require(
                time.compareTo(least) >= 0 && time.compareTo(most) <= 0 && time.getNano() == 0,
                key + " must be whole seconds, at least PT1M and at most P" + most.toDays()
                        + "D (RFC 5280 §4.1.2.5.2)");
    }

    private static void requireDomains(String key, Optional<List<String>> names, String before) {
        PolicyRule.require(
                names.filter(List::isEmpty).isEmpty(), key + " must name a domain", "name one, or leave the key out");
        for (String name : names.orElse(List.of())) {
            PolicyRule.require(
                    name.length() <= LONGEST_DOMAIN && name.matches(before + DOMAIN),
                    key + ": \"" + name + "\" is not a domain name",
                    "write it in small letters without * and @, such as gov.pk");
        }
    }

    /** The domain that the authority stands in; none for the root. */
    public Optional<Domain> domainOf(AuthorityName name) {
        Optional<Domain> own =
                domains.stream().filter(d -> d.authority().equals(name)).findFirst();
        return own.isPresent()
                ? own
                : authority(name).flatMap(Authority::issuer).flatMap(this::domainOf);
    }

    /** The authority of this name. */
    public Optional<Authority> authority(AuthorityName name) {
        return authorities.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
