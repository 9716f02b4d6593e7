package pk.muhr.revocation.ocsp;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.OcspSigner;
import pk.muhr.lint.Linter;
import pk.muhr.policy.Finding;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/**
 * Lets every rule look at the first answer of each shape and at every thousandth after it, before they are signed. What
 * must hold in every answer holds by construction; this notices when that is not so any more.
 */
@ApplicationScoped
class AnswerSample {

    private static final long EVERY = 1000;
    private static final int MOST_SHAPES = 10_000;

    private final Linter linter;
    private final ActivePolicy policy;
    private final Clock clock;
    private final Map<Shape, AtomicLong> seen = new ConcurrentHashMap<>();

    AnswerSample(Linter linter, ActivePolicy policy, Clock clock) {
        this.linter = linter;
        this.policy = policy;
        this.clock = clock;
    }

    /** What makes answers of one responder alike. */
    private record Shape(Sha256 responder, Sha256 policy, List<String> statuses, boolean nonce, boolean cut) {}

    /**
     * Looks at an answer, if it is its turn.
     *
     * @throws IllegalStateException when it breaks a rule; it must not be signed
     */
    void look(
            Der data,
            OcspSigner signer,
            CertificateAuthority authority,
            List<String> statuses,
            boolean nonce,
            ResponseTimes times) {
        Shape shape = new Shape(
                signer.certificate().fingerprint(),
                policy.bundle().hash(),
                statuses,
                nonce,
                times.nextUpdate().equals(signer.certificate().notAfter()));
        if (seen.size() >= MOST_SHAPES) {
            seen.clear();
        }
        AtomicLong count = seen.get(shape);
        if (count != null && count.incrementAndGet() % EVERY != 0) {
            return;
        }
        List<Finding> findings = linter.judgeOcspResponse(
                data, signer.certificate(), authority.certificate(), policy.bundle(), clock.instant());
        if (!findings.isEmpty()) {
            seen.remove(shape);
            throw new IllegalStateException("an OCSP answer breaks rules and was not signed: " + findings);
        }
        seen.putIfAbsent(shape, new AtomicLong()); // not before: until one has passed, each of the shape is looked at
    }
}
