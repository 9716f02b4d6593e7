package pk.muhr.lint.key;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.DebianWeakKeys;

/** The key is none of those that Debian's OpenSSL made while its random generator was broken. */
final class DebianWeakKey extends CertificateRule {

    private static final DebianWeakKeys KNOWN = DebianWeakKeys.known();

    DebianWeakKey() {
        super("key-debian-weak", "BR §6.1.1.3, CVE-2008-0166", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                !KNOWN.contains(s.certificate().key()),
                "the key is one that Debian's OpenSSL of 2006 to 2008 could make");
    }
}
