package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;

/** The subject key identifier is computed from the key. */
final class SubjectKeyIdentifierOfKey extends CertificateRule {

    SubjectKeyIdentifierOfKey() {
        super("subject-key-identifier", "RFC 5280 §4.2.1.2, RFC 7093 §2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Optional<Extension> found = s.extension(Extensions.SUBJECT_KEY_IDENTIFIER);
        return unless(
                found.isEmpty()
                        || found.get()
                                .equals(Extensions.subjectKeyIdentifier(
                                        s.certificate().key().keyIdentifier())),
                "subjectKeyIdentifier is not computed from the key, or is critical");
    }
}
