package pk.muhr.console.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import pk.muhr.console.CertificateFacts;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.policy.CertificateType;

/**
 * A certificate of the body.
 *
 * @param file what its files are called, but for their ending
 * @param days until its end; less than nothing after it
 */
public record OwnCertificate(
        IssuedCertificate issued,
        CertificateFacts facts,
        String purposeKey,
        StatusWords status,
        String file,
        long days) {

    private static final Duration SOON = Duration.ofDays(30);
    private static final int LONGEST_NAME = 60;

    static OwnCertificate of(IssuedCertificate issued, StatusWords status, Instant now) {
        CertificateFacts facts = CertificateFacts.of(issued.certificate());
        return new OwnCertificate(
                issued,
                facts,
                Purpose.key(issued.profile().value()),
                status,
                file(facts.title()),
                Duration.between(now, issued.certificate().notAfter()).toDays());
    }

    /** A name that every system takes for a file's. */
    private static String file(String title) {
        String plain = title.toLowerCase(Locale.ROOT)
                .replace("*", "wildcard")
                .replaceAll("[^a-z0-9.]+", "-")
                .replaceAll("^[-.]+|[-.]+$", "");
        String name = plain.isEmpty() ? "certificate" : plain;
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** Its SHA-256. */
    public String id() {
        return issued.certificate().fingerprint().hex();
    }

    /** Whether it is time for the next one. */
    public boolean isEndingSoon() {
        return status.isValid() && days < SOON.toDays();
    }

    /** Whether servers show it. */
    public boolean isForServers() {
        return is("tls-server") || is(CertificateType.AUTHENTICATION_DEVICE.label());
    }

    /** Whether mail programs use it. */
    public boolean isForMail() {
        return is("email-protection");
    }

    private boolean is(String beginning) {
        return issued.profile().value().startsWith(beginning);
    }
}
