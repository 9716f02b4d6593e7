package pk.muhr.lint.name;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile;

/** There are as many alternative names as the profile permits. */
final class AlternativeNamesCount extends CertificateRule {

    AlternativeNamesCount() {
        super("alternative-names-count", "BR §7.1.2.7.12", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        int most = s.profile()
                .subjectAltName()
                .map(CertificateProfile.AlternativeNames::maximum)
                .orElse(0);
        return unless(
                s.names().size() <= most,
                () -> "subjectAltName holds " + s.names().size() + " names; the profile permits " + most);
    }
}
