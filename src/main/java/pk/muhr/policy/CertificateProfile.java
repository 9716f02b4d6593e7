package pk.muhr.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.annotation.JsonProperty;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.KeyUsage;
import pk.muhr.x509.SubjectPublicKey;

/** One profile file: everything that certificates of one kind have in common (normative reference, section 4). */
public record CertificateProfile(
        ProfileId id,
        String title,
        Kind kind,
        int version,
        Optional<AuthorityName> authority,
        int validityDays,
        int backdateSeconds,
        List<KeyAlgorithm> keys,
        Subject subject,
        Optional<AlternativeNames> subjectAltName,
        Map<KeyFamily, List<KeyUsage>> keyUsage,
        List<KeyPurpose> extendedKeyUsage,
        List<String> certificatePolicies,
        BasicConstraints basicConstraints,
        boolean crlDistributionPoint,
        List<Access> authorityInfoAccess,
        boolean subjectKeyIdentifier,
        boolean ocspNoCheck,
        int approvals) {

    /** Whose certificate it is. */
    public enum Kind {
        @JsonProperty("subscriber")
        SUBSCRIBER,
        @JsonProperty("responder")
        RESPONDER,
        @JsonProperty("authority")
        AUTHORITY
    }

    /** Families of keys, as keyUsage distinguishes them. */
    public enum KeyFamily {
        RSA,
        EC
    }

    /** Addresses that authorityInfoAccess can hold. */
    public enum Access {
        @JsonProperty("ocsp")
        OCSP,
        @JsonProperty("caIssuers")
        CA_ISSUERS
    }

    /** Where the common name comes from. */
    public enum CommonName {
        /** There is none. */
        @JsonProperty("absent")
        ABSENT,
        /** The first DNS name of the request. */
        @JsonProperty("dnsName")
        DNS_NAME,
        /** Given by ourselves: an authority's or responder's. */
        @JsonProperty("given")
        GIVEN
    }

    /** Attributes of the subject that the body's record supplies, and where the common name comes from. */
    public record Subject(List<AttributeType> fromBody, CommonName commonName) {}

    /** Alternative names that may be asked for. */
    public record AlternativeNames(List<String> kinds, int maximum, boolean wildcards) {
        public AlternativeNames {
            PolicyRule.require(kinds.equals(List.of("dns")), "subjectAltName.kinds must be [dns]");
            PolicyRule.require(maximum >= 1 && maximum <= 1000, "subjectAltName.maximum must be 1 to 1000");
        }
    }

    /** RFC 5280 §4.2.1.9. */
    public record BasicConstraints(boolean authority, Optional<Integer> pathLength) {
        public BasicConstraints {
            PolicyRule.require(
                    authority || pathLength.isEmpty(),
                    "basicConstraints.pathLength is for authorities (RFC 5280 §4.2.1.9)");
            pathLength.ifPresent(
                    n -> PolicyRule.require(n >= 0 && n < 8, "basicConstraints.pathLength must be 0 to 7"));
        }

        /** The path length in the form of the encoding. */
        public OptionalInt pathLen() {
            return pathLength.map(OptionalInt::of).orElse(OptionalInt.empty());
        }
    }

    public CertificateProfile {
        PolicyRule.require(version >= 1, "version must be at least 1");
        PolicyRule.require(validityDays >= 1 && validityDays <= 9132, "validityDays must be 1 to 9132 (BR §7.1.2.1.1)");
        PolicyRule.require(
                backdateSeconds >= 0 && backdateSeconds <= 86_400, "backdateSeconds must be 0 to 86400 (BR §7.1.2)");
        PolicyRule.require(!keys.isEmpty(), "keys must name at least one key");
        PolicyRule.require(approvals == 0, "approvals must be 0: this version has no requests that people decide");
        PolicyRule.require(
                basicConstraints.authority() == (kind == Kind.AUTHORITY),
                "basicConstraints.authority must be true in authority profiles and false in all others");
        PolicyRule.require(
                authority.isPresent() == (kind == Kind.SUBSCRIBER),
                "authority names the issuer of a subscriber profile, and of no other");
        PolicyRule.require(
                extendedKeyUsage.contains(KeyPurpose.OCSP_SIGNING) == (kind == Kind.RESPONDER),
                "OCSPSigning belongs to responder profiles only (RFC 6960 §4.2.2.2)");
        PolicyRule.require(
                kind != Kind.SUBSCRIBER || !extendedKeyUsage.isEmpty(),
                "extendedKeyUsage must not be empty in a subscriber profile (Mozilla 5.2)");
        for (KeyAlgorithm key : keys) {
            PolicyRule.require(
                    keyUsage.containsKey(KeyFamily.valueOf(key.family())),
                    "keyUsage must say what a key of the family " + key.family() + " is for");
        }
        PolicyRule.require(
                ocspNoCheck == (kind == Kind.RESPONDER),
                "ocspNoCheck belongs to responder profiles, and to every one of them (RFC 6960 §4.2.2.2.1)");
        PolicyRule.require(
                kind != Kind.AUTHORITY || certificatePolicies.isEmpty(),
                "certificatePolicies of an authority stand in hierarchy.yaml, not in its profile");
        PolicyRule.require(
                subjectAltName.isPresent() == extendedKeyUsage.contains(KeyPurpose.SERVER_AUTH),
                "subjectAltName belongs to profiles with serverAuth, and to every one of them (BR §7.1.2.7.12)");
        boolean signsCertificates =
                keyUsage.values().stream().flatMap(List::stream).anyMatch(KeyUsage.KEY_CERT_SIGN::equals);
        PolicyRule.require(
                signsCertificates == (kind == Kind.AUTHORITY), "keyCertSign belongs to authority profiles only");
    }

    /** How long a certificate lives, both ends counted. */
    public Duration validity() {
        return Duration.ofDays(validityDays);
    }

    /** Whether the profile takes this key, judged by algorithm and size alone. */
    public boolean permits(SubjectPublicKey key) {
        return keys.stream().anyMatch(permitted -> permitted.label().equals(key.label()));
    }

    /** Usages for a key of this kind. */
    public List<KeyUsage> usagesOf(SubjectPublicKey key) {
        KeyFamily family = key instanceof SubjectPublicKey.Rsa ? KeyFamily.RSA : KeyFamily.EC;
        return keyUsage.getOrDefault(family, List.of());
    }

    /** The keys it takes, for people. */
    public String keyNames() {
        return String.join(", ", keys.stream().map(KeyAlgorithm::label).toList());
    }
}
