package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.x509.Der;

/** The bytes are DER, and no other way to write the same. */
final class ListDerEncoding extends RevocationListRule {

    ListDerEncoding() {
        super("crl-der-encoding", "X.690 §10, §11");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        Der bytes = s.list().der();
        return unless(Der.of(bytes.decode()).equals(bytes), "the bytes are not the DER of what they say");
    }
}
