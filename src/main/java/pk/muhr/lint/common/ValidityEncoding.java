package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Instant;
import java.util.Optional;

import org.bouncycastle.asn1.x509.Time;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Der;

/** Times are UTCTime to 2049 and GeneralizedTime from 2050, with seconds, in Zulu, without fractions. */
final class ValidityEncoding extends CertificateRule {

    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int UTC_LENGTH = "YYMMDDhhmmssZ".length();
    private static final int GENERALIZED_LENGTH = "YYYYMMDDhhmmssZ".length();
    private static final Instant FROM_2050 = Instant.parse("2050-01-01T00:00:00Z");

    ValidityEncoding() {
        super("validity-encoding", "RFC 5280 §4.1.2.5", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return wrong("notBefore", s.tbs().getStartDate(), s.certificate().notBefore())
                .or(() ->
                        wrong("notAfter", s.tbs().getEndDate(), s.certificate().notAfter()));
    }

    private static Optional<String> wrong(String name, Time time, Instant value) {
        byte[] der = Der.of(time).bytes();
        boolean early = value.isBefore(FROM_2050);
        boolean right = der[0] == (early ? UTC_TIME : GENERALIZED_TIME)
                && der[1] == (early ? UTC_LENGTH : GENERALIZED_LENGTH)
                && der[der.length - 1] == 'Z';
        return unless(
                right,
                () -> name + " must be a " + (early ? "UTCTime YYMMDDhhmmssZ" : "GeneralizedTime YYYYMMDDhhmmssZ"));
    }
}
