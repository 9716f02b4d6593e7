package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Der;

/** The bytes are DER, and no other way to write the same. */
final class DerEncoding extends CertificateRule {

    DerEncoding() {
        super("der-encoding", "X.690 §10, §11", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Der bytes = s.certificate().der();
        return unless(Der.of(bytes.decode()).equals(bytes), "the bytes are not the DER of what they say");
    }
}
