package pk.muhr.lint.tls;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.NameKind;

/** A common name repeats one of the alternative names, character by character. */
final class CommonNameIsName extends CertificateRule {

    CommonNameIsName() {
        super("tls-common-name", "BR §7.1.4.3", Scope.of(CertificateType.TLS_SERVER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> names = s.names(NameKind.DNS);
        for (String name : s.values(AttributeType.COMMON_NAME)) {
            if (!names.contains(name)) {
                return Optional.of("the common name " + name + " is none of the alternative names");
            }
        }
        return Optional.empty();
    }
}
