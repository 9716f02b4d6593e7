package pk.muhr.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words for what a certificate says. */
@MessageBundle("facts")
public interface FactsMessages {

    @Message("Good for")
    String goodFor();

    @Message("Issued by")
    String issuedBy();

    @Message("Valid from")
    String validFrom();

    @Message("Valid until")
    String validUntil();

    @Message("Technical details")
    String more();

    @Message("Serial number")
    String serial();

    @Message("The number that its issuer gave it, and to no other")
    String serialWhy();

    @Message("The fingerprint: a number computed from all of the certificate; another certificate has another")
    String fingerprintWhy();

    @Message("Key")
    String key();

    @Message("Signature")
    String signature();

    @Message("Issuer, in full")
    String issuer();

    @Message("Policy")
    String policy();

    @Message("Country")
    String attributeCountryName();

    @Message("Province")
    String attributeStateOrProvinceName();

    @Message("Place")
    String attributeLocalityName();

    @Message("Organisation")
    String attributeOrganizationName();

    @Message("Surname")
    String attributeSurname();

    @Message("Given name")
    String attributeGivenName();

    @Message("Unit")
    String attributeOrganizationalUnitName();

    @Message("Name")
    String attributeCommonName();

    @Message("Title")
    String attributeTitle();

    @Message("Pseudonym")
    String attributePseudonym();

    @Message("Identifier")
    String attributeSerialNumber();

    @Message("E-mail")
    String attributeEmailAddress();

    @Message("Identifier of the organisation")
    String attributeOrganizationIdentifier();

    @Message("Host")
    String nameDns();

    @Message("E-mail")
    String nameEmail();

    @Message("User name")
    String nameUpn();

    @Message("Address")
    String nameUri();

    @Message("IP address")
    String nameIp();

    @Message("Signing other certificates")
    String purposeAuthority();

    @Message("Web sites and other servers (TLS)")
    String purposeServer();

    @Message("Logging on")
    String purposeLogOn();

    @Message("Signing programs")
    String purposeCode();

    @Message("Signing and encrypting e-mail")
    String purposeEmail();

    @Message("Time-stamps")
    String purposeTime();

    @Message("Answers about other certificates (OCSP)")
    String purposeStatus();

    @Message("Signing or sealing documents")
    String purposeDocument();

    @Message("Signatures")
    String purposeSignature();

    @Message("Something else")
    String purposeOther();
}
