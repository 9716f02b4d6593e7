package pk.muhr.validation;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;

import pk.muhr.identity.BodyId;
import pk.muhr.x509.Sha256;

/**
 * A body has shown that a private key was made in hardware and cannot leave it (Code Signing BR §6.2.7.4.2).
 *
 * @param key SHA-256 of its SubjectPublicKeyInfo
 */
public record KeyProtectionProof(UUID id, BodyId body, Sha256 key, Method method, Instant provedAt) {

    /** How it was shown; one of those that Code Signing BR §6.2.7.4.2 lists. */
    public enum Method {
        /** The authority ships the hardware with the key in it. */
        @JsonProperty("shipped-hardware")
        SHIPPED_HARDWARE("shipped-hardware"),
        /** The hardware's maker certifies the key. */
        @JsonProperty("key-attestation")
        KEY_ATTESTATION("key-attestation"),
        /** Made through a library and in hardware that the authority prescribes. */
        @JsonProperty("prescribed-library")
        PRESCRIBED_LIBRARY("prescribed-library"),
        /** A report of an IT audit says so. */
        @JsonProperty("audit-report")
        AUDIT_REPORT("audit-report"),
        /** A report of the service that keeps the key in a cloud's hardware. */
        @JsonProperty("cloud-report")
        CLOUD_REPORT("cloud-report"),
        /** An auditor saw the key being made. */
        @JsonProperty("auditor-witness")
        AUDITOR_WITNESS("auditor-witness"),
        /** A signing service keeps the key and agreed in writing. */
        @JsonProperty("signing-service")
        SIGNING_SERVICE("signing-service");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        /** The name in requests and records. */
        public String label() {
            return label;
        }
    }
}
