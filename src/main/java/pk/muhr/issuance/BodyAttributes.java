package pk.muhr.issuance;

import java.util.EnumMap;
import java.util.Map;

import pk.muhr.identity.Body;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;

/** What a body's record contributes to a subject; a request never does. */
public final class BodyAttributes {

    private BodyAttributes() {}

    /** The attributes that are known of the body. */
    public static Map<AttributeType, String> of(Body body) {
        Map<AttributeType, String> attributes = new EnumMap<>(AttributeType.class);
        attributes.put(AttributeType.COUNTRY, body.country());
        attributes.put(AttributeType.ORGANIZATION, body.legalName());
        attributes.put(AttributeType.ORGANIZATION_IDENTIFIER, body.organizationIdentifier());
        body.stateOrProvince().ifPresent(value -> attributes.put(AttributeType.STATE_OR_PROVINCE, value));
        body.locality().ifPresent(value -> attributes.put(AttributeType.LOCALITY, value));
        return attributes;
    }

    /** The last look at what stands in the subject of the organisation; templates give nothing else. */
    static void requireAgreement(Certificate content, Body body) {
        Map<AttributeType, String> known = of(body);
        boolean agree = AttributeType.ofBody().stream()
                .flatMap(type -> content.subject().values(type).stream().map(value -> value.equals(known.get(type))))
                .allMatch(Boolean::booleanValue);
        if (!agree) {
            throw new IllegalStateException("a certificate of " + body.id() + " would say something else of it");
        }
    }
}
