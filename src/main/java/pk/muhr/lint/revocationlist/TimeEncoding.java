package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Instant;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x509.Time;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.x509.Der;

/** The times of a list are UTCTime to 2049 and GeneralizedTime from 2050, with seconds, in Zulu. */
final class TimeEncoding extends RevocationListRule {

    private static final int UTC_LENGTH = "YYMMDDhhmmssZ".length();
    private static final int GENERALIZED_LENGTH = "YYYYMMDDhhmmssZ".length();
    private static final Instant FROM_2050 = Instant.parse("2050-01-01T00:00:00Z");

    TimeEncoding() {
        super("crl-time-encoding", "RFC 5280 §5.1.2.4, §5.1.2.5");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        boolean right = right(s.encoded().getThisUpdate())
                && (s.encoded().getNextUpdate() == null || right(s.encoded().getNextUpdate()));
        return unless(right, "a time is not UTCTime to 2049 or GeneralizedTime from 2050, with seconds and Z");
    }

    private static boolean right(Time time) {
        byte[] der = Der.of(time).bytes();
        boolean early = time.getDate().toInstant().isBefore(FROM_2050);
        boolean utc = time.toASN1Primitive() instanceof ASN1UTCTime;
        return utc == early && der[1] == (early ? UTC_LENGTH : GENERALIZED_LENGTH) && der[der.length - 1] == 'Z';
    }
}
