package pk.muhr.lint.timestamping;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for certificates of time-stamping units (RFC 3161 §2.3, Code Signing BR §7.1.2.3). */
public final class TimeStampingRules {

    private TimeStampingRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new TimeStampingAlone(),
                new SignatureAlone(),
                new KeyUsagePeriod(),
                new Months135(),
                new RsaSizeOfUnit(),
                new SubjectOfUnit(),
                new NoAlternativeNames(),
                new StatusFindable());
    }
}
