package pk.muhr.console.subscriber;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the three steps of a request. */
@MessageBundle("asking")
public interface AskingMessages {

    @Message("Steps")
    String steps();

    @Message("Purpose")
    String stepPurpose();

    @Message("Names")
    String stepNames();

    @Message("Key")
    String stepKey();

    @Message("Look and send")
    String stepLook();

    @Message("What is the certificate for?")
    String purposesTitle();

    @Message("Choose what you need. You see the whole certificate before anything is sent.")
    String purposesWhat();

    @Message("Your body cannot ask for certificates here.")
    String purposesNone();

    @Message("Purpose")
    String purpose();

    @Message("Which names shall it have?")
    String namesTitle();

    @Message("There is nothing to choose: the certificate names your body as the register knows it.")
    String namesNone();

    @Message("Proved already:")
    String proved();

    @Message("What it says besides")
    String saidTitle();

    @Message("These come from the register and cannot be chosen. If something is wrong, tell a registration officer.")
    String saidWhy();

    @Message("Nothing: only the names that you choose.")
    String saidNothing();

    @Message("Back")
    String back();

    @Message("Next: the key")
    String toKey();

    @Message("Host names")
    String nameDns();

    @Message(
            "One on each line, as people type them: www.ministry.gov.pk. Each must lie at or below a domain that you proved.")
    String nameDnsHint();

    @Message("Mailboxes")
    String nameEmail();

    @Message("The addresses that mail is sent from: office@ministry.gov.pk")
    String nameEmailHint();

    @Message("User name for logging on")
    String nameUpn();

    @Message("As your directory knows it: ayesha.khan@ministry.gov.pk")
    String nameUpnHint();

    @Message("Addresses of services")
    String nameUri();

    @Message("Only where a service needs it; may stay empty.")
    String nameUriHint();

    @Message("Name of the unit")
    String nameCommonName();

    @Message("TSU and a mark of your own, such as TSU 1")
    String nameCommonNameHint();

    @Message("Given name")
    String nameGivenName();

    @Message("As on the card that an officer saw")
    String nameGivenNameHint();

    @Message("Surname")
    String nameSurname();

    @Message("As on the card that an officer saw")
    String nameSurnameHint();

    @Message("Title")
    String nameTitle();

    @Message("As an officer recorded it; may stay empty")
    String nameTitleHint();

    @Message("Pseudonym")
    String namePseudonym();

    @Message("Only if an officer recorded one")
    String namePseudonymHint();

    @Message("Number of the identity card (CNIC)")
    String nameCnic();

    @Message("It finds your record. The certificate shows a code in its place, and it is not kept with the request.")
    String nameCnicHint();

    @Message("Which key shall it be for?")
    String keyTitle();

    @Message(
            "A certificate belongs to a key that only you have. Whoever has the key can act in your name, so it never comes to us.")
    String keyWhat();

    @Message("Make the key here, in this browser")
    String makeTitle();

    @Message(
            "The simplest way. The key is made on your computer and never leaves it. You get it as a file that only your passphrase opens: keep both, nobody can make them again for you.")
    String makeWhat();

    @Message("Passphrase")
    String passphrase();

    @Message(
            "At least 12 characters: letters a–z, digits and signs of an English keyboard. Four words that do not belong together are good.")
    String passphraseHint();

    @Message("The passphrase once more")
    String passphraseAgain();

    @Message("Make the key")
    String make();

    @Message("Take at least 12 characters, of an English keyboard.")
    String makeWeak();

    @Message("The two passphrases are not the same.")
    String makeDiffers();

    @Message("The key is being made; this takes a few seconds.")
    String makeWorking();

    @Message(
            "Done. The key was saved among your downloads; keep that file. The request beside is filled in: look at the certificate now.")
    String makeMade();

    @Message("This browser could not make a key. Use a newer one, or make a request with your program.")
    String makeFailed();

    @Message("Save the key file once more")
    String makeSaveAgain();

    @Message("I have a request (CSR) already")
    String csrTitle();

    @Message(
            "Your server or token made a request for its own key: paste it here. Names in it do not count, those that you chose do.")
    String csrWhat();

    @Message("The key must lie in hardware")
    String csrHardware();

    @Message(
            "Make the request with your token or its program and paste it here. An officer confirms beforehand that the key lies in it.")
    String csrHardwareWhat();

    @Message("Keys that are accepted:")
    String csrKeys();

    @Message("Certificate request")
    String csr();

    @Message("or take it from a file")
    String csrFile();

    @Message(
            "This is a private key, not a request. Nothing was sent. Keep it to yourself and choose the other file, the one that says CERTIFICATE REQUEST.")
    String csrPrivate();

    @Message("This file is far too large for a request.")
    String csrTooLong();

    @Message("This file is no certificate request. It begins with BEGIN CERTIFICATE REQUEST.")
    String csrOther();

    @Message("Keep the key that it has")
    String keep();

    @Message("Look at the certificate")
    String look();

    @Message("This is what you would get")
    String previewTitle();

    @Message("Everything is in order. Nothing was sent yet.")
    String previewGood();

    @Message("When you send it, the certificate is made at once.")
    String previewAtOnce();

    @Message("When you send it, one officer looks at it. You see here how it goes.")
    String previewOne();

    @Message("When you send it, two officers look at it. You see here how it goes.")
    String previewTwo();

    @Message("The certificate will say")
    String previewSays();

    @Message("What was checked")
    String previewProofs();

    @Message("Your body, as the register knows it")
    String provedOrganization();

    @Message("The person")
    String provedPerson();

    @Message("proved as a domain of your body")
    String byDomain();

    @Message("proved as a mailbox of your body")
    String byMailbox();

    @Message("verified by officers")
    String byOrganization();

    @Message("identified by officers")
    String byPerson();

    @Message("All rules for such certificates are kept")
    String previewRules();

    @Message("Policy")
    String previewPolicy();

    @Message("The fingerprint of the rules that judged this request")
    String previewPolicyWhy();

    @Message("Change the names")
    String changeNames();

    @Message("Change the key")
    String changeKey();

    @Message("Send the request")
    String send();

    @Message("A file with the public half of a key, signed by the key itself (CSR, PKCS #10)")
    String csrWhy();
}
