package pk.muhr.lint.rule;

import java.util.Optional;

import org.bouncycastle.asn1.ASN1Primitive;

import pk.muhr.x509.AttributeType;

/**
 * One attribute of a subject as it is encoded.
 *
 * @param type none for one that no profile knows
 * @param oid its dotted object identifier
 * @param value what is read, whatever string type holds it
 * @param encoded the string itself
 */
public record SubjectAttribute(Optional<AttributeType> type, String oid, String value, ASN1Primitive encoded) {

    /** Whether it is of this type. */
    public boolean is(AttributeType other) {
        return type.isPresent() && type.get() == other;
    }

    /** Its name of X.520, or its object identifier. */
    public String name() {
        return type.map(AttributeType::label).orElse(oid);
    }
}
