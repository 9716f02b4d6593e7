package pk.muhr.lint.authentication;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.NameKind;

/** The common name of a machine repeats one of its names. */
final class DeviceCommonName extends CertificateRule {

    DeviceCommonName() {
        super(
                "authentication-device-common-name",
                "RFC 6125 §6.4.4, normative reference 4.8",
                Scope.of(CertificateType.AUTHENTICATION_DEVICE));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> names = s.names(NameKind.DNS);
        return unless(
                names.containsAll(s.values(AttributeType.COMMON_NAME)),
                "the common name is none of the machine's names");
    }
}
