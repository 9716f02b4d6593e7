package pk.muhr.console.subscriber;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import pk.muhr.console.Frame;

/** The templates of these pages. */
@CheckedTemplate(basePath = "console/subscriber")
final class SubscriberPages {

    private SubscriberPages() {}

    static native TemplateInstance overview(Frame page, OverviewResource.Glance glance);

    static native TemplateInstance domains(Frame page, DomainsResource.Names names, DomainsResource.Typed typed);

    static native TemplateInstance task(Frame page, DomainsResource.Task task, Optional<Refused> why);

    static native TemplateInstance proved(Frame page, DomainsResource.Proved proved);

    static native TemplateInstance purposes(Frame page, List<Purpose> purposes);

    static native TemplateInstance names(
            Frame page,
            Purpose purpose,
            NamesForm form,
            Map<String, List<String>> choices,
            Map<String, String> said,
            String csr);

    static native TemplateInstance key(Frame page, KeyStep step);

    static native TemplateInstance preview(
            Frame page,
            Purpose purpose,
            Previewed previewed,
            Map<String, String> hidden,
            String action,
            List<String> back);

    static native TemplateInstance requests(Frame page, List<RequestView> requests, RequestsResource.Search search);

    static native TemplateInstance request(
            Frame page, RequestView request, List<RequestView.File> files, Optional<Refused> why);

    static native TemplateInstance timeline(Frame page, RequestView request);

    static native TemplateInstance certificates(
            Frame page, List<OwnCertificate> certificates, CertificatesResource.Search search);

    static native TemplateInstance certificate(
            Frame page, OwnCertificate own, CertificatesResource.Texts texts, Boolean renewable);

    static native TemplateInstance revoke(
            Frame page, OwnCertificate own, List<RevokeResource.Choice> choices, String missing, Optional<Refused> why);
}
