package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.AUTHORITY;
import static pk.muhr.evidence.report.ReportDescription.BODY;
import static pk.muhr.evidence.report.ReportDescription.FROM;
import static pk.muhr.evidence.report.ReportDescription.PROFILE;
import static pk.muhr.evidence.report.ReportDescription.TO;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.evidence.RecordedPolicies;
import pk.muhr.evidence.Relint;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.policy.Finding;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Every certificate that was issued. */
@ApplicationScoped
class PopulationReport implements Report {

    private static final ReportDescription DESCRIPTION = ReportDescription.of(
            "population",
            "Every certificate, with its status now",
            "CP §8.6; BR §8.7; WebTrust for CAs, population of a sample",
            """
            at           when it was issued
            sha256       its fingerprint
            serial       its serial number
            authority    its issuer
            issuer       the issuer's name in it
            policyOids   policy identifiers in it
            profile      it was issued by
            policy       hash of the bundle that it was issued under
            body         it was issued to; absent for certificates of our own
            subject      its subject
            notBefore    its first moment
            notAfter     its last
            status       good, held or revoked; what it was when it ended
            reason       of the hold or revocation
            approvers    officers who approved its request
            lints        rules of its policy that object to it when it is judged again now
            otherLinters what programs of others found before it was signed and could not stop""",
            FROM,
            TO,
            AUTHORITY,
            PROFILE,
            BODY);

    /** In the order of an index. */
    static final String SELECT = """
            select o.recorded_at as key1, o.certificate_sha256 as key2, o.recorded_at as at, o.certificate_sha256 as sha256,
                   i.authority, i.issuer_key, i.profile, i.body,
                   array(select distinct a.approver from request_approval a where a.request = i.request) as approvers,
                   array(select a.details ->> 'found' from audit_record a
                         where a.subject = i.serial and a.event = 'EXTERNAL_LINTER_OBJECTS') as "otherLinters"
            from outcome o join intent i on i.id = o.intent where o.state = 'ISSUED'
            """;

    private final StorePages store;
    private final IssuedCertificates certificates;
    private final CertificateStatuses statuses;
    private final Relint relint;
    private final RecordedPolicies policies;

    PopulationReport(
            StorePages store,
            IssuedCertificates certificates,
            CertificateStatuses statuses,
            Relint relint,
            RecordedPolicies policies) {
        this.store = store;
        this.certificates = certificates;
        this.statuses = statuses;
        this.relint = relint;
        this.policies = policies;
    }

    @Override
    public ReportDescription description() {
        return DESCRIPTION;
    }

    @Override
    public void each(ReportQuery query, Reader reader) throws IOException {
        store.pages(DESCRIPTION, SELECT, query, page -> {
            List<IssuedCertificate> issued = certificates.all(page.stream()
                    .map(row -> new Sha256((String) row.get("sha256")))
                    .toList());
            Map<Sha256, List<SerialNumber>> serials = new HashMap<>();
            for (int at = 0; at < page.size(); at++) {
                serials.computeIfAbsent(issuerKey(page.get(at)), _ -> new ArrayList<>())
                        .add(issued.get(at).certificate().serial());
            }
            Map<Sha256, Map<SerialNumber, CertificateStatus>> found = new HashMap<>();
            serials.forEach((key, several) -> found.put(key, statuses.of(key, several)));
            for (int at = 0; at < page.size(); at++) {
                Map<String, Object> row = page.get(at);
                Certificate certificate = issued.get(at).certificate();
                put(row, issued.get(at));
                put(row, found.get(issuerKey(row)).get(certificate.serial()));
                reader.read(row);
            }
        });
    }

    private static Sha256 issuerKey(Map<String, Object> row) {
        return new Sha256((String) row.get("issuer_key"));
    }

    private void put(Map<String, Object> row, IssuedCertificate issued) {
        Certificate certificate = issued.certificate();
        row.put("serial", certificate.serial().hex());
        row.put("issuer", certificate.issuer().toString());
        row.put("subject", certificate.subject().toString());
        row.put("policyOids", certificate.policies());
        row.put("policy", issued.policy().hex());
        row.put("notBefore", certificate.notBefore());
        row.put("notAfter", certificate.notAfter());
        row.put(
                "lints",
                relint.findings(issued, policies.named(issued.policy())).stream()
                        .map(Finding::rule)
                        .distinct()
                        .toList());
    }

    private static void put(Map<String, Object> row, CertificateStatus status) {
        switch (status) {
            case CertificateStatus.Good _ -> row.put("status", "good");
            case CertificateStatus.Revoked revoked -> {
                row.put("status", revoked.reason() == RevocationReason.CERTIFICATE_HOLD ? "held" : "revoked");
                row.put("reason", revoked.reason().label());
            }
            case CertificateStatus.Unknown _ -> row.put("status", "unknown");
        }
    }
}
