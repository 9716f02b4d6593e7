package pk.muhr.enrolment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import pk.muhr.issuance.IssuedCertificate;

/** A request on record with all that became of it. */
public record Enrolment(
        RecordedRequest request,
        List<Approval> approvals,
        Optional<Decision> decision,
        Optional<IssuedCertificate> certificate) {

    /** Its state at a moment, by the names of the API. */
    public String state(Instant now) {
        if (certificate.isPresent()) {
            return "issued";
        }
        if (request.decision().isEmpty()) {
            return "approved"; // by the policy
        }
        Optional<Decision.Kind> decided = decision.map(Decision::kind);
        boolean over = !now.isBefore(request.decision().get().until());
        return over && decided.filter(kind -> kind != Decision.Kind.APPROVED).isEmpty()
                ? "expired"
                : decided.map(Decision.Kind::label).orElse("validated");
    }
}
