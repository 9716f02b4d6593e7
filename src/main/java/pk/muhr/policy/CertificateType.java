package pk.muhr.policy;

import static pk.muhr.x509.KeyPurpose.CLIENT_AUTH;
import static pk.muhr.x509.KeyPurpose.CODE_SIGNING;
import static pk.muhr.x509.KeyPurpose.DOCUMENT_SIGNING;
import static pk.muhr.x509.KeyPurpose.EMAIL_PROTECTION;
import static pk.muhr.x509.KeyPurpose.MS_DOCUMENT_SIGNING;
import static pk.muhr.x509.KeyPurpose.OCSP_SIGNING;
import static pk.muhr.x509.KeyPurpose.PKINIT_CLIENT_AUTH;
import static pk.muhr.x509.KeyPurpose.SERVER_AUTH;
import static pk.muhr.x509.KeyPurpose.SMARTCARD_LOGON;
import static pk.muhr.x509.KeyPurpose.TIME_STAMPING;

import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;

import pk.muhr.policy.CertificateProfile.Kind;
import pk.muhr.x509.KeyPurpose;

/**
 * The standard that a profile's certificates answer to. It decides which rules apply: nothing is ever guessed from what
 * a certificate says of itself (normative reference, section 4).
 */
public enum CertificateType {
    /** BR §7.1.2.7. */
    @JsonProperty("tls-server")
    TLS_SERVER("tls-server", Kind.SUBSCRIBER, CertificateFamily.TLS, Set.of(SERVER_AUTH), Set.of()),
    /** S/MIME BR §7.1.2.3. */
    @JsonProperty("email-protection")
    SMIME(
            "email-protection",
            Kind.SUBSCRIBER,
            CertificateFamily.EMAIL,
            Set.of(EMAIL_PROTECTION),
            Set.of(CLIENT_AUTH, DOCUMENT_SIGNING)),
    /** MS-WCCE, RFC 4556: a natural person. */
    @JsonProperty("authentication-person")
    AUTHENTICATION_PERSON(
            "authentication-person",
            Kind.SUBSCRIBER,
            CertificateFamily.AUTHENTICATION,
            Set.of(CLIENT_AUTH),
            Set.of(SMARTCARD_LOGON, PKINIT_CLIENT_AUTH)),
    /** RFC 5280: a machine or a service. */
    @JsonProperty("authentication-device")
    AUTHENTICATION_DEVICE(
            "authentication-device", Kind.SUBSCRIBER, CertificateFamily.AUTHENTICATION, Set.of(CLIENT_AUTH), Set.of()),
    /** ETSI EN 319 412-2. */
    @JsonProperty("digital-signature")
    DIGITAL_SIGNATURE(
            "digital-signature",
            Kind.SUBSCRIBER,
            CertificateFamily.SIGNING,
            Set.of(DOCUMENT_SIGNING),
            Set.of(MS_DOCUMENT_SIGNING)),
    /** ETSI EN 319 412-3. */
    @JsonProperty("eseal")
    ESEAL("eseal", Kind.SUBSCRIBER, CertificateFamily.SIGNING, Set.of(DOCUMENT_SIGNING), Set.of(MS_DOCUMENT_SIGNING)),
    /** Code Signing BR §7.1.2.3. */
    @JsonProperty("code-signing")
    CODE_SIGNER("code-signing", Kind.SUBSCRIBER, CertificateFamily.CODE_SIGNING, Set.of(CODE_SIGNING), Set.of()),
    /** RFC 3161 §2.3, Code Signing BR §7.1.2.3. */
    @JsonProperty("time-stamping")
    TIME_STAMPING_UNIT(
            "time-stamping", Kind.SUBSCRIBER, CertificateFamily.TIME_STAMPING, Set.of(TIME_STAMPING), Set.of()),
    /** RFC 6960 §4.2.2.2, BR §7.1.2.8. */
    @JsonProperty("ocsp-responder")
    OCSP_RESPONDER("ocsp-responder", Kind.RESPONDER, null, Set.of(OCSP_SIGNING), Set.of()),
    /** BR §7.1.2.1. */
    @JsonProperty("root-ca")
    ROOT_CA("root-ca", Kind.AUTHORITY, null, Set.of(), Set.of()),
    /** An authority over issuing authorities, with no purposes of its own. */
    @JsonProperty("domain-ca")
    DOMAIN_CA("domain-ca", Kind.AUTHORITY, null, Set.of(), Set.of()),
    /** BR §7.1.2.6, S/MIME BR §7.1.2.2, Code Signing BR §7.1.2.2; its purposes stand in hierarchy.yaml. */
    @JsonProperty("issuing-ca")
    ISSUING_CA("issuing-ca", Kind.AUTHORITY, null, Set.of(), Set.of());

    private final String label;
    private final Kind kind;
    private final CertificateFamily family;
    private final Set<KeyPurpose> required;
    private final Set<KeyPurpose> permitted;

    CertificateType(
            String label, Kind kind, CertificateFamily family, Set<KeyPurpose> required, Set<KeyPurpose> permitted) {
        this.label = label;
        this.kind = kind;
        this.family = family;
        this.required = required;
        this.permitted = permitted;
    }

    /** The name used in policy files. */
    public String label() {
        return label;
    }

    /** Whose certificate it is. */
    public Kind kind() {
        return kind;
    }

    /** The family of authorities that issue it; none for certificates of our own. */
    public Optional<CertificateFamily> family() {
        return Optional.ofNullable(family);
    }

    /** Purposes that extendedKeyUsage must hold. */
    public Set<KeyPurpose> requiredPurposes() {
        return required;
    }

    /** Whether a certificate may be held and released again: only where no baseline forbids it. */
    public boolean permitsSuspension() {
        return family == CertificateFamily.AUTHENTICATION || family == CertificateFamily.SIGNING;
    }

    /** Whether extendedKeyUsage may hold this purpose. */
    public boolean permits(KeyPurpose purpose) {
        return required.contains(purpose) || permitted.contains(purpose);
    }

    /** Whether a person's number may stand in the clear: neither in TLS nor in mail, which reach everybody. */
    public boolean permitsClearIdentifier() {
        return this == AUTHENTICATION_PERSON || this == DIGITAL_SIGNATURE;
    }
}
