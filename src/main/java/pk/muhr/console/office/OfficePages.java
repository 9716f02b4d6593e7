package pk.muhr.console.office;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import pk.muhr.console.CertificateFacts;
import pk.muhr.console.Frame;
import pk.muhr.console.Said;
import pk.muhr.identity.BodyRecord;
import pk.muhr.policy.CertificateProfile;

/** The templates of these pages. */
@CheckedTemplate(basePath = "console/office")
final class OfficePages {

    private OfficePages() {}

    static native TemplateInstance queue(
            Frame page,
            QueueResource.Sought sought,
            List<CertificateProfile> profiles,
            List<QueueResource.Line> lines,
            Optional<UUID> next);

    static native TemplateInstance request(
            Frame page, RequestView view, Optional<CertificateFacts> comes, Said said, Rejection rejection);

    static native TemplateInstance certificates(
            Frame page,
            IssuedListResource.Sought sought,
            List<CertificateProfile> profiles,
            List<IssuedListResource.Line> lines,
            Optional<String> next);

    static native TemplateInstance certificate(Frame page, IssuedView view, CertificateFacts facts, Said said);

    static native TemplateInstance bodies(
            Frame page, String q, String state, List<BodyRecord> bodies, Optional<String> next);

    static native TemplateInstance body(Frame page, BodyView view, Said said);
}
