package pk.muhr.enrolment.rest;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import pk.muhr.enrolment.NewRequest;
import pk.muhr.issuance.PreparedCertificate;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.NameKind;

/**
 * What a request would lead to: every rule of the policy and of the linter passed, every name is proved.
 *
 * @param subject as RFC 4514 writes it
 * @param approvals how many officers would have to agree
 * @param policy SHA-256 of the bundle of policies in force
 * @param contentSha256 what an approval of this request would name
 * @param tbs the TBSCertificate in base64, but for its serial number and times, which are taken anew when it is issued
 */
record PreviewDocument(
        String profile,
        String authority,
        String subject,
        Map<String, List<String>> subjectAltName,
        Instant notBefore,
        Instant notAfter,
        String key,
        List<String> keyPurposes,
        List<String> certificatePolicies,
        List<ProofDocument> proofs,
        int approvals,
        String policy,
        String contentSha256,
        String tbs) {

    /** What stands behind a name: the id of a proof of the body, of one of its domains or mailboxes, or of the person. */
    @Schema(name = "NameProof")
    record ProofDocument(String name, UUID proof) {}

    static PreviewDocument of(PreparedCertificate prepared, int approvals, NewRequest request) {
        Certificate content = prepared.content();
        Map<String, List<String>> names = new TreeMap<>();
        for (NameKind kind : NameKind.values()) {
            if (!content.names(kind).isEmpty()) {
                names.put(kind.label(), content.names(kind));
            }
        }
        return new PreviewDocument(
                prepared.profile().value(),
                prepared.authorityId().toString(),
                content.subject().toString(),
                names,
                content.notBefore(),
                content.notAfter(),
                content.key().label(),
                content.keyPurposes(),
                content.policies(),
                prepared.proofs().stream()
                        .map(proved -> new ProofDocument(proved.name(), proved.proof()))
                        .toList(),
                approvals,
                prepared.policy().hex(),
                request.contentHash().hex(),
                Base64.getEncoder().encodeToString(content.tbs().bytes()));
    }
}
