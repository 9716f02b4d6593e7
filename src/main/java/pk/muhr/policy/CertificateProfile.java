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
import pk.muhr.x509.NameKind;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SubjectPublicKey;

/** One profile file: everything that certificates of one kind have in common (normative reference, section 4). */
public record CertificateProfile(
        ProfileId id,
        String title,
        CertificateType type,
        Optional<Validation> validation,
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
        Optional<Boolean> noRevAvail,
        Optional<Integer> privateKeyUsageDays,
        Optional<Boolean> securityIdentifier,
        Optional<KeyProtection> keyProtection,
        Optional<QcStatements> qcStatements,
        Optional<Revocation> revocation,
        Optional<ExternalLinter> externalLinter,
        Optional<Integer> requestsPerDay,
        int approvals,
        Optional<ApprovalNeeds> approvalNeeds) {

    private static final List<RevocationReason> REASONS = List.of(
            RevocationReason.KEY_COMPROMISE,
            RevocationReason.AFFILIATION_CHANGED,
            RevocationReason.SUPERSEDED,
            RevocationReason.CESSATION_OF_OPERATION,
            RevocationReason.PRIVILEGE_WITHDRAWN);

    /** Whose certificate it is. */
    public enum Kind {
        SUBSCRIBER,
        RESPONDER,
        AUTHORITY
    }

    /** What was verified about the subject, where a baseline tells several apart (BR §7.1.6.1, S/MIME BR §7.1.6.1). */
    public enum Validation {
        @JsonProperty("domain")
        DOMAIN,
        @JsonProperty("organization")
        ORGANIZATION,
        @JsonProperty("mailbox")
        MAILBOX,
        @JsonProperty("sponsor")
        SPONSOR
    }

    /** Families of keys, as keyUsage distinguishes them. */
    public enum KeyFamily {
        RSA,
        EC
    }

    /** Whether a proof that the key lies in hardware must be on record (Code Signing BR §6.2.7.4.2). */
    public enum KeyProtection {
        @JsonProperty("required")
        REQUIRED
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
        /** The first mailbox of the request. */
        @JsonProperty("email")
        EMAIL,
        /** Given name and surname, or the pseudonym, of the proved person. */
        @JsonProperty("personalName")
        PERSONAL_NAME,
        /** The legal name on the body's record. */
        @JsonProperty("organizationName")
        ORGANIZATION_NAME,
        /** What the requester calls a unit of its own, such as a time-stamping unit. */
        @JsonProperty("unit")
        UNIT,
        /** Given by ourselves: an authority's or responder's. */
        @JsonProperty("given")
        GIVEN
    }

    /** How a natural person's number stands in the certificate. */
    public enum NaturalIdentifierForm {
        /** As it is, such as {@code PNOPK-3520212345671} (ETSI EN 319 412-1 §5.1.3). */
        @JsonProperty("clear")
        CLEAR,
        /** As a keyed hash: the same for the same person, and telling nothing to others. */
        @JsonProperty("opaque")
        OPAQUE
    }

    /**
     * Attributes of the subject: those that the body's record supplies, those that the requester names of a proved
     * person, and where the common name comes from.
     */
    public record Subject(
            List<AttributeType> fromBody,
            Optional<List<AttributeType>> fromPerson,
            CommonName commonName,
            Optional<NaturalIdentifierForm> naturalIdentifier) {

        public Subject {
            List<AttributeType> person = fromPerson.orElse(List.of());
            PolicyRule.requireOnce("subject.fromBody", fromBody);
            PolicyRule.requireOnce("subject.fromPerson", person);
            PolicyRule.require(
                    AttributeType.ofBody().containsAll(fromBody),
                    "subject.fromBody can hold "
                            + AttributeType.ofBody().stream()
                                    .map(AttributeType::label)
                                    .toList() + " only");
            PolicyRule.require(
                    AttributeType.ofPerson().containsAll(person),
                    "subject.fromPerson can hold "
                            + AttributeType.ofPerson().stream()
                                    .map(AttributeType::label)
                                    .toList() + " only");
            PolicyRule.require(
                    naturalIdentifier.isPresent() == person.contains(AttributeType.SERIAL_NUMBER),
                    "subject.naturalIdentifier says clear or opaque when fromPerson has serialNumber, and only then");
            PolicyRule.require(
                    commonName != CommonName.PERSONAL_NAME || !person.isEmpty(),
                    "subject.commonName personalName needs fromPerson");
        }

        /** The attributes of a proved person. */
        public List<AttributeType> ofPerson() {
            return fromPerson.orElse(List.of());
        }
    }

    /** Alternative names that may be asked for; those in {@code required} must be. */
    public record AlternativeNames(
            List<NameKind> kinds, Optional<List<NameKind>> required, int maximum, boolean wildcards) {
        public AlternativeNames {
            PolicyRule.requireOnce("subjectAltName.kinds", kinds);
            PolicyRule.requireOnce("subjectAltName.required", required.orElse(List.of()));
            PolicyRule.require(!kinds.isEmpty(), "subjectAltName.kinds must name at least one kind");
            PolicyRule.require(
                    kinds.containsAll(required.orElse(List.of())), "subjectAltName.required must be among the kinds");
            PolicyRule.require(maximum >= 1 && maximum <= 1000, "subjectAltName.maximum must be 1 to 1000");
            PolicyRule.require(
                    !wildcards || kinds.contains(NameKind.DNS), "subjectAltName.wildcards needs the kind dns");
        }

        /** The kinds without which a request is refused. */
        public List<NameKind> mandatory() {
            return required.orElse(List.of());
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

    /**
     * How its certificates may lose their validity (normative reference 5.3).
     *
     * @param reasons that may be given, besides none at all (RFC 5280 §5.3.1)
     * @param suspension whether one may be held and released again; never where browsers or mail programs rely on it
     */
    public record Revocation(List<RevocationReason> reasons, boolean suspension) {

        /** Where no file says anything: every reason of a subscriber and no hold. */
        public static final Revocation UNSAID = new Revocation(REASONS, false);

        public Revocation {
            PolicyRule.requireOnce("revocation.reasons", reasons);
            PolicyRule.require(
                    REASONS.containsAll(reasons),
                    "revocation.reasons holds keyCompromise, affiliationChanged, superseded, cessationOfOperation and"
                            + " privilegeWithdrawn; a hold is permitted by revocation.suspension");
            PolicyRule.require(
                    reasons.contains(RevocationReason.KEY_COMPROMISE),
                    "revocation.reasons must hold keyCompromise (BR §4.9.1.1)");
        }
    }

    /**
     * A program that judges the finished contents too, after our own rules.
     *
     * @param command its name among the configured linters, such as {@code zlint}
     * @param blocking whether an error it finds refuses the certificate; otherwise it is only recorded
     * @param exceptions its lints that do not count here, each with the reason
     */
    public record ExternalLinter(String command, boolean blocking, Map<String, String> exceptions) {
        public ExternalLinter {
            PolicyRule.require(
                    command.matches("[A-Za-z0-9_-]{1,60}"),
                    "externalLinter.command must be the name of a configured linter: letters, digits, _ and -",
                    "write it as in muhr.lint.external.<name>.command, such as zlint");
            exceptions.forEach((lint, reason) -> PolicyRule.require(
                    !lint.isBlank() && !reason.isBlank(),
                    "externalLinter.exceptions must name a lint and say why it does not count",
                    "write its name, a colon and the reason"));
            exceptions = Map.copyOf(exceptions);
        }
    }

    public CertificateProfile {
        Kind kind = type.kind();
        PolicyRule.requireTitle("title", title);
        PolicyRule.requireOnce("keys", keys);
        keyUsage.forEach((family, usages) -> PolicyRule.requireOnce("keyUsage." + family, usages));
        PolicyRule.requireOnce("extendedKeyUsage", extendedKeyUsage);
        PolicyRule.requireOnce("certificatePolicies", certificatePolicies);
        PolicyRule.requireOnce("authorityInfoAccess", authorityInfoAccess);
        PolicyRule.require(version >= 1, "version must be at least 1");
        PolicyRule.require(validityDays >= 1, "validityDays must be at least 1");
        PolicyRule.require(
                backdateSeconds >= 0 && backdateSeconds <= 86_400, "backdateSeconds must be 0 to 86400 (BR §7.1.2)");
        PolicyRule.require(!keys.isEmpty(), "keys must name at least one key");
        PolicyRule.require(
                approvals >= 0 && approvals <= (kind == Kind.SUBSCRIBER ? 2 : 0),
                kind == Kind.SUBSCRIBER
                        ? "approvals must be 0, 1 or 2"
                        : "approvals must be 0: nobody asks for what a ceremony or a job makes",
                kind == Kind.SUBSCRIBER ? "write how many officers must agree" : "write 0");
        PolicyRule.require(
                approvalNeeds.isEmpty() || approvals > 0,
                "approvalNeeds says nothing without approvals",
                "leave it out, or write how many officers must agree");
        PolicyRule.require(
                basicConstraints.authority() == (kind == Kind.AUTHORITY),
                "basicConstraints.authority must be true in authority profiles and false in all others"
                        + " (RFC 5280 §4.2.1.9)",
                "write " + (kind == Kind.AUTHORITY));
        PolicyRule.require(
                authority.isPresent() == (kind == Kind.SUBSCRIBER),
                "authority names the issuer of a subscriber profile, and of no other",
                authority.isPresent() ? "leave it out" : "name an issuing authority of hierarchy.yaml");
        PolicyRule.require(
                extendedKeyUsage.containsAll(type.requiredPurposes()),
                "extendedKeyUsage of the type " + type.label() + " must hold "
                        + type.requiredPurposes().stream().map(EnumLabels::of).toList());
        extendedKeyUsage.forEach(purpose -> PolicyRule.require(
                type.permits(purpose),
                "extendedKeyUsage of the type " + type.label() + " cannot hold " + EnumLabels.of(purpose)
                        + ", which belongs to another family",
                "leave " + EnumLabels.of(purpose) + " out"));
        for (KeyAlgorithm key : keys) {
            PolicyRule.require(
                    keyUsage.containsKey(KeyFamily.valueOf(key.family())),
                    "keyUsage must say what a key of the family " + key.family() + " is for");
        }
        PolicyRule.require(
                ocspNoCheck == (kind == Kind.RESPONDER),
                "ocspNoCheck belongs to responder profiles, and to every one of them (RFC 6960 §4.2.2.2.1)",
                "write " + (kind == Kind.RESPONDER));
        PolicyRule.require(
                !noRevAvail.orElse(false)
                        || (type == CertificateType.AUTHENTICATION_DEVICE
                                && !crlDistributionPoint
                                && !authorityInfoAccess.contains(Access.OCSP)),
                "noRevAvail is for the type authentication-device, without crlDistributionPoint and without ocsp in"
                        + " authorityInfoAccess (RFC 9608 §3)");
        PolicyRule.require(
                kind != Kind.AUTHORITY || certificatePolicies.isEmpty(),
                "certificatePolicies of an authority stand in hierarchy.yaml, not in its profile");
        PolicyRule.require(
                subjectAltName.isEmpty() || kind == Kind.SUBSCRIBER,
                "subjectAltName belongs to subscriber profiles only");
        PolicyRule.require(
                validation.isPresent() == (type == CertificateType.TLS_SERVER || type == CertificateType.SMIME),
                "validation stands in profiles of the types tls-server and email-protection, and in no other",
                validation.isPresent() ? "leave it out" : "write what is verified of the subject");
        PolicyRule.require(
                privateKeyUsageDays.isPresent() == (type == CertificateType.TIME_STAMPING_UNIT),
                "privateKeyUsageDays stands in profiles of the type time-stamping, and in no other");
        PolicyRule.require(
                privateKeyUsageDays.filter(days -> days < 1).isEmpty(),
                "privateKeyUsageDays must be at least 1 (CSBR §6.3.2)");
        PolicyRule.require(
                securityIdentifier.isEmpty() || type == CertificateType.AUTHENTICATION_PERSON,
                "securityIdentifier belongs to the type authentication-person (MS-WCCE §2.2.2.7.7.4)");
        PolicyRule.require(
                keyProtection.isPresent() || type != CertificateType.CODE_SIGNER,
                "keyProtection must be required in profiles of the type code-signing (CSBR §6.2.7.4.2)",
                "write keyProtection: required");
        PolicyRule.require(
                keyProtection.isEmpty() || kind == Kind.SUBSCRIBER,
                "keyProtection belongs to subscriber profiles only");
        PolicyRule.require(
                qcStatements.isEmpty() || type == CertificateType.DIGITAL_SIGNATURE || type == CertificateType.ESEAL,
                "qcStatements belong to the types digital-signature and eseal (EN 319 412-5)");
        revocation.ifPresent(terms -> PolicyRule.require(
                !terms.suspension() || type.permitsSuspension(),
                "revocation.suspension is not for the type " + type.label()
                        + " (BR §4.9.13, S/MIME BR §4.9.13, Code Signing BR §4.9.13)",
                "write false"));
        boolean hidden = subject.naturalIdentifier().equals(Optional.of(NaturalIdentifierForm.OPAQUE));
        boolean natural = qcStatements
                .filter(qc -> qc.semantics() == QcStatements.Semantics.NATURAL)
                .isPresent();
        PolicyRule.require(
                !(hidden && natural),
                "qcStatements.semantics natural promises a number such as PNOPK-3520212345671, which naturalIdentifier"
                        + " opaque hides (EN 319 412-1 §5.1.3)");
        boolean signsCertificates =
                keyUsage.values().stream().flatMap(List::stream).anyMatch(KeyUsage.KEY_CERT_SIGN::equals);
        PolicyRule.require(
                signsCertificates == (kind == Kind.AUTHORITY), "keyUsage keyCertSign belongs to authorities only");
        TypeRules.check(type, validation, subject, subjectAltName);
    }

    /** Whose certificate it is. */
    public Kind kind() {
        return type.kind();
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

    /** How its certificates may lose their validity. */
    public Revocation revocationTerms() {
        return revocation.orElse(Revocation.UNSAID);
    }

    /** Whether certificates live so shortly that their revocation is never published. */
    public boolean saysNoRevAvail() {
        return noRevAvail.orElse(false);
    }

    /** Whether certificates carry the security identifier of the person's directory entry. */
    public boolean carriesSecurityIdentifier() {
        return securityIdentifier.orElse(false);
    }
}
