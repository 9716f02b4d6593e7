package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;

/** The authority key identifier is the authority's subject key identifier and nothing else. */
final class AuthorityKeyIdentifierAlone extends RevocationListRule {

    AuthorityKeyIdentifierAlone() {
        super("crl-authority-key-identifier", "RFC 5280 §5.2.1");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        Extension expected = Extensions.authorityKeyIdentifier(
                s.issuer().subjectKeyIdentifier().orElseThrow());
        return unless(
                s.list().extensions().contains(expected),
                "authorityKeyIdentifier is not the authority's subject key identifier alone");
    }
}
