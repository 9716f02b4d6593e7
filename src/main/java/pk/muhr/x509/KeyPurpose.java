package pk.muhr.x509;

import com.fasterxml.jackson.annotation.JsonProperty;
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
    OCSP_SIGNING(KeyPurposeId.id_kp_OCSPSigning);

    private final KeyPurposeId id;

    KeyPurpose(KeyPurposeId id) {
        this.id = id;
    }

    /** Dotted object identifier. */
    public String oid() {
        return id.getId();
    }

    KeyPurposeId id() {
        return id;
    }
}
