package pk.muhr.console.subscriber;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What certificates are wanted for. */
@MessageBundle("purposes")
public interface PurposesMessages {

    @Message("A web site or another server (TLS)")
    String purposeTlsServer();

    @Message("Visitors see the padlock and know that they talk to your server and nobody else.")
    String purposeTlsServerWhy();

    @Message("A server, for one day")
    String purposeTlsServerBrief();

    @Message("To try things out: the certificate ends by itself tomorrow.")
    String purposeTlsServerBriefWhy();

    @Message("E-mail of a person")
    String purposeEmailProtection();

    @Message("The person signs mail in their own name, and others can send them encrypted mail.")
    String purposeEmailProtectionWhy();

    @Message("E-mail of an office")
    String purposeEmailProtectionOrganization();

    @Message("Mail from a shared mailbox is signed in the name of your body.")
    String purposeEmailProtectionOrganizationWhy();

    @Message("E-mail of a mailbox, with no name")
    String purposeEmailProtectionMailbox();

    @Message("It says that the mail came from this mailbox, and nothing of who wrote it.")
    String purposeEmailProtectionMailboxWhy();

    @Message("A person who logs on")
    String purposeAuthenticationPerson();

    @Message("With a card or a key in the computer, in place of a password.")
    String purposeAuthenticationPersonWhy();

    @Message("A machine or a program that logs on")
    String purposeAuthenticationDevice();

    @Message("Servers, routers and services show each other who they are.")
    String purposeAuthenticationDeviceWhy();

    @Message("A machine that renews by itself within a week")
    String purposeAuthenticationDeviceShort();

    @Message("For programs that fetch a new certificate every few days; it cannot be revoked and soon ends.")
    String purposeAuthenticationDeviceShortWhy();

    @Message("A person who signs documents")
    String purposeDigitalSignature();

    @Message("A signature on a file that shows who signed, and that nothing was changed since.")
    String purposeDigitalSignatureWhy();

    @Message("The seal of your body on documents (eSeal)")
    String purposeEseal();

    @Message("Letters and extracts carry the seal of the body, whoever worked on them.")
    String purposeEsealWhy();

    @Message("The seal of your company on documents (eSeal)")
    String purposeEsealCommercial();

    @Message("Invoices and letters carry the seal of the company, whoever worked on them.")
    String purposeEsealCommercialWhy();

    @Message("Programs that you publish")
    String purposeCodeSigning();

    @Message("Computers can tell that a program is yours and was not changed; the key must lie in a hardware token.")
    String purposeCodeSigningWhy();

    @Message("A time-stamping unit")
    String purposeTimeStamping();

    @Message("A service of yours confirms when a file existed.")
    String purposeTimeStampingWhy();

    @Message("Lasts {days} days")
    String validDays(int days);

    @Message("No officer has to agree")
    String approvalsNone();

    @Message("One officer has to agree")
    String approvalsOne();

    @Message("Two officers have to agree")
    String approvalsTwo();
}
