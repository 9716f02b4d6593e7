package pk.muhr.lint.timestamping;

import static pk.muhr.lint.rule.Rule.unless;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x509.PrivateKeyUsagePeriod;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** The key signs for a time that is written down, begins with the certificate and ends with the floors' limit. */
final class KeyUsagePeriod extends CertificateRule {

    KeyUsagePeriod() {
        super("time-stamping-key-period", "EN 319 421, CSBR §6.3.2", Scope.of(CertificateType.TIME_STAMPING_UNIT));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        if (!s.has(Extensions.PRIVATE_KEY_USAGE_PERIOD, false)) {
            return Optional.of("privateKeyUsagePeriod must be there and not critical");
        }
        PrivateKeyUsagePeriod period = PrivateKeyUsagePeriod.getInstance(s.value(Extensions.PRIVATE_KEY_USAGE_PERIOD));
        if (period.getNotBefore() == null || period.getNotAfter() == null) {
            return Optional.of("privateKeyUsagePeriod must say when it begins and when it ends");
        }
        Instant begin = time(period.getNotBefore());
        Instant end = time(period.getNotAfter());
        Duration most = Duration.ofDays(s.bundle().floors().timeStampingKeyMaximumDays());
        boolean right = !begin.isBefore(s.certificate().notBefore())
                && begin.isBefore(end)
                && end.isBefore(s.certificate().notBefore().plus(most))
                && !end.isAfter(s.certificate().notAfter());
        return unless(
                right,
                () -> "privateKeyUsagePeriod from " + begin + " to " + end + " is not within the validity and the "
                        + most.toDays() + " days of floors.yaml");
    }

    private static Instant time(ASN1GeneralizedTime time) {
        try {
            return time.getDate().toInstant();
        } catch (ParseException e) {
            throw new IllegalArgumentException("privateKeyUsagePeriod holds no GeneralizedTime", e);
        }
    }
}
