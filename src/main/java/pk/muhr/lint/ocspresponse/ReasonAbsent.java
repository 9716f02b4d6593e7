package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.Extension;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** The reason of a revocation stands in the status, never in an extension. */
final class ReasonAbsent extends OcspResponseRule {

    ReasonAbsent() {
        super("ocsp-no-reason-extension", "BR §7.3.2");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        return unless(
                s.singles().stream()
                        .map(SingleResponse::getSingleExtensions)
                        .allMatch(all -> all == null || all.getExtension(Extension.reasonCode) == null),
                "a single answer has an extension with a reason");
    }
}
