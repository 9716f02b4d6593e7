package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import org.bouncycastle.asn1.ocsp.RevokedInfo;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** Nothing is revoked in the future. */
final class RevocationTime extends OcspResponseRule {

    RevocationTime() {
        super("ocsp-revocation-time", "RFC 6960 §4.2.1");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        return unless(
                s.singles().stream()
                        .filter(single -> single.getCertStatus().getTagNo() == 1)
                        .map(single ->
                                RevokedInfo.getInstance(single.getCertStatus().getStatus()))
                        .map(revoked -> OcspResponseSubject.time(revoked.getRevocationTime()))
                        .noneMatch(at -> at.isAfter(s.now())),
                "a revocationTime lies in the future");
    }
}
