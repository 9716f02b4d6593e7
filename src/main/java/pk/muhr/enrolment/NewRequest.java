package pk.muhr.enrolment;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import pk.muhr.policy.ProfileId;
import pk.muhr.policy.RequestedNames;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.Sha256;

/**
 * A request as a protocol received it.
 *
 * @param renews SHA-256 of the certificate that this one is to follow
 * @param contentHash SHA-256 over the request in canonical form: what an idempotency key and an approval stand for
 */
public record NewRequest(
        ProfileId profile,
        CertificationRequest csr,
        Optional<RequestedNames> names,
        Optional<Sha256> renews,
        Sha256 contentHash) {

    /** With its hash. */
    public static NewRequest of(
            ProfileId profile, CertificationRequest csr, Optional<RequestedNames> names, Optional<Sha256> renews) {
        return new NewRequest(profile, csr, names, renews, RequestContent.hash(profile, csr, names, renews));
    }

    /** With its hash, after no other certificate. */
    public static NewRequest of(ProfileId profile, CertificationRequest csr, Optional<RequestedNames> names) {
        return of(profile, csr, names, Optional.empty());
    }

    /** The same for the person with this number, which no record keeps. */
    NewRequest withNumber(NaturalIdentifier number) {
        Optional<RequestedNames> numbered = names.map(given -> {
            Map<AttributeType, String> attributes = new EnumMap<>(AttributeType.class);
            attributes.putAll(given.attributes());
            attributes.put(AttributeType.SERIAL_NUMBER, number.semantics());
            return new RequestedNames(attributes, given.alternativeNames());
        });
        return of(profile, csr, numbered, renews);
    }
}
