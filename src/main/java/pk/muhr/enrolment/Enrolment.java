package pk.muhr.enrolment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import pk.muhr.issuance.IssuedCertificate;

/** A request on record with all that became of it. */
public record Enrolment(
        RecordedRequest request,
        List<Approval> approvals,
        Optional<Decision> decision,
        Optional<IssuedCertificate> certificate) {

    /** Whether people may still turn it down or take it back. */
    public boolean isOpen(Instant now) {
        return request.decision().isPresent() && Set.of("validated", "approved").contains(state(now));
    }

    /** How many officers' approvals stand. */
    public long given() {
        return approvals.stream()
                .filter(Approval::counts)
                .map(Approval::by)
                .distinct()
                .count();
    }

    /** Whether it was approved by some whose approval stands no more, and is too few without. */
    boolean lacksApprovals() {
        return decision.filter(made -> made.kind() == Decision.Kind.APPROVED).isPresent()
                && request.decision()
                        .filter(awaited -> given() < awaited.approvals())
                        .isPresent();
    }

    /** Its state at a moment, by the names of the API. */
    public String state(Instant now) {
        if (certificate.isPresent()) {
            return "issued";
        }
        if (request.decision().isEmpty()) {
            return "approved"; // by the policy
        }
        Optional<Decision.Kind> decided =
                decision.filter(_ -> !lacksApprovals()).map(Decision::kind);
        boolean over = !now.isBefore(request.decision().get().until());
        return over && decided.filter(kind -> kind != Decision.Kind.APPROVED).isEmpty()
                ? "expired"
                : decided.map(Decision.Kind::label).orElse("validated");
    }
}
