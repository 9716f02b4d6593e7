package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.KeyPurpose;

/** No authority is a responder for the authority above it. */
final class SignsNoOcsp extends CertificateRule {

    SignsNoOcsp() {
        super("ca-signs-no-ocsp", "incident 29 (2020), RFC 6960 §4.2.2.2", Scope.AUTHORITIES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                !s.has(KeyPurpose.OCSP_SIGNING), "an authority's certificate must not have OCSPSigning in extKeyUsage");
    }
}
