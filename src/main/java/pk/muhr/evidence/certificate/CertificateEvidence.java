package pk.muhr.evidence.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

import pk.muhr.evidence.export.RecordDocument.ProvedDocument;
import pk.muhr.revocation.history.ListInForce;

/**
 * All that is on record of one certificate.
 *
 * @param request absent for certificates of our own
 * @param agreement that the body had accepted when it asked
 * @param status every event, the first one first; none while it was always good
 * @param records audit records of it, the first one first, each with its proof
 */
@JsonInclude(Include.NON_ABSENT)
public record CertificateEvidence(
        CertificatePart certificate,
        Optional<RequestPart> request,
        Optional<AgreementPart> agreement,
        List<ProofPart> proofs,
        List<ApprovalPart> approvals,
        Optional<DecisionPart> decision,
        LintsPart lints,
        PublicationPart publication,
        List<StatusPart> status,
        List<ProvedDocument> records) {

    /**
     * The certificate.
     *
     * @param id SHA-256 of its DER
     * @param policy hash of the bundle that it was issued under
     * @param person account of the person whom it names
     */
    @JsonInclude(Include.NON_ABSENT)
    public record CertificatePart(
            String id,
            String serial,
            String authority,
            String profile,
            List<String> policyIdentifiers,
            String policy,
            Optional<String> body,
            Optional<String> person,
            Instant issuedAt,
            Instant notBefore,
            Instant notAfter,
            String pem) {}

    /**
     * What was asked for. A person's number is not kept.
     *
     * @param names attributes and alternative names, where the request had them apart from its CSR
     * @param renews the certificate that it follows
     * @param contentSha256 what approvals stand for
     */
    @JsonInclude(Include.NON_ABSENT)
    public record RequestPart(
            UUID id,
            String requester,
            Instant at,
            String csr,
            Map<String, Object> names,
            Optional<String> renews,
            String contentSha256,
            int approvalsNeeded,
            List<FilePart> evidence) {}

    /** A letter or a scan; fetch it at {@code /api/v1/requests/{id}/evidence/{sha256}}. */
    public record FilePart(String sha256, String mediaType, int size, String by, Instant at) {}

    /** The subscriber agreement. */
    public record AgreementPart(String version, String sha256, String acceptedBy, Instant at) {}

    /**
     * What a name or claim in it rests on.
     *
     * @param kind domain, mailbox, person, organization or key-protection
     * @param of the domain, the address, the account, the body or the key
     */
    @JsonInclude(Include.NON_ABSENT)
    public record ProofPart(
            String id,
            String kind,
            Optional<String> of,
            Optional<String> method,
            Optional<Instant> provedAt,
            Optional<Instant> endedAt) {}

    /** An officer's yes; {@code certificate} where one showed who they are. */
    @JsonInclude(Include.NON_ABSENT)
    public record ApprovalPart(String by, Optional<String> certificate, Instant at, boolean counts) {}

    /** What officers decided. */
    @JsonInclude(Include.NON_ABSENT)
    public record DecisionPart(String decision, String by, Optional<String> reason, Instant at) {}

    /**
     * Every rule let it pass before it was signed, or it would not be. Judged again now, by the rules of this program:
     *
     * @param policy hash of the bundle that it is judged by, the one that it was issued under
     * @param broken rules that object now, each with its clause and what it found
     */
    public record LintsPart(String policy, List<String> broken) {}

    /**
     * Where everybody finds it and its status.
     *
     * @param addresses that it carries
     * @param list the newest CRL that tells of it
     */
    @JsonInclude(Include.NON_ABSENT)
    public record PublicationPart(List<String> addresses, Optional<ListInForce> list) {}

    /** A hold, a release or a revocation; {@code since} is when it counts from. */
    @JsonInclude(Include.NON_ABSENT)
    public record StatusPart(
            String kind,
            String reason,
            Instant since,
            Optional<Instant> invalidityDate,
            String by,
            Instant recordedAt) {}
}
