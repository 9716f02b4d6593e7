package pk.muhr.lint.extension;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extension;

/** No extension stands twice. */
final class ExtensionsOnce extends CertificateRule {

    ExtensionsOnce() {
        super("extensions-once", "RFC 5280 §4.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Set<String> seen = new HashSet<>();
        for (Extension extension : s.certificate().extensions()) {
            if (!seen.add(extension.oid())) {
                return Optional.of("the extension " + extension.oid() + " stands twice");
            }
        }
        return Optional.empty();
    }
}
