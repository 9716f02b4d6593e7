package pk.muhr.console.open;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the checks. */
@MessageBundle("check")
public interface CheckMessages {

    @Message("Check a certificate")
    String title();

    @Message(
            "A certificate says whose a key is. Here you learn whether one is genuine, and whether it counts today. Nothing that"
                    + " you give is kept.")
    String lead();

    @Message("You have the certificate")
    String haveIt();

    @Message("A file, such as .cer, .crt, .pem or .p7b")
    String file();

    @Message("You can also drop it here.")
    String drop();

    @Message("Or paste its text")
    String paste();

    @Message("Check")
    String submit();

    @Message("You have only its number")
    String haveNumber();

    @Message("Serial number, SHA-256 fingerprint, or the name of a web site")
    String number();

    @Message("Write it in full. Names of persons are shown only to who has the certificate itself.")
    String numberWhy();

    @Message("Look it up")
    String search();

    @Message(
            "This PKI has issued no certificate with this number or for this web site. Compare it with the original, digit by"
                    + " digit; or give the certificate itself.")
    String noteNothing();

    @Message("Choose a file, or paste the text of a certificate.")
    String noteEmpty();

    @Message(
            "This file holds a private key. It was not used and is not kept. But it has left your computer: if it is in use,"
                    + " have its certificate revoked and make a new key. The certificate is another file, often with .cer, .crt or"
                    + " .pem.")
    String notePrivateKey();

    @Message("This file holds a private key. It was not sent: it stays on your computer. Never give it to anybody. The"
            + " certificate is another file, often with .cer, .crt or .pem.")
    String noteKeptPrivateKey();

    @Message(
            "This file is too large for a certificate and was not sent. A certificate has a few kilobytes; look for a file that"
                    + " ends with .cer, .crt, .pem or .p7b.")
    String noteLarge();

    @Message("This is a request for a certificate (CSR), not a certificate. The certificate is what was issued for it.")
    String noteRequest();

    @Message("This is a revocation list (CRL), not a certificate.")
    String noteList();

    @Message("This is a public key without a certificate. Nobody says in it whose it is.")
    String notePublicKey();

    @Message(
            "No certificate was found in it. A certificate is a file that ends with .cer, .crt, .pem or .p7b, or a text that"
                    + " begins with BEGIN CERTIFICATE. From a signed PDF or a web site, save the certificate first.")
    String noteUnknown();

    @Message("This certificate is genuine and counts today.")
    String verdictValid();

    @Message("Make sure that the name below is the one you expect.")
    String verdictValidAdvice();

    @Message("This certificate is revoked: it counts no more.")
    String verdictRevoked();

    @Message(
            "Do not rely on it for anything after that time. What was signed before may still count; if it matters, ask who"
                    + " signed.")
    String verdictRevokedAdvice();

    @Message("This certificate is suspended: it does not count at the moment.")
    String verdictHeld();

    @Message("Do not rely on it now. It may be released again, or revoked for good.")
    String verdictHeldAdvice();

    @Message("The authority that vouches for this certificate is revoked: it counts no more.")
    String verdictAuthorityRevoked();

    @Message("Do not rely on it. The path below shows where it ends.")
    String verdictAuthorityRevokedAdvice();

    @Message("This certificate is genuine, but its time is over.")
    String verdictExpired();

    @Message("It does not count for anything new. Ask its owner for the present one.")
    String verdictExpiredAdvice();

    @Message("This certificate is genuine, but its time has not come yet.")
    String verdictNotYet();

    @Message("Check it again on the day from which it is valid.")
    String verdictNotYetAdvice();

    @Message("This certificate is not from the National PKI.")
    String verdictForeign();

    @Message("Nothing can be said of it here. Ask whoever issued it.")
    String verdictForeignAdvice();

    @Message("This certificate says that it is from the National PKI, and it is not.")
    String verdictImitation();

    @Message("Do not rely on it: its signature is false. Please report where you got it.")
    String verdictImitationAdvice();

    @Message("This certificate is signed by the National PKI, but is not on record.")
    String verdictUnrecorded();

    @Message("Do not rely on it. This must never happen: please report it at once.")
    String verdictUnrecordedAdvice();

    @Message("Since {time}.")
    String revokedSince(String time);

    @Message("No reason was given.")
    String reasonUnspecified();

    @Message("The reason: somebody else may have the key.")
    String reasonKeyCompromise();

    @Message("The reason: its owner's name or office has changed.")
    String reasonAffiliationChanged();

    @Message("The reason: another certificate has taken its place.")
    String reasonSuperseded();

    @Message("The reason: it is not needed any more.")
    String reasonCessation();

    @Message("The reason: something is being looked into.")
    String reasonHold();

    @Message("The reason: its owner may not use it any more.")
    String reasonPrivilegeWithdrawn();

    @Message("There was more than one certificate in it; this is the owner's.")
    String several();

    @Message("A personal certificate")
    String personal();

    @Message("Whose it is, is shown only to who has the certificate itself.")
    String personalWhy();

    @Message("A certificate in an unusual form")
    String unreadable();

    @Message("What it says cannot be shown: it is not written as the standards ask.")
    String unreadableWhy();

    @Message("Who vouches for it")
    String path();

    @Message("Each signature was verified just now, from the root down.")
    String pathWhy();

    @Message("Nobody of the National PKI.")
    String pathNone();

    @Message("The root: it vouches for itself, and you trust it or not")
    String stepRoot();

    @Message("Signature of the one above: verified")
    String stepVerified();

    @Message("Signature: false")
    String stepBroken();

    @Message("Valid from {from} to {until}")
    String stepTime(String from, String until);

    @Message("not in its time")
    String stepNotInTime();

    @Message("Revoked since {time}")
    String stepRevoked(String time);

    @Message("As of {time}.")
    String asOf(String time);

    @Message("Check another")
    String another();

    @Message("Report a problem with it")
    String report();

    @Message("{count} certificates for")
    String found(int count);

    @Message("Check a time-stamp")
    String timeTitle();

    @Message(
            "A time-stamp proves that a file existed at a time, just as it is now. You need both: the file, and its time-stamp,"
                    + " which usually ends with .tsr.")
    String timeLead();

    @Message("The file")
    String timeFile();

    @Message(
            "It stays on your computer. Only its hash is computed and sent, from which nobody can learn what is in it.")
    String timeFileWhy();

    @Message("Computing the hash …")
    String timeHashing();

    @Message("The hash is computed.")
    String timeHashed();

    @Message("This file is too large for a browser to compute its hash. Compute it with a program and write it below.")
    String timeLarge();

    @Message("Hash of the file")
    String timeHash();

    @Message("SHA-256, SHA-384 or SHA-512 in hexadecimal; programs that compute it:")
    String timeHashWhy();

    @Message("The time-stamp")
    String timeToken();

    @Message("Give the file or its hash: 64, 96 or 128 hexadecimal digits.")
    String noteNoHash();

    @Message("Choose the file with the time-stamp.")
    String noteNoToken();

    @Message("This is too large for a time-stamp. It is a small file that usually ends with .tsr.")
    String noteLongToken();

    @Message("This time-stamp is genuine, and it is of this file.")
    String timeProved();

    @Message("Since then, not a single character of it has changed. A time-stamp does not say who wrote it.")
    String timeProvedAdvice();

    @Message("The file existed by {time}.")
    String timeExisted(String time);

    @Message("This time-stamp is genuine, but of another file.")
    String timeOtherFile();

    @Message(
            "Perhaps the file was changed since, be it by a single character, or it is the time-stamp of another version.")
    String timeOtherFileAdvice();

    @Message("This time-stamp is genuine, but the file was hashed in another way.")
    String timeOtherHash();

    @Message("Compute its hash by the algorithm that is named below, and write it into the form.")
    String timeOtherHashAdvice();

    @Message("This time-stamp does not count: who made it was revoked before.")
    String timeRevokedBefore();

    @Message("Do not rely on it.")
    String timeRevokedBeforeAdvice();

    @Message("This time-stamp is of this file, but who made it was revoked since.")
    String timeDoubtful();

    @Message(
            "Somebody else may have had the key and could have made it later. Rely on it only if it is on our record, as is said"
                    + " below.")
    String timeDoubtfulAdvice();

    @Message("This time-stamp is signed with our key, but it is not on our record.")
    String timeUnlisted();

    @Message(
            "Every time-stamp is put on record before it is given out. Somebody else may have used the key, the record may be"
                    + " lost, or a program changed the time-stamp. Do not rely on it: show it to whoever runs this service.")
    String timeUnlistedAdvice();

    @Message("There is no time-stamp in this file.")
    String timeNoToken();

    @Message("A time-stamp usually ends with .tsr or .tst. It is not the file itself, nor a certificate.")
    String timeNoTokenAdvice();

    @Message("This time-stamp does not say clearly who made it.")
    String timeNoUnit();

    @Message("The certificate of its maker is missing, unknown, or there twice. Do not rely on it.")
    String timeNoUnitAdvice();

    @Message("This was signed by somebody who may not make time-stamps.")
    String timePurpose();

    @Message("Do not rely on it.")
    String timePurposeAdvice();

    @Message("This time-stamp is not from the National PKI.")
    String timeForeign();

    @Message("Nothing can be said of it here. Ask whoever made it.")
    String timeForeignAdvice();

    @Message("This time-stamp is false.")
    String timeBroken();

    @Message("Its signature does not fit what it says, or it was made when its maker could not. Do not rely on it.")
    String timeBrokenAdvice();

    @Message("What it says")
    String timeSays();

    @Message("Time")
    String timeAt();

    @Message("Hash algorithm")
    String timeAlgorithm();

    @Message("Number")
    String timeSerial();

    @Message("Our record")
    String timeRecord();

    @Message("This very time-stamp is on our record since {time}.")
    String timeRecorded(String time);

    @Message("See the record")
    String timeRecordLink();

    @Message("This time-stamp is not on our record.")
    String timeUnrecorded();

    @Message("Nobody who is known here.")
    String timePathNone();

    @Message("Each signature was verified just now, and that each counted at that time.")
    String timePathWhy();

    @Message("Check another")
    String timeAnother();

    @Message("What a time-stamp is worth")
    String timeDisclosure();
}
