package pk.muhr.console.subscriber;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Why something that was asked for is refused, and what to do. */
@MessageBundle("refusing")
public interface RefusingMessages {

    @Message("This cannot be done as it is")
    String refusedTitle();

    @Message("Your body has not proved that this name is its own. Prove it under “Domains and proofs”, then try again.")
    String whyNameNotProved();

    @Message(
            "Nobody has confirmed who this person is, or it is not you. Ask a registration officer to look at your card.")
    String whyPersonNotProved();

    @Message("The record of your body was not verified, or too long ago. Ask a registration officer to verify it.")
    String whyOrganizationNotProved();

    @Message("Something of the person's name is missing. Go back and fill in all fields.")
    String whyPersonIncomplete();

    @Message("Such a key is not accepted here. Make a new one of a kind that is named below.")
    String whyKeyNotPermitted();

    @Message("This key belongs to another certificate already. Make a new key for this one.")
    String whyKeyInUse();

    @Message("An officer has to confirm first that this key lies in hardware. Show them your token or its papers.")
    String whyKeyProtectionNotProved();

    @Message("Your body is not active in the register at the moment.")
    String whyBodyNotActive();

    @Message(
            "The domain says in the DNS that other authorities may issue for it and we may not. Whoever keeps its DNS can change that (CAA record).")
    String whyCaaForbids();

    @Message("The name servers of the domain did not answer. Try again later, or ask whoever keeps them.")
    String whyCaaUnanswered();

    @Message("The request is not signed with its own key. Make it once more with your program.")
    String whyPossessionNotProved();

    @Message("This is not a certificate request. Paste the whole file that your program made; never a private key.")
    String whyRequestMalformed();

    @Message("Your body has asked for as many of these today as it may. Try again tomorrow.")
    String whyRequestsPerDay();

    @Message(
            "We looked, and the value is not there. New DNS entries can take an hour to be seen: wait, then try again.")
    String whyDomainNotProved();

    @Message("Another body has proved this domain. A registration officer can settle whose it is.")
    String whyDomainHeld();

    @Message(
            "This is not a domain that can be proved. Write it like ministry.gov.pk, without http:// and without a star.")
    String whyDomainMalformed();

    @Message(
            "Nobody owns this name: others register their own names below it. Prove the one that is registered for you.")
    String whyDomainNotProvable();

    @Message("This is not the address of a mailbox.")
    String whyMailboxMalformed();

    @Message("No mail to this mailbox had this value. Copy it from the newest mail.")
    String whyMailboxNotProved();

    @Message("This value is used up or too old. Ask for a new one.")
    String whyChallengeUnknown();

    @Message("Your body has too many proofs under way. Finish those first.")
    String whyChallengesFull();

    @Message("The file was not kept. Send a PDF, PNG or JPEG file of at most 500 KB.")
    String whyEvidenceMalformed();

    @Message("Letters and scans are PDF, PNG or JPEG files.")
    String whyEvidenceType();

    @Message("A request has at most ten files. Join pages in one file.")
    String whyEvidenceTooMany();

    @Message("It is revoked already. Nothing was changed.")
    String whyAlreadyRevoked();

    @Message("It has expired, so there is nothing to revoke.")
    String whyCertificateExpired();
}
