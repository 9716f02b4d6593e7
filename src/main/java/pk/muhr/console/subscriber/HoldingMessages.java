package pk.muhr.console.subscriber;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of a body's certificates. */
@MessageBundle("holding")
public interface HoldingMessages {

    @Message("Certificates")
    String listTitle();

    @Message("Name, serial number or fingerprint")
    String searchWhat();

    @Message("ends within 30 days")
    String soon();

    @Message("No certificates here")
    String listNone();

    @Message("valid")
    String statusValid();

    @Message("expired")
    String statusExpired();

    @Message("revoked")
    String statusRevoked();

    @Message("suspended")
    String statusHeld();

    @Message("not known yet")
    String statusUnknown();

    @Message("Revoked since {time}")
    String revoked(String time);

    @Message("Suspended since {time}")
    String held(String time);

    @Message("It ends soon. Renew it now, so that nothing stops working.")
    String endsSoon();

    @Message("What it says")
    String saysTitle();

    @Message("Renew")
    String renew();

    @Message("Revoke")
    String revoke();

    @Message("Its request")
    String toRequest();

    @Message("Files")
    String filesTitle();

    @Message("the certificate alone, as text")
    String filePem();

    @Message("the certificate alone, for Windows and cards")
    String fileDer();

    @Message("the authorities above it")
    String fileChain();

    @Message("certificate and authorities: what most servers want")
    String fileFullChain();

    @Message("all in one (PKCS #7), for Windows and Java")
    String filePkcs7();

    @Message("the root, for those who shall trust it")
    String fileRoot();

    @Message("all of these files")
    String fileBundle();

    @Message("Show the text to copy")
    String showText();

    @Message("Key and certificate in one file")
    String p12Title();

    @Message(
            "Windows, Outlook, phones and Tomcat take one file with both (PKCS #12). It is made here in your browser; the key does not leave it.")
    String p12What();

    @Message("The key that you made in this window is still here.")
    String p12Kept();

    @Message("The key file that you saved")
    String p12File();

    @Message("Make the file")
    String p12Make();

    @Message("Working …")
    String p12Working();

    @Message("Done: the file is among your downloads and opens with your passphrase.")
    String p12Made();

    @Message("This passphrase does not open the key.")
    String p12Wrong();

    @Message("This key belongs to another certificate. Choose the file that you saved for this one.")
    String p12Differs();

    @Message("Choose the key file first.")
    String p12None();

    @Message("Without scripts, openssl makes it:")
    String p12NoScript();

    @Message("How to use it")
    String useTitle();

    @Message("Open the program that you use and copy what it needs.")
    String useWhat();

    @Message("The key that was made in the browser, for a server")
    String useKey();

    @Message("Servers start without a passphrase: open the key file once on the server, and let nobody else read it.")
    String useKeyWhat();

    @Message("Put the key and the first of the files above on the server, then write:")
    String useServer();

    @Message("Then load it anew:")
    String useReload();

    @Message(
            "With the file of key and certificate, in PowerShell as administrator; then choose it in the bindings of the site.")
    String useIis();

    @Message("If IIS made the request itself:")
    String useIisRequest();

    @Message("Put the file of key and certificate in conf, and write in conf/server.xml:")
    String useTomcat();

    @Message(
            "Open the file of key and certificate with a double click and follow the assistant. Then in Outlook: File, Options, Trust Center, Email Security, Settings, and choose the certificate for signing.")
    String useOutlook();

    @Message("A smart card or token")
    String useCard();

    @Message("The card that made the request takes its certificate:")
    String useCardWhat();

    @Message("Revoke a certificate")
    String revokeTitle();

    @Message("Everybody who checks it will be told not to rely on it any more.")
    String revokeWhat();

    @Message("Why?")
    String revokeWhy();

    @Message("Choose a reason. Nothing was changed.")
    String whyNoReason();

    @Message("Revoke it for good")
    String revokeDo();

    @Message("The key was lost or seen by others")
    String reasonKeyCompromise();

    @Message(
            "Stolen, copied, sent by mistake, on a computer with a virus: choose this whenever you are not sure. Other certificates with this key are revoked too.")
    String reasonKeyCompromiseWhat();

    @Message("Another certificate took its place")
    String reasonSuperseded();

    @Message("You renewed it, or the names have changed, and the old one is not in use any more.")
    String reasonSupersededWhat();

    @Message("It is not needed any more")
    String reasonCessationOfOperation();

    @Message("The site or service was closed, or the domain given up.")
    String reasonCessationOfOperationWhat();

    @Message("What it says of the body or person is not true any more")
    String reasonAffiliationChanged();

    @Message("The person left, or the body has another name.")
    String reasonAffiliationChangedWhat();

    @Message("Another reason")
    String reasonUnspecified();

    @Message("Nothing is said about why.")
    String reasonUnspecifiedWhat();

    @Message("It was withdrawn from the body")
    String reasonPrivilegeWithdrawn();

    @Message("An officer says so.")
    String reasonPrivilegeWithdrawnWhat();

    @Message("It is suspended for now")
    String reasonCertificateHold();

    @Message("An officer suspended it and can release it.")
    String reasonCertificateHoldWhat();

    @Message("The key of its authority was lost or seen by others")
    String reasonCACompromise();

    @Message("The authority says so.")
    String reasonCACompromiseWhat();

    @Message("What it was issued by does not count any more")
    String reasonAACompromise();

    @Message("The authority says so.")
    String reasonAACompromiseWhat();

    @Message("What happens then")
    String afterTitle();

    @Message("It counts at once; programs that keep answers for a while learn of it within hours.")
    String afterPublished();

    @Message("It cannot be undone.")
    String afterFinal();

    @Message("If you still need one, ask for a new certificate with a new key first.")
    String afterNew();
}
