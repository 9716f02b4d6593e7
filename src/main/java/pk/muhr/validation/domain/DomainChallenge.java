package pk.muhr.validation.domain;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.validation.DomainMethod;
import pk.muhr.validation.DomainProof;
import pk.muhr.x509.DnsName;

/**
 * A value that a body is to put where only whoever controls the domain can.
 *
 * @param value random, never used for anything else
 * @param expiresAt first moment at which the value proves nothing any more
 */
public record DomainChallenge(
        UUID id, BodyId body, DnsName domain, DomainMethod method, String value, Instant issuedAt, Instant expiresAt) {

    /** BR 3.2.2.4.7, 3.2.2.4.18: a random value is good for 30 days. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final String LABEL = "_muhr-challenge.";

    /** With the label before it, a name has 253 characters still (RFC 1035 §2.3.4). */
    static final int LONGEST_DOMAIN = 253 - LABEL.length();

    public DomainChallenge {
        DomainProof.requireProvable(domain);
        if (!expiresAt.isAfter(issuedAt) || expiresAt.isAfter(issuedAt.plus(LONGEST))) {
            throw new IllegalArgumentException("a value is good for at most 30 days (BR 3.2.2.4.7): " + domain);
        }
    }

    /** Where the value goes: the name of a TXT record, or the address of a file. */
    public String place() {
        return switch (method) {
            case DNS_TXT -> LABEL + domain;
            case HTTP_FILE -> "http://" + domain + "/.well-known/pki-validation/muhr.txt";
        };
    }

    /** The address of the file. */
    URI address() {
        return URI.create(place());
    }

    /** What to do, in a sentence. */
    public String instruction() {
        return switch (method) {
            case DNS_TXT ->
                "Make a TXT record at " + place()
                        + " whose text is the value, and nothing else; then ask for the check.";
            case HTTP_FILE ->
                "Serve the value, and nothing else, as the file " + place()
                        + "; then ask for the check. It proves this one" + " name; dns-txt proves names below it too.";
        };
    }

    boolean isOpen(Instant at) {
        return at.isBefore(expiresAt);
    }
}
