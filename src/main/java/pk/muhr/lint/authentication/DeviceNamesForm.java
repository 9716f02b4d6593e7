package pk.muhr.lint.authentication;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.NameKind;
import pk.muhr.x509.ServiceUri;

/** The names of a machine are single hosts and services in their canonical form. */
final class DeviceNamesForm extends CertificateRule {

    DeviceNamesForm() {
        super("authentication-device-names", "RFC 5280 §4.2.1.6", Scope.of(CertificateType.AUTHENTICATION_DEVICE));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (String name : s.names(NameKind.DNS)) {
            DnsName host = new DnsName(name);
            if (host.isWildcard() || !host.value().equals(name)) {
                return Optional.of("the name " + name + " is no single host in its canonical form");
            }
        }
        for (String name : s.names(NameKind.URI)) {
            if (!new ServiceUri(name).value().equals(name)) {
                return Optional.of("the address " + name + " is not in its canonical form");
            }
        }
        return Optional.empty();
    }
}
