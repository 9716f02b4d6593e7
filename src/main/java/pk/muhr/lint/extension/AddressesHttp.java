package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** Addresses of CRLs, responders and issuers are plain http: https would need this very check first. */
final class AddressesHttp extends CertificateRule {

    AddressesHttp() {
        super("addresses-http", "BR §7.1.2.11.2, RFC 5280 §8", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> wrong = new ArrayList<>();
        for (String address : s.certificate().addresses()) {
            if (!address.startsWith("http://")) {
                wrong.add(address);
            }
        }
        return unless(wrong.isEmpty(), () -> "these addresses are not plain http: " + wrong);
    }
}
