package pk.muhr.x509;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x500.style.RFC4519Style;

/** A distinguished name, kept as its bytes: an issuer is copied byte for byte and never encoded anew (BR §7.1.4.1). */
public record DistinguishedName(Der der) {

    /** One attribute; {@code value} is what a person reads. */
    public record Attribute(AttributeType type, String value) {
        public Attribute {
            if (value.isBlank() || !value.equals(value.strip())) {
                throw new IllegalArgumentException(type.label() + " must not be blank or begin or end with a space");
            }
            if (value.codePoints().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(type.label() + " holds a control character");
            }
            if (value.codePointCount(0, value.length()) > type.upperBound()) {
                throw new IllegalArgumentException(
                        type.label() + " is longer than " + type.upperBound() + " characters (RFC 5280 appendix A.1)");
            }
        }
    }

    /** An attribute as found in somebody else's name: {@code type} is its dotted object identifier. */
    public record Found(String type, String name, String value) {}

    /** One attribute per RDN, in the order of {@link AttributeType}, whatever order they are given in. */
    public static DistinguishedName of(List<Attribute> attributes) {
        RDN[] rdns = attributes.stream()
                .sorted(Comparator.comparing(Attribute::type))
                .map(attribute ->
                        new RDN(attribute.type().oid(), attribute.type().encode(attribute.value())))
                .toArray(RDN[]::new);
        return new DistinguishedName(Der.of(new X500Name(rdns)));
    }

    static DistinguishedName of(X500Name name) {
        return new DistinguishedName(Der.of(name));
    }

    /** Every attribute in the order of the encoding, multi-valued RDNs flattened. */
    public List<Found> attributes() {
        List<Found> found = new ArrayList<>();
        for (RDN rdn : x500().getRDNs()) {
            for (AttributeTypeAndValue pair : rdn.getTypesAndValues()) {
                ASN1ObjectIdentifier oid = pair.getType();
                found.add(new Found(
                        oid.getId(),
                        AttributeType.of(oid).map(AttributeType::label).orElse(oid.getId()),
                        IETFUtils.valueToString(pair.getValue()).replace("\\", "")));
            }
        }
        return List.copyOf(found);
    }

    /** All values of one type. */
    public List<String> values(AttributeType type) {
        return attributes().stream()
                .filter(found -> found.type().equals(type.oid().getId()))
                .map(Found::value)
                .toList();
    }

    X500Name x500() {
        return X500Name.getInstance(der.decode());
    }

    /** The string form of RFC 4514, for people. */
    @Override
    public String toString() {
        return X500Name.getInstance(RFC4519Style.INSTANCE, der.decode()).toString();
    }
}
