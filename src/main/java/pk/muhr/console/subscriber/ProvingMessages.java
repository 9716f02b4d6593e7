package pk.muhr.console.subscriber;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the proofs of domains and mailboxes. */
@MessageBundle("proving")
public interface ProvingMessages {

    @Message("Domains and proofs")
    String title();

    @Message(
            "Certificates name only what your body has proved to be its own. One proof by DNS is good for the domain and all names below it.")
    String what();

    @Message("To be finished")
    String tasks();

    @Message("Ask whoever keeps the DNS to add a TXT record at")
    String doRecord();

    @Message("with this text, and nothing else:")
    String doText();

    @Message("Put a file on the web server, to be found at")
    String doFile();

    @Message("with this content, and nothing else:")
    String doContent();

    @Message("Then let us look:")
    String doCheck();

    @Message("Copy")
    String copy();

    @Message("Look now")
    String check();

    @Message("We are looking …")
    String checking();

    @Message("Good until {time}")
    String until(String time);

    @Message("is proved. You can use it in certificates now.")
    String isProved();

    @Message("Ask for a certificate")
    String goAsk();

    @Message("Domains")
    String domains();

    @Message("No domain is proved yet. Begin with the one of your web site.")
    String domainsNone();

    @Message("counts until {day}")
    String counts(String day);

    @Message("prove it again")
    String countsNoMore();

    @Message(
            "A domain is not yours any more? A registration officer ends its proof; certificates stay until they are revoked.")
    String ending();

    @Message("Mailboxes")
    String mailboxes();

    @Message("None. You need one only for e-mail certificates outside your own domains.")
    String mailboxesNone();

    @Message("Prove a domain")
    String askTitle();

    @Message("Domain")
    String domain();

    @Message("As it is registered for you, without www")
    String domainHint();

    @Message("How")
    String method();

    @Message("by DNS")
    String methodDns();

    @Message("Best: good for all names below the domain, and for wildcards.")
    String methodDnsWhy();

    @Message("by a file on the web server")
    String methodFile();

    @Message("Good for this one name only.")
    String methodFileWhy();

    @Message("by mail")
    String methodMail();

    @Message("set up with this installation")
    String methodOther();

    @Message("Show me what to do")
    String ask();

    @Message("Prove a mailbox")
    String mailTitle();

    @Message("We send a value to the mailbox; you copy it here within a day.")
    String mailWhat();

    @Message("Address")
    String address();

    @Message("Send the value")
    String mailAsk();

    @Message("a mail is on its way")
    String mailWaits();

    @Message("The value in the mail")
    String mailValue();

    @Message("Confirm")
    String mailConfirm();

    @Message("The directory of the Internet, which leads from names to servers")
    String dnsWhy();

    @Message("A line of text that the directory keeps with a name")
    String recordWhy();
}
