package pk.muhr.evidence.certificate;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Decisions;
import pk.muhr.enrolment.EvidenceFiles;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.RecordedRequest;
import pk.muhr.enrolment.Requests;
import pk.muhr.evidence.RecordedPolicies;
import pk.muhr.evidence.Relint;
import pk.muhr.evidence.export.RecordProofs;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.BodySearch;
import pk.muhr.identity.PersonId;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.revocation.history.StatusEvent;
import pk.muhr.revocation.history.StatusHistory;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Sha256;

/** Puts together what is on record of a certificate. */
@ApplicationScoped
public class CertificateEvidences {

    private final IssuedCertificates certificates;
    private final AuditRecords audit;
    private final Requests requests;
    private final Decisions decisions;
    private final EvidenceFiles files;
    private final BodySearch bodies;
    private final ReliedProofs proofs;
    private final Relint relint;
    private final RecordedPolicies policies;
    private final StatusHistory history;
    private final Hierarchy hierarchy;
    private final CertificateRecords records;
    private final RecordProofs recordProofs;
    private final Clock clock;

    CertificateEvidences(
            IssuedCertificates certificates,
            AuditRecords audit,
            Requests requests,
            Decisions decisions,
            EvidenceFiles files,
            BodySearch bodies,
            ReliedProofs proofs,
            Relint relint,
            RecordedPolicies policies,
            StatusHistory history,
            Hierarchy hierarchy,
            CertificateRecords records,
            RecordProofs recordProofs,
            Clock clock) {
        this.certificates = certificates;
        this.audit = audit;
        this.requests = requests;
        this.decisions = decisions;
        this.files = files;
        this.bodies = bodies;
        this.proofs = proofs;
        this.relint = relint;
        this.policies = policies;
        this.history = history;
        this.hierarchy = hierarchy;
        this.records = records;
        this.recordProofs = recordProofs;
        this.clock = clock;
    }

    /** Everything of the one with this fingerprint, for somebody who looks; that they did is on record. */
    public Optional<CertificateEvidence> take(Sha256 fingerprint, Actor by) {
        return certificates.find(fingerprint).map(issued -> {
            audit.appendAlone(AuditEvent.success("EVIDENCE_TAKEN", by, Map.of()).withSubject(fingerprint.hex()));
            return of(issued);
        });
    }

    /** Everything of this one. */
    public CertificateEvidence of(IssuedCertificate issued) {
        Certificate certificate = issued.certificate();
        Optional<RecordedRequest> request = issued.request().flatMap(id -> requests.find(id, Optional.empty()));
        Instant asked = request.map(RecordedRequest::submittedAt).orElse(issued.issuedAt());
        return new CertificateEvidence(
                document(issued),
                request.map(this::asked),
                issued.body().flatMap(body -> agreement(body, asked)),
                proofs.of(certificate.fingerprint()),
                request.map(this::approvals).orElse(List.of()),
                request.flatMap(each -> decisions.of(each.id()))
                        .map(decision -> new CertificateEvidence.DecisionPart(
                                decision.kind().label(), decision.by().value(), decision.reason(), decision.at())),
                lints(issued),
                new CertificateEvidence.PublicationPart(
                        certificate.addresses(), history.list(issued.authority(), certificate, clock.instant())),
                status(issued),
                records.of(issued).stream().map(recordProofs::of).toList());
    }

    private static CertificateEvidence.CertificatePart document(IssuedCertificate issued) {
        Certificate certificate = issued.certificate();
        return new CertificateEvidence.CertificatePart(
                certificate.fingerprint().hex(),
                certificate.serial().hex(),
                issued.authority().toString(),
                issued.profile().value(),
                certificate.policies(),
                issued.policy().hex(),
                issued.body().map(BodyId::value),
                issued.person().map(PersonId::value),
                issued.issuedAt(),
                certificate.notBefore(),
                certificate.notAfter(),
                certificate.pem());
    }

    private CertificateEvidence.RequestPart asked(RecordedRequest request) {
        NewRequest content = requests.content(request);
        Map<String, Object> names = new LinkedHashMap<>();
        content.names().ifPresent(given -> {
            given.attributes().forEach((type, value) -> names.put(type.label(), value));
            names.put("subjectAltName", given.alternativeNames());
        });
        return new CertificateEvidence.RequestPart(
                request.id(),
                request.requester().value(),
                request.submittedAt(),
                content.csr().pem(),
                names,
                content.renews().map(Sha256::hex),
                request.contentHash().hex(),
                request.decision().map(RecordedRequest.Awaited::approvals).orElse(0),
                files.of(request.id()).stream()
                        .map(file -> new CertificateEvidence.FilePart(
                                file.sha256().hex(),
                                file.kind().mediaType(),
                                file.size(),
                                file.by().value(),
                                file.at()))
                        .toList());
    }

    private Optional<CertificateEvidence.AgreementPart> agreement(BodyId body, Instant at) {
        return bodies.agreement(body, at)
                .map(accepted -> new CertificateEvidence.AgreementPart(
                        accepted.version(), accepted.text().hex(), accepted.acceptedBy(), accepted.acceptedAt()));
    }

    private List<CertificateEvidence.ApprovalPart> approvals(RecordedRequest request) {
        return decisions.approvals(request.id()).stream()
                .map(approval -> new CertificateEvidence.ApprovalPart(
                        approval.by().value(),
                        approval.certificate().map(Sha256::hex),
                        approval.at(),
                        approval.counts()))
                .toList();
    }

    private CertificateEvidence.LintsPart lints(IssuedCertificate issued) {
        return new CertificateEvidence.LintsPart(
                issued.policy().hex(),
                relint.findings(issued, policies.named(issued.policy())).stream()
                        .map(Object::toString)
                        .toList());
    }

    private List<CertificateEvidence.StatusPart> status(IssuedCertificate issued) {
        Sha256 issuerKey = hierarchy
                .named(issued.authority().toString())
                .map(CertificateAuthority::certificate)
                .orElse(issued.certificate()) // a root that is being made
                .key()
                .fingerprint();
        return history.events(issuerKey, issued.certificate().serial(), clock.instant()).stream()
                .map(CertificateEvidences::document)
                .toList();
    }

    private static CertificateEvidence.StatusPart document(StatusEvent event) {
        return new CertificateEvidence.StatusPart(
                event.kind().label(),
                event.reason().label(),
                event.since(),
                event.invalidityDate(),
                event.by(),
                event.recordedAt());
    }
}
