package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** The issuer is a copy of the authority's subject. */
final class IssuerBytes extends RevocationListRule {

    IssuerBytes() {
        super("crl-issuer-bytes", "RFC 5280 §5.1.2.3");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        return unless(
                s.list().issuer().equals(s.issuer().subject()),
                "the issuer is not the authority's subject, byte for byte");
    }
}
