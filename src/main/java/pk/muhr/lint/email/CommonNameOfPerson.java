package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.NameKind;

/** The common name of a person is the personal name, the pseudonym or one of the mailboxes. */
final class CommonNameOfPerson extends CertificateRule {

    CommonNameOfPerson() {
        super(
                "email-person-common-name",
                "S/MIME BR §7.1.4.2.2 a",
                Scope.of(CertificateType.SMIME).validated(Validation.SPONSOR));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> permitted = new ArrayList<>(s.values(AttributeType.PSEUDONYM));
        permitted.addAll(s.names(NameKind.EMAIL));
        permitted.add(String.join(
                " ",
                Stream.of(AttributeType.GIVEN_NAME, AttributeType.SURNAME)
                        .flatMap(type -> s.values(type).stream())
                        .toList()));
        return unless(
                permitted.containsAll(s.values(AttributeType.COMMON_NAME)),
                "the common name is neither the person's name or pseudonym nor one of the mailboxes");
    }
}
