package pk.muhr.lint.email;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for certificates that protect e-mail (S/MIME BR §7.1). */
public final class EmailRules {

    private EmailRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new MailboxPresent(),
                new MailboxesOnly(),
                new MailboxForm(),
                new MailboxesOfSubject(),
                new CommonNameOfMailbox(),
                new SubjectOfMailbox(),
                new OrganizationNamed(),
                new CommonNameOfOrganization(),
                new PersonAbsent(),
                new PersonNamed(),
                new CommonNameOfPerson(),
                new UnitAbsent(),
                new PurposesOfEmail(),
                new UsageOfEmail(),
                new ListFindable(),
                new MailboxNamespace());
    }
}
