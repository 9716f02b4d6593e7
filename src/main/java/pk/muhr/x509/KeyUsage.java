package pk.muhr.x509;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.bouncycastle.asn1.ASN1BitString;

/** Bits of the keyUsage extension by their names in RFC 5280 §4.2.1.3. */
public enum KeyUsage {
    @JsonProperty("digitalSignature")
    DIGITAL_SIGNATURE(org.bouncycastle.asn1.x509.KeyUsage.digitalSignature),
    @JsonProperty("nonRepudiation")
    NON_REPUDIATION(org.bouncycastle.asn1.x509.KeyUsage.nonRepudiation),
    @JsonProperty("keyEncipherment")
    KEY_ENCIPHERMENT(org.bouncycastle.asn1.x509.KeyUsage.keyEncipherment),
    @JsonProperty("dataEncipherment")
    DATA_ENCIPHERMENT(org.bouncycastle.asn1.x509.KeyUsage.dataEncipherment),
    @JsonProperty("keyAgreement")
    KEY_AGREEMENT(org.bouncycastle.asn1.x509.KeyUsage.keyAgreement),
    @JsonProperty("keyCertSign")
    KEY_CERT_SIGN(org.bouncycastle.asn1.x509.KeyUsage.keyCertSign),
    @JsonProperty("cRLSign")
    CRL_SIGN(org.bouncycastle.asn1.x509.KeyUsage.cRLSign);

    private final int bit;

    KeyUsage(int bit) {
        this.bit = bit;
    }

    static org.bouncycastle.asn1.x509.KeyUsage encode(Collection<KeyUsage> usages) {
        return new org.bouncycastle.asn1.x509.KeyUsage(
                usages.stream().mapToInt(usage -> usage.bit).reduce(0, (a, b) -> a | b));
    }

    static Set<KeyUsage> decode(Der extension) {
        org.bouncycastle.asn1.x509.KeyUsage bits =
                org.bouncycastle.asn1.x509.KeyUsage.getInstance(ASN1BitString.getInstance(extension.decode()));
        EnumSet<KeyUsage> found = EnumSet.noneOf(KeyUsage.class);
        Arrays.stream(values()).filter(usage -> bits.hasUsages(usage.bit)).forEach(found::add);
        return found;
    }
}
