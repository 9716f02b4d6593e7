package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** A serial number is positive, fits 20 octets and can hold the random bits that the floors ask. */
final class SerialNumberEntropy extends CertificateRule {

    SerialNumberEntropy() {
        super("serial-number", "RFC 5280 §4.1.2.2, BR §7.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        int bits = s.certificate().serial().value().bitLength();
        int least = s.bundle().floors().minimumSerialBits();
        return unless(
                bits >= least, () -> "a serial number of " + bits + " bits cannot hold " + least + " random ones");
    }
}
