package pk.muhr.console.office;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the register of bodies. */
@MessageBundle("register")
public interface RegisterMessages {

    @Message("More bodies")
    String nextBodies();

    @Message("Bodies")
    String bodiesTitle();

    @Message("Bodies that may have certificates, and those that want to.")
    String bodiesIntro();

    @Message("No body matches.")
    String bodiesNone();

    @Message("Identifier, a part of the name, or a number in a register")
    String bodiesSearch();

    @Message("applied for")
    String bodyApplied();

    @Message("verified")
    String bodyVerified();

    @Message("active")
    String bodyActive();

    @Message("suspended")
    String bodySuspended();

    @Message("closed")
    String bodyClosed();

    @Message("Name in Urdu")
    String bodyNameUrdu();

    @Message("Identifier")
    String bodyId();

    @Message("Kind")
    String bodyKind();

    @Message("ministry")
    String kindMinistry();

    @Message("division")
    String kindDivision();

    @Message("attached department")
    String kindAttachedDepartment();

    @Message("province")
    String kindProvince();

    @Message("autonomous body")
    String kindAutonomousBody();

    @Message("court")
    String kindCourt();

    @Message("armed forces")
    String kindArmedForces();

    @Message("local government")
    String kindLocalGovernment();

    @Message("company")
    String kindCompany();

    @Message("Place")
    String bodyPlace();

    @Message("Numbers in registers")
    String bodyRegister();

    @Message("Letter on file (SHA-256)")
    String bodyLetter();

    @Message("Subscriber agreement")
    String bodyAgreement();

    @Message("not accepted yet")
    String bodyAgreementNone();

    @Message("Steps")
    String bodyHistory();

    @Message("Proofs")
    String bodyProofs();

    @Message("Nothing is proved.")
    String bodyProofsNone();

    @Message("the body itself")
    String proofOrganization();

    @Message("until")
    String proofUntil();

    @Message("over")
    String proofOver();

    @Message("Where it is told of its certificates")
    String bodyContacts();

    @Message("Nowhere: add a mailbox through the body's subscribers.")
    String bodyContactsNone();

    @Message("People who act for it")
    String bodyPeople();

    @Message("Nobody acts for it.")
    String bodyPeopleNone();

    @Message("Its requests")
    String bodyRequests();

    @Message("Its certificates")
    String bodyCertificates();

    @Message("What you can do")
    String stepsTitle();

    @Message("Another officer applied for this body. Say how you found that the register is right;"
            + " then it accepts the subscriber agreement.")
    String verifyWhy();

    @Message("How you verified it")
    String verifyHow();

    @Message("Verify the body")
    String verifySubmit();

    @Message("A suspended body gets no new certificates. What it has stays valid.")
    String suspendWhy();

    @Message("Suspend the body")
    String suspendSubmit();

    @Message("Another officer suspended it. Say why it may have certificates again.")
    String resumeWhy();

    @Message("Resume the body")
    String resumeSubmit();

    @Message("A closed body never comes back under this identifier.")
    String closeWhy();

    @Message("Close the body for good")
    String closeSubmit();

    @Message("Propose somebody to act for this body. Another officer confirms.")
    String appointWhy();

    @Message("Propose a subscriber")
    String appointTitle();

    @Message("Known by the identity provider as")
    String appointPerson();

    @Message("Full name (only for somebody new)")
    String appointName();

    @Message("Propose")
    String appointSubmit();

    @Message("Why they shall act no longer")
    String endWhy();

    @Message("Suspend")
    String endSubmit();

    @Message("proposed")
    String appointmentProposed();

    @Message("not confirmed in time")
    String appointmentExpired();

    @Message("in office")
    String appointmentEffective();

    @Message("suspended")
    String appointmentSuspended();

    @Message("ended")
    String appointmentEnded();
}
