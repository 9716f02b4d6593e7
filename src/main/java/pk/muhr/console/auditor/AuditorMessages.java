package pk.muhr.console.auditor;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of auditors' pages. */
@MessageBundle("auditor")
public interface AuditorMessages {

    @Message("Search the records")
    String searchTitle();

    @Message("From")
    String from();

    @Message("Until")
    String to();

    @Message("Event")
    String event();

    @Message("Outcome")
    String outcome();

    @Message("done")
    String outcomeSuccess();

    @Message("refused")
    String outcomeRefusal();

    @Message("failed")
    String outcomeFailure();

    @Message("Who")
    String actor();

    @Message("What it is about")
    String subject();

    @Message("Request")
    String request();

    @Message("Authority")
    String authority();

    @Message("Body")
    String body();

    @Message("Profile")
    String profile();

    @Message("all")
    String all();

    @Message("Search")
    String search();

    @Message("Clear")
    String clear();

    @Message("No record meets all of this.")
    String nothing();

    @Message("Number")
    String seq();

    @Message("Time")
    String at();

    @Message("Details")
    String details();

    @Message("All of the same request")
    String sameRequest();

    @Message("Proof of record")
    String proofOf();

    @Message("Older records")
    String older();

    @Message("Trail of a certificate")
    String trailTitle();

    @Message("How it came about, and what came after")
    String trail();

    @Message("Asked for")
    String trailRequest();

    @Message("One of our own: nobody asked for it")
    String trailOwn();

    @Message("What approvals stand for:")
    String trailContent();

    @Message("Agreement accepted")
    String trailAgreement();

    @Message("No agreement on record")
    String trailNoAgreement();

    @Message("version")
    String version();

    @Message("Proofs that it rests on")
    String trailProofs();

    @Message("none")
    String none();

    @Message("Approvals")
    String trailApprovals();

    @Message("does not count")
    String trailNotCounted();

    @Message("Rules, judged again just now")
    String trailLints();

    @Message("All rules are kept.")
    String trailLintsGood();

    @Message("Policy that it was issued under:")
    String trailPolicy();

    @Message("Issued")
    String trailIssued();

    @Message("Published")
    String trailPublished();

    @Message("Status since")
    String trailStatus();

    @Message("It was always good.")
    String trailAlwaysGood();

    @Message("Records of it")
    String trailRecords();

    @Message("In the log")
    String inLog();

    @Message("with proof")
    String proved();

    @Message("in a few seconds")
    String notYet();

    @Message("Draw a sample")
    String sampleTitle();

    @Message(
            "Certificates that nobody can pick: the log draws them. The same question with the same tree gives the same sample,"
                    + " so that others can draw it again.")
    String sampleLead();

    @Message("Share (0.03 is three of a hundred)")
    String share();

    @Message("Size of the tree that draws")
    String checkpoint();

    @Message("Draw")
    String draw();

    @Message("{drawn} of {population} certificates")
    String sampleDrawn(String drawn, String population);

    @Message("Seed")
    String seed();

    @Message("The seed gives places among all fingerprints: place n begins at the SHA-256 of the seed, a colon and n."
            + " The certificates at places 0, 1, 2 … are drawn until there are enough. The report says it exactly.")
    String sampleMethod();

    @Message("The first {count} are shown; all of them, with their evidence, are at")
    String sampleCut(int count);

    @Message("Certificate")
    String certificate();

    @Message("Refusals by rule")
    String refusalsTitle();

    @Message(
            "Which rules said no, and how often. A rule that suddenly says no more often, or no more at all, is worth a look.")
    String refusalsLead();

    @Message("Show")
    String show();

    @Message("No rule said no in this time.")
    String refusalsNone();

    @Message("How often each rule said no")
    String refusalsByRule();

    @Message("By day (UTC)")
    String refusalsByDay();

    @Message("There is more than is shown: choose a shorter time.")
    String refusalsCut();

    @Message("Rule")
    String rule();

    @Message("Times")
    String times();

    @Message("Day")
    String day();

    @Message("Clause")
    String clause();

    @Message("Callers")
    String callers();

    @Message("Export records")
    String exportTitle();

    @Message("All records of a time, to be looked at elsewhere. That you take them is itself put on record.")
    String exportLead();

    @Message("Form")
    String format();

    @Message("with all that proves them; for keeping")
    String formatZip();

    @Message("a record a line, each with its proof")
    String formatJsonl();

    @Message("a table for spreadsheets, without proofs")
    String formatCsv();

    @Message("Download")
    String download();

    @Message("What you take can be verified without us, on any computer, with")
    String exportVerify();

    @Message("Verify a record")
    String proofTitle();

    @Message("Your browser computes here that a record is in the log, word for word, without trusting the server.")
    String proofLead();

    @Message("No record has this number.")
    String proofUnknown();

    @Message("Number of the record")
    String proofSeq();

    @Message("Fetch it")
    String proofFetch();

    @Message("The record with its proof (JSON), as fetched above or over the API")
    String proofDocument();

    @Message("Key of the log")
    String proofKey();

    @Message(
            "Paste the one that you have from elsewhere: from the ceremony's minutes, a gazette, or an auditor before you.")
    String proofKeyWhy();

    @Message("Take it from the server")
    String proofTakeKey();

    @Message("Verify")
    String proofVerify();

    @Message(
            "This key comes from the server that you are auditing: compare it with one that you have from elsewhere, or the"
                    + " signature proves little.")
    String proofKeyWarning();

    @Message("This page computes with a script. Without it, verify an export with")
    String proofScript();

    @Message("The record is in the log, just as it stands here.")
    String proofGood();

    @Message("This is not proved. The red step says where it ends.")
    String proofBad();

    @Message("Step by step")
    String proofSteps();

    @Message("The document can be read")
    String stepRead();

    @Message("It holds a record and a proof.")
    String stepWhyRead();

    @Message("The leaf says the same as the record")
    String stepValues();

    @Message("Each value with its salt has the hash that the leaf commits to; none is missing, none too many.")
    String stepWhyValues();

    @Message("The hash of the leaf")
    String stepLeaf();

    @Message("SHA-256 of a zero octet and the leaf.")
    String stepWhyLeaf();

    @Message("The path leads to the root")
    String stepPath();

    @Message("The leaf's hash, with those of the proof, gives the root hash of the signed tree.")
    String stepWhyPath();

    @Message("The log signed that tree")
    String stepSignature();

    @Message("An ECDSA signature, verified with the key above.")
    String stepWhySignature();

    @Message("The log that is published now has it still")
    String stepNow();

    @Message(
            "The same leaf, reckoned from the tiles to the root that is signed now; the number is the size of that tree.")
    String stepWhyNow();

    @Message("verified")
    String stepGood();

    @Message("false")
    String stepBad();

    @Message("could not be verified, as a step before it failed")
    String stepOpen();
}
