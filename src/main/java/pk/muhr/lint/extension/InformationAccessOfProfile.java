package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.GeneralName;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile.Access;
import pk.muhr.x509.Extensions;

/** The authority information access names what the profile names, once each, as addresses. */
final class InformationAccessOfProfile extends CertificateRule {

    InformationAccessOfProfile() {
        super("authority-information-access", "BR §7.1.2.7.7, RFC 5280 §4.2.2.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        if (!s.has(Extensions.AUTHORITY_INFO_ACCESS)) {
            return Optional.empty();
        }
        List<String> found = new ArrayList<>();
        boolean addresses = true;
        for (AccessDescription access : AuthorityInformationAccess.getInstance(
                        s.value(Extensions.AUTHORITY_INFO_ACCESS))
                .getAccessDescriptions()) {
            found.add(access.getAccessMethod().getId());
            addresses &= access.getAccessLocation().getTagNo() == GeneralName.uniformResourceIdentifier;
        }
        List<String> expected = new ArrayList<>();
        for (Access access : s.profile().authorityInfoAccess()) {
            expected.add(
                    (access == Access.OCSP ? AccessDescription.id_ad_ocsp : AccessDescription.id_ad_caIssuers).getId());
        }
        boolean right = addresses
                && s.has(Extensions.AUTHORITY_INFO_ACCESS, false)
                && found.size() == expected.size()
                && found.containsAll(expected);
        return unless(right, () -> "authorityInfoAccess " + found + " must not be critical and be " + expected);
    }
}
