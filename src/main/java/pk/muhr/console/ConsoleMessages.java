package pk.muhr.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of every page's frame, of the log-in and of refusals. */
@MessageBundle("frame")
public interface ConsoleMessages {

    @Message("Muhr")
    String name();

    @Message("National PKI of Pakistan")
    String country();

    @Message("Skip to the content")
    String skip();

    @Message("Menu")
    String menu();

    @Message("Log in")
    String logIn();

    @Message("Log out")
    String logOut();

    @Message("For everybody")
    String menuPublic();

    @Message("Repository")
    String menuRepository();

    @Message("Check a certificate")
    String menuCheck();

    @Message("Check a time-stamp")
    String menuCheckTimeStamp();

    @Message("Report a problem")
    String menuReport();

    @Message("My body")
    String menuMyBody();

    @Message("Overview")
    String menuMyOverview();

    @Message("Ask for a certificate")
    String menuMyNew();

    @Message("Requests")
    String menuMyRequests();

    @Message("Certificates")
    String menuMyCertificates();

    @Message("Domains and proofs")
    String menuMyDomains();

    @Message("Registration")
    String menuOffice();

    @Message("Requests to decide")
    String menuQueue();

    @Message("Certificates")
    String menuCertificates();

    @Message("Bodies")
    String menuBodies();

    @Message("Administration")
    String menuAdministration();

    @Message("Authorities and keys")
    String menuAuthorities();

    @Message("CRLs, OCSP, jobs")
    String menuStatus();

    @Message("Time-stamping units")
    String menuTimeStampUnits();

    @Message("Charts")
    String menuCharts();

    @Message("Policy")
    String menuPolicy();

    @Message("People")
    String menuPeople();

    @Message("Stop switch")
    String menuStop();

    @Message("Audit")
    String menuAudit();

    @Message("Search the records")
    String menuAuditSearch();

    @Message("Random sample")
    String menuAuditSample();

    @Message("Refusals")
    String menuAuditRefusals();

    @Message("Export")
    String menuAuditExport();

    @Message("Prove a record")
    String menuAuditProof();

    @Message("Who are you?")
    String loginTitle();

    @Message("With a certificate")
    String loginCertificate();

    @Message("Your browser has shown a certificate of this PKI; the session will count on this connection only.")
    String loginCertificateShown();

    @Message(
            "Install your authentication certificate in the browser, close all its windows, and open this page again: it"
                    + " will ask which certificate to show.")
    String loginCertificateMissing();

    @Message("Log in with this certificate")
    String loginCertificateSubmit();

    @Message("As somebody of the development data")
    String loginDevelopment();

    @Message("Nobody has a password here: this installation is for trying things out, and has no real people.")
    String loginDevelopmentWhy();

    @Message("Nobody can log in without a certificate on this installation.")
    String loginOnlyCertificate();

    @Message("You are logged in already.")
    String loginAlready();

    @Message("With the identity provider of your office")
    String loginProvider();

    @Message("You log in there as everywhere else, and come back here.")
    String loginProviderWhy();

    @Message("You are logged in")
    String loginDone();

    @Message("Go on")
    String goOn();

    @Message("This name is not known here. Ask a security officer to appoint you.")
    String loginUnknown();

    @Message("You, as this service knows you")
    String accountTitle();

    @Message("Name")
    String accountName();

    @Message("Known by the identity provider as")
    String accountPerson();

    @Message("Offices")
    String accountRoles();

    @Message("Acts for")
    String accountBody();

    @Message("Certificate of this connection")
    String accountCertificate();

    @Message("Nothing here")
    String problemNotFound();

    @Message("You may not do this")
    String problemForbidden();

    @Message("This did not work")
    String problemRequest();

    @Message("Not now")
    String problemUnavailable();

    @Message("Something went wrong here, and it is not your fault")
    String problemInternal();

    @Message("That is too large")
    String largeTitle();

    @Message("What you sent is larger than is taken here. It was not read.")
    String largeWhat();

    @Message(
            "A certificate has a few kilobytes. If you sent a film, a picture or a signed document, look for the file that"
                    + " ends in .cer, .crt, .pem or .p7b.")
    String largeCertificate();

    @Message(
            "A time-stamp is a small file that mostly ends in .tsr. The stamped file itself stays with you; only its hash is asked for.")
    String largeTimeStamp();

    @Message("A scanned document becomes smaller when you scan it in black and white, or at 150 dots per inch.")
    String largeScan();

    @Message("Back to the form")
    String largeBack();

    @Message("What to do")
    String problemFix();

    @Message("If you ask somebody about this, say this number")
    String problemId();

    @Message("Back to the start")
    String problemBack();

    @Message("policy authority")
    String rolePolicyAuthority();

    @Message("security officer")
    String roleSecurityOfficer();

    @Message("CA administrator")
    String roleCaAdministrator();

    @Message("registration officer")
    String roleRegistrationOfficer();

    @Message("revocation officer")
    String roleRevocationOfficer();

    @Message("subscriber")
    String roleSubscriber();

    @Message("auditor")
    String roleAuditor();
}
