package pk.muhr.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.UserPrincipalName;

/**
 * What is proved of a natural person and may stand in a certificate.
 *
 * @param attributes names and title
 * @param identifier the person's number, in the clear
 * @param opaque a keyed hash of that number, 64 hexadecimal digits
 * @param securityIdentifier of the person's entry in the directory, such as {@code S-1-5-21-…}
 * @param proof the record of all that
 */
public record PersonFacts(
        Map<AttributeType, String> attributes,
        NaturalIdentifier identifier,
        String opaque,
        List<EmailAddress> mailboxes,
        Optional<UserPrincipalName> principal,
        Optional<String> securityIdentifier,
        UUID proof) {

    public PersonFacts {
        attributes = Map.copyOf(attributes);
        mailboxes = List.copyOf(mailboxes);
    }

    /** The number in the form that the profile asks for. */
    public String serialNumber(CertificateProfile.NaturalIdentifierForm form) {
        return switch (form) {
            case CLEAR -> identifier.semantics();
            case OPAQUE -> opaque;
        };
    }
}
