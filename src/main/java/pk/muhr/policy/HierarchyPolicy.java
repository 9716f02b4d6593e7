package pk.muhr.policy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.SignatureAlgorithm;

/** {@code hierarchy.yaml}: the authorities, each after its issuer. */
public record HierarchyPolicy(TrustContext trustContext, List<Authority> authorities) {

    /** Who trusts the root: browsers everywhere, or devices that the nation manages (normative reference 0.2). */
    public enum TrustContext {
        @com.fasterxml.jackson.annotation.JsonProperty("public")
        PUBLIC,
        @com.fasterxml.jackson.annotation.JsonProperty("national")
        NATIONAL
    }

    /** How often a CRL is made, and how long one is good for (BR §4.9.7). */
    public record CrlSchedule(Duration every, Duration validFor) {
        public CrlSchedule {
            PolicyRule.require(every.isPositive(), "crl.every must be positive");
            PolicyRule.require(
                    validFor.compareTo(every.multipliedBy(2)) >= 0,
                    "crl.validFor must be at least twice crl.every, so that one missed run does no harm");
        }
    }

    /** How long an OCSP answer is good for, and after how long a fresh one is made (BR §4.9.10). */
    public record OcspSchedule(Duration validFor, Duration refreshAfter) {
        public OcspSchedule {
            PolicyRule.require(
                    validFor.compareTo(Duration.ofHours(8)) >= 0, "ocsp.validFor must be at least PT8H (BR §4.9.10)");
            PolicyRule.require(
                    refreshAfter.isPositive() && refreshAfter.multipliedBy(2).compareTo(validFor) <= 0,
                    "ocsp.refreshAfter must be at most half of ocsp.validFor (BR §4.9.10)");
        }
    }

    /** One authority. Components that only some have are optional. */
    public record Authority(
            AuthorityName name,
            String title,
            Optional<AuthorityName> issuer,
            ProfileId profile,
            String token,
            KeyAlgorithm key,
            SignatureAlgorithm signature,
            Map<AttributeType, String> subject,
            Optional<List<KeyPurpose>> extendedKeyUsage,
            Optional<List<String>> certificatePolicies,
            Optional<List<String>> permittedDnsNames,
            CrlSchedule crl,
            OcspSchedule ocsp) {

        public Authority {
            PolicyRule.require(
                    key.family().equals(signature.keyFamily()),
                    name + ": signature " + signature + " does not fit a key " + key.label());
            PolicyRule.require(
                    signature.fits(key.label()),
                    name + ": a key " + key.label() + " signs with its own hash only (BR §7.1.3.2.2), not "
                            + signature);
            for (AttributeType needed :
                    List.of(AttributeType.COUNTRY, AttributeType.ORGANIZATION, AttributeType.COMMON_NAME)) {
                PolicyRule.require(
                        subject.containsKey(needed), name + ": subject needs " + needed.label() + " (BR §7.1.2.10.2)");
            }
            subject = Map.copyOf(subject);
        }

        /** The subject as a name. */
        public DistinguishedName subjectName() {
            return DistinguishedName.of(subject.entrySet().stream()
                    .map(entry -> new DistinguishedName.Attribute(entry.getKey(), entry.getValue()))
                    .toList());
        }
    }

    public HierarchyPolicy {
        authorities = List.copyOf(authorities);
        Set<AuthorityName> seen = new HashSet<>();
        for (Authority authority : authorities) {
            authority
                    .issuer()
                    .ifPresent(issuer -> PolicyRule.require(
                            seen.contains(issuer),
                            authority.name() + ": its issuer " + issuer + " must stand before it in this file"));
            PolicyRule.require(seen.add(authority.name()), authority.name() + " stands twice");
        }
        PolicyRule.require(
                authorities.stream().filter(a -> a.issuer().isEmpty()).count() == 1,
                "exactly one authority has no issuer: the root");
    }

    /** The authority of this name. */
    public Optional<Authority> authority(AuthorityName name) {
        return authorities.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
