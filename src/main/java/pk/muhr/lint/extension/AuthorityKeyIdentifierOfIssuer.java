package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;

/** The authority key identifier is the issuer's subject key identifier and nothing else. */
final class AuthorityKeyIdentifierOfIssuer extends CertificateRule {

    AuthorityKeyIdentifierOfIssuer() {
        super("authority-key-identifier", "RFC 5280 §4.2.1.1, BR §7.1.2.11.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Extension expected = Extensions.authorityKeyIdentifier(
                s.issuer().subjectKeyIdentifier().orElseThrow());
        return unless(
                s.extension(Extensions.AUTHORITY_KEY_IDENTIFIER).equals(Optional.of(expected)),
                "authorityKeyIdentifier must be the issuer's subject key identifier alone and not critical");
    }
}
