package pk.muhr.lint.ocspresponse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.bouncycastle.asn1.ocsp.SingleResponse;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** Every answer says until when it is good: eight hours at least, and no longer than the floors permit. */
final class NextUpdate extends OcspResponseRule {

    private static final Duration SHORTEST = Duration.ofHours(8);

    NextUpdate() {
        super("ocsp-next-update", "BR §4.9.10, RFC 5019 §2.2.4");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        for (SingleResponse single : s.singles()) {
            if (single.getNextUpdate() == null) {
                return Optional.of("nextUpdate is missing");
            }
            Instant next = OcspResponseSubject.time(single.getNextUpdate());
            Duration length = Duration.between(OcspResponseSubject.time(single.getThisUpdate()), next);
            boolean cut = next.equals(s.responder().notAfter());
            boolean right = length.isPositive()
                    && (cut || length.compareTo(SHORTEST) >= 0)
                    && length.compareTo(s.longestValidity()) <= 0;
            if (!right) {
                return Optional.of("an answer that is good for " + length);
            }
        }
        return Optional.empty();
    }
}
