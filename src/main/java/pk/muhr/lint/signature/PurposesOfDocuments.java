package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyPurpose;

/** The certificate is for documents and for nothing else. */
final class PurposesOfDocuments extends CertificateRule {

    private static final Set<String> PERMITTED =
            Set.of(KeyPurpose.DOCUMENT_SIGNING.oid(), KeyPurpose.MS_DOCUMENT_SIGNING.oid());

    PurposesOfDocuments() {
        super(
                "signature-purposes",
                "RFC 9336 §3, normative reference 4.6",
                Scope.of(CertificateType.DIGITAL_SIGNATURE, CertificateType.ESEAL));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.has(KeyPurpose.DOCUMENT_SIGNING) && PERMITTED.containsAll(s.purposes()),
                () -> "extKeyUsage " + s.purposes() + " must be documentSigning, at most with Microsoft's");
    }
}
