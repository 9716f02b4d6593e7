package pk.muhr.x509;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Purposes of the extKeyUsage extension by their names in RFC 5280 §4.2.1.12. */
public enum KeyPurpose {
    @JsonProperty("serverAuth")
    SERVER_AUTH(KeyPurposeId.id_kp_serverAuth),
    @JsonProperty("clientAuth")
    CLIENT_AUTH(KeyPurposeId.id_kp_clientAuth),
    @JsonProperty("codeSigning")
    CODE_SIGNING(KeyPurposeId.id_kp_codeSigning),
    @JsonProperty("emailProtection")
    EMAIL_PROTECTION(KeyPurposeId.id_kp_emailProtection),
    @JsonProperty("timeStamping")
    TIME_STAMPING(KeyPurposeId.id_kp_timeStamping),
    @JsonProperty("OCSPSigning")
    OCSP_SIGNING(KeyPurposeId.id_kp_OCSPSigning),
    /** RFC 9336. */
    @JsonProperty("documentSigning")
    DOCUMENT_SIGNING("1.3.6.1.5.5.7.3.36"),
    /** What Microsoft's programs look for in signatures on documents. */
    @JsonProperty("msDocumentSigning")
    MS_DOCUMENT_SIGNING("1.3.6.1.4.1.311.10.3.12"),
    /** MS-WCCE: logging on to Windows with a smart card. */
    @JsonProperty("smartcardLogon")
    SMARTCARD_LOGON("1.3.6.1.4.1.311.20.2.2"),
    /** RFC 4556 §3.2.2: logging on to Kerberos. */
    @JsonProperty("pkinitClientAuth")
    PKINIT_CLIENT_AUTH("1.3.6.1.5.2.3.4");

    private final KeyPurposeId id;

    KeyPurpose(KeyPurposeId id) {
        this.id = id;
    }

    KeyPurpose(String oid) {
        this(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)));
    }

    /** Dotted object identifier. */
    public String oid() {
        return id.getId();
    }

    KeyPurposeId id() {
        return id;
    }
}
