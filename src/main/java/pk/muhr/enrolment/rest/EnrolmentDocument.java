package pk.muhr.enrolment.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.enrolment.Decision;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.EvidenceFiles;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.RecordedRequest;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.policy.RequestedNames;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Sha256;

/**
 * What a client receives about a request.
 *
 * @param contentSha256 what an approval names, so that nobody approves something else than they read
 * @param decision absent where the policy needs no human
 */
record EnrolmentDocument(
        UUID id,
        String state,
        String profile,
        String body,
        String requester,
        Instant submittedAt,
        String contentSha256,
        ContentDocument content,
        List<EvidenceDocument> evidence,
        DecisionDocument decision,
        CertificateDocument certificate) {

    /** A file beside the request, at {@code /api/v1/requests/{id}/evidence/{sha256}}; {@code size} in bytes. */
    record EvidenceDocument(String sha256, String mediaType, int size, String attachedBy, Instant attachedAt) {

        static EvidenceDocument of(EvidenceFiles.Attached file) {
            return new EvidenceDocument(
                    file.sha256().hex(),
                    file.kind().mediaType(),
                    file.size(),
                    file.by().value(),
                    file.at());
        }
    }

    /**
     * What is asked for, where one request or those that wait are looked at.
     *
     * @param key kind and size of the key in the request
     * @param renews the certificate that this one is to follow
     * @param names as they were asked for, but for a person's number, which is not kept; absent where the request in PEM
     *     names them
     */
    record ContentDocument(String csr, String key, String csrSubject, String renews, Map<String, Object> names) {

        static ContentDocument of(NewRequest request) {
            return new ContentDocument(
                    request.csr().pem(),
                    request.csr().key().label(),
                    request.csr().subject().toString(),
                    request.renews().map(Sha256::hex).orElse(null),
                    request.names().map(ContentDocument::names).orElse(null));
        }

        private static Map<String, Object> names(RequestedNames names) {
            Map<String, Object> shown = new TreeMap<>(names.alternativeNames());
            names.attributes().forEach((type, value) -> shown.put(type.label(), value));
            return shown;
        }
    }

    /**
     * How people decide about it.
     *
     * @param needed how many officers must approve
     * @param needs how each of them shows who they are: {@code token} or {@code certificate}
     * @param until when it is too late
     * @param made {@code approved}, {@code rejected} or {@code withdrawn}, once it is
     * @param reason of a rejection, for the requester to act on
     */
    record DecisionDocument(
            int needed,
            String needs,
            Instant until,
            List<ApprovalDocument> approvals,
            String made,
            String by,
            String reason,
            Instant at) {

        private static DecisionDocument of(RecordedRequest.Awaited awaited, Enrolment enrolment) {
            Optional<Decision> made = enrolment.decision();
            return new DecisionDocument(
                    awaited.approvals(),
                    awaited.needs().label(),
                    awaited.until(),
                    enrolment.approvals().stream()
                            .map(approval -> new ApprovalDocument(
                                    approval.by().value(),
                                    approval.certificate().map(Sha256::hex).orElse(null),
                                    approval.at(),
                                    approval.counts()))
                            .toList(),
                    made.map(decision -> decision.kind().label()).orElse(null),
                    made.map(decision -> decision.by().value()).orElse(null),
                    made.flatMap(Decision::reason).orElse(null),
                    made.map(Decision::at).orElse(null));
        }
    }

    /**
     * One officer's yes.
     *
     * @param certificate the SHA-256 of the one that showed who they are, if one did
     * @param counts not when the officer lost the role since, or that certificate was held or revoked
     */
    record ApprovalDocument(String by, String certificate, Instant at, boolean counts) {}

    /**
     * A certificate: {@code id} is its SHA-256, {@code chain} the issuer's PEM first and the root's last, {@code policy}
     * the SHA-256 of the bundle of policies it was issued under.
     */
    record CertificateDocument(String id, String serial, Instant notAfter, String policy, String pem, String chain) {

        static CertificateDocument of(IssuedCertificate issued, CertificateAuthority authority) {
            Certificate certificate = issued.certificate();
            return new CertificateDocument(
                    certificate.fingerprint().hex(),
                    certificate.serial().hex(),
                    certificate.notAfter(),
                    issued.policy().hex(),
                    certificate.pem(),
                    Certificate.pem(authority.chain()));
        }
    }

    static EnrolmentDocument of(
            Enrolment enrolment,
            Instant now,
            Optional<NewRequest> content,
            List<EvidenceFiles.Attached> evidence,
            Optional<CertificateDocument> certificate) {
        RecordedRequest request = enrolment.request();
        return new EnrolmentDocument(
                request.id(),
                enrolment.state(now),
                request.profile().value(),
                request.body().value(),
                request.requester().value(),
                request.submittedAt(),
                request.contentHash().hex(),
                content.map(ContentDocument::of).orElse(null),
                content.map(_ -> evidence.stream().map(EvidenceDocument::of).toList())
                        .orElse(null),
                request.decision()
                        .map(awaited -> DecisionDocument.of(awaited, enrolment))
                        .orElse(null),
                certificate.orElse(null));
    }
}
