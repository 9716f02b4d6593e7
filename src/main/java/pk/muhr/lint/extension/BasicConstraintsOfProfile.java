package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;

/** The basic constraints are critical, with the profile's cA and path length, in DER. */
final class BasicConstraintsOfProfile extends CertificateRule {

    BasicConstraintsOfProfile() {
        super("basic-constraints", "RFC 5280 §4.2.1.9", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        CertificateProfile.BasicConstraints profile = s.profile().basicConstraints();
        Extension expected =
                profile.authority() ? Extensions.authority(profile.pathLen()) : Extensions.notAnAuthority();
        return unless(
                s.extension(Extensions.BASIC_CONSTRAINTS).equals(Optional.of(expected)),
                "basicConstraints must be critical, with the profile's cA and path length");
    }
}
