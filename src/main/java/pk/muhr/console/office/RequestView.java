package pk.muhr.console.office;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import pk.muhr.enrolment.Approval;
import pk.muhr.enrolment.Decision;
import pk.muhr.enrolment.EvidenceFiles;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.RecordedRequest;
import pk.muhr.evidence.certificate.CertificateEvidence.ProofPart;
import pk.muhr.identity.PersonId;
import pk.muhr.issuance.CertificateRules.KeptRule;
import pk.muhr.policy.ApprovalNeeds;
import pk.muhr.problem.Problem;
import pk.muhr.x509.Sha256;

/**
 * A request as an officer reads it.
 *
 * @param bodyName legal name of the body
 * @param purpose title of the profile
 * @param stateKey of its word
 * @param given approvals that count
 * @param decidable whether it waits for a decision
 * @param own whether the visitor asked for it, or acts for its body
 * @param mine whether an approval that counts is the visitor's
 * @param coming what it would become, or became
 * @param issued SHA-256 of the certificate that it led to
 * @param next another request that waits
 */
public record RequestView(
        RecordedRequest request,
        NewRequest asked,
        String bodyName,
        String purpose,
        String stateKey,
        List<Approval> approvals,
        long given,
        Optional<Decision> decision,
        boolean decidable,
        boolean own,
        boolean mine,
        List<EvidenceFiles.Attached> files,
        Coming coming,
        Optional<Sha256> issued,
        Optional<String> next) {

    private static final int KILO = 1000;

    /** A name in the certificate, and what it rests on. */
    public record NameProof(String name, String kind, Optional<String> method, Optional<Instant> at) {

        static NameProof of(String name, Optional<ProofPart> proof) {
            return new NameProof(
                    name,
                    proof.map(ProofPart::kind).orElse("unknown"),
                    proof.flatMap(ProofPart::method),
                    proof.flatMap(ProofPart::provedAt));
        }
    }

    /**
     * The certificate beside the request; empty lists where there is none.
     *
     * @param refusal why there is none
     * @param unavailable whether that could not be found out
     */
    public record Coming(
            List<Difference> differences,
            List<NameProof> proofs,
            List<KeptRule> rules,
            Optional<Problem> refusal,
            boolean unavailable) {

        static Coming none(Optional<Problem> refusal, boolean unavailable) {
            return new Coming(List.of(), List.of(), List.of(), refusal, unavailable);
        }
    }

    /** How many officers must agree. */
    public int needed() {
        return request.decision().map(RecordedRequest.Awaited::approvals).orElse(0);
    }

    /** Whether officers must show their certificate. */
    public boolean needsCertificate() {
        return request.decision()
                .filter(awaited -> awaited.needs() == ApprovalNeeds.CERTIFICATE)
                .isPresent();
    }

    /** Who asked. */
    public PersonId requester() {
        return request.requester();
    }

    /** The size of a file for people, rounded up. */
    public int kilobytes(EvidenceFiles.Attached file) {
        return (file.size() + KILO - 1) / KILO;
    }
}
