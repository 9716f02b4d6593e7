package pk.muhr.console.open;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the repository. */
@MessageBundle("open")
public interface OpenMessages {

    @Message("Repository of the National PKI")
    String homeTitle();

    @Message(
            "Here is who signs certificates for the country, what they have signed off as no longer valid, and by which"
                    + " rules they work. Everybody may read and copy it.")
    String homeLead();

    @Message("Check a certificate")
    String homeCheck();

    @Message("Is it genuine, whose is it, and does it count today?")
    String homeCheckWhy();

    @Message("Check a time-stamp")
    String homeTimeStamp();

    @Message("Since when has a file existed just as it is?")
    String homeTimeStampWhy();

    @Message("Report a problem")
    String homeReport();

    @Message("A stolen key, or a certificate that should not exist")
    String homeReportWhy();

    @Message("Who signs")
    String homeHierarchy();

    @Message(
            "Each authority is vouched for by the one it hangs on, up to the root. Who trusts the root can check everything"
                    + " below it.")
    String homeHierarchyWhy();

    @Message("No authority has been founded here yet.")
    String homeEmpty();

    @Message("The rules")
    String homeRules();

    @Message("Practice statement (CP/CPS)")
    String homeStatement();

    @Message("Policy in force")
    String homePolicy();

    @Message("Version {version}:")
    String homePolicyVersion(int version);

    @Message("Time-stamps")
    String homeDisclosure();

    @Message("Disclosure statement: what a time-stamp is worth")
    String homeDisclosureRead();

    @Message("Record of everything done")
    String homeLog();

    @Message("A log to which entries can be added and none changed or taken out without everybody seeing it")
    String homeLogWhy();

    @Message("{size} entries")
    String homeLogSize(long size);

    @Message("Signed state of the log")
    String homeLogCheckpoint();

    @Message("Key that it is signed with")
    String homeLogKey();

    @Message("For programs that copy all of it")
    String homeCopy();

    @Message("Root: vouches for all the others, and is vouched for by nobody")
    String kindRoot();

    @Message("Domain: vouches for issuing authorities")
    String kindDomain();

    @Message("Issues certificates for web sites and other servers")
    String kindTls();

    @Message("Issues certificates for e-mail")
    String kindEmail();

    @Message("Issues certificates for logging on")
    String kindAuthentication();

    @Message("Issues certificates for signatures and seals on documents")
    String kindSigning();

    @Message("Issues certificates for signing programs")
    String kindCode();

    @Message("Issues certificates for time-stamping units")
    String kindTime();

    @Message("revoked: do not rely on it")
    String authorityRevoked();

    @Message("until {day}")
    String validUntil(String day);

    @Message("With those above it")
    String chain();

    @Message("Fingerprint and details")
    String authorityMore();

    @Message(
            "A number computed from all of the certificate. Compare it with one that you have from elsewhere, such as a"
                    + " gazette: if they are the same, so are the certificates.")
    String fingerprintWhy();

    @Message("Short name")
    String authorityId();

    @Message("As the policy says")
    String authorityTitle();

    @Message("Valid")
    String authorityValidity();

    @Message("CRL")
    String authorityList();

    @Message("of {from}; the next one by {until}")
    String listTimes(String from, String until);

    @Message("Certificate revocation list: the signed list of what counts no more before its time")
    String crlWhy();

    @Message("Where programs ask about one certificate and get a signed answer at once")
    String ocspWhy();

    @Message("up to date")
    String listFresh();

    @Message("late, still counts")
    String listLate();

    @Message("too old to rely on")
    String listExpired();

    @Message("no CRL yet")
    String listNone();

    @Message("The same in parts, and what changed since")
    String listsOther();

    @Message("Address")
    String listAddress();

    @Message("Number")
    String listNumber();

    @Message("Made")
    String listThis();

    @Message("Next by")
    String listNext();

    @Message("State")
    String listState();
}
