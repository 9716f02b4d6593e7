package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Instant;
import java.util.Optional;

import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.RevokedInfo;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** Who says of a number that was never used that it is revoked says that it speaks so. */
final class ExtendedRevoke extends OcspResponseRule {

    ExtendedRevoke() {
        super("ocsp-extended-revoke-declared", "RFC 6960 §4.4.8");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        return unless(
                s.extension(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke).isPresent()
                        || s.singles().stream()
                                .filter(single -> single.getCertStatus().getTagNo() == 1)
                                .map(single -> RevokedInfo.getInstance(
                                        single.getCertStatus().getStatus()))
                                .map(revoked -> OcspResponseSubject.time(revoked.getRevocationTime()))
                                .noneMatch(Instant.EPOCH::equals),
                "a number that was never used is revoked, and no extension says that this is meant");
    }
}
