package pk.muhr.x509;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Attributes a distinguished name may hold, with the string type and upper bound of RFC 5280 appendix A.1 and BR §7.1.4.2,
 * in the order in which BR asks them to stand.
 */
public enum AttributeType {
    @JsonProperty("domainComponent")
    DOMAIN_COMPONENT("domainComponent", BCStyle.DC, 63),
    @JsonProperty("countryName")
    COUNTRY("countryName", BCStyle.C, 2),
    @JsonProperty("stateOrProvinceName")
    STATE_OR_PROVINCE("stateOrProvinceName", BCStyle.ST, 128),
    @JsonProperty("localityName")
    LOCALITY("localityName", BCStyle.L, 128),
    @JsonProperty("organizationName")
    ORGANIZATION("organizationName", BCStyle.O, 64),
    @JsonProperty("surname")
    SURNAME("surname", BCStyle.SURNAME, 64),
    @JsonProperty("givenName")
    GIVEN_NAME("givenName", BCStyle.GIVENNAME, 64),
    @JsonProperty("organizationalUnitName")
    ORGANIZATIONAL_UNIT("organizationalUnitName", BCStyle.OU, 64),
    @JsonProperty("commonName")
    COMMON_NAME("commonName", BCStyle.CN, 64),
    @JsonProperty("title")
    TITLE("title", BCStyle.T, 64),
    @JsonProperty("pseudonym")
    PSEUDONYM("pseudonym", BCStyle.PSEUDONYM, 128),
    @JsonProperty("serialNumber")
    SERIAL_NUMBER("serialNumber", BCStyle.SERIALNUMBER, 64),
    @JsonProperty("emailAddress")
    EMAIL_ADDRESS("emailAddress", BCStyle.EmailAddress, 255),
    @JsonProperty("organizationIdentifier")
    ORGANIZATION_IDENTIFIER("organizationIdentifier", BCStyle.ORGANIZATION_IDENTIFIER, 64);

    private static final List<AttributeType> ALL = List.of(values());

    private final String label;
    private final ASN1ObjectIdentifier oid;
    private final int upperBound;

    AttributeType(String label, ASN1ObjectIdentifier oid, int upperBound) {
        this.label = label;
        this.oid = oid;
        this.upperBound = upperBound;
    }

    /** What a body's record can supply. */
    public static Set<AttributeType> ofBody() {
        return EnumSet.of(
                COUNTRY, STATE_OR_PROVINCE, LOCALITY, ORGANIZATION, ORGANIZATIONAL_UNIT, ORGANIZATION_IDENTIFIER);
    }

    /** What the proof of a natural person can supply. */
    public static Set<AttributeType> ofPerson() {
        return EnumSet.of(SURNAME, GIVEN_NAME, TITLE, PSEUDONYM, SERIAL_NUMBER);
    }

    /** The type with this object identifier, if it is one that a profile can name. */
    public static Optional<AttributeType> of(ASN1ObjectIdentifier oid) {
        for (AttributeType type : ALL) {
            if (type.oid.equals(oid)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Name of X.520, such as {@code organizationName}. */
    public String label() {
        return label;
    }

    /** Most characters a value may have. */
    public int upperBound() {
        return upperBound;
    }

    ASN1ObjectIdentifier oid() {
        return oid;
    }

    ASN1Encodable encode(String value) {
        return switch (this) {
            case COUNTRY, SERIAL_NUMBER -> new DERPrintableString(value, true);
            case DOMAIN_COMPONENT, EMAIL_ADDRESS -> new DERIA5String(value, true);
            default -> new DERUTF8String(value);
        };
    }
}
