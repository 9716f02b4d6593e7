package pk.muhr.console.auditor;

import java.util.List;
import java.util.Optional;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import pk.muhr.console.CertificateFacts;
import pk.muhr.console.Frame;
import pk.muhr.evidence.certificate.CertificateEvidence;
import pk.muhr.problem.Problem;

/** The templates of these pages. */
@CheckedTemplate(basePath = "console/auditor")
final class AuditorPages {

    private AuditorPages() {}

    static native TemplateInstance search(
            Frame page,
            Filters filters,
            List<String> authorities,
            AuditSearchResource.Found found,
            Optional<Problem> refused);

    static native TemplateInstance trail(
            Frame page, CertificateEvidence trail, CertificateFacts facts, List<ProvedLine> records);

    static native TemplateInstance sample(
            Frame page, Filters filters, Optional<SampleResource.Sample> sample, Optional<Problem> refused);

    static native TemplateInstance refusals(
            Frame page, Filters filters, RefusalsResource.Refusals found, Optional<Problem> refused);

    static native TemplateInstance export(
            Frame page, Filters filters, List<String> authorities, Optional<Problem> refused);

    static native TemplateInstance proof(
            Frame page, String seq, String document, Boolean unknown, List<ProofResource.Step> steps);
}
