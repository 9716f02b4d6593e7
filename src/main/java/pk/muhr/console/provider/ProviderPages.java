package pk.muhr.console.provider;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import pk.muhr.console.Frame;

/** The templates of this log-in. */
@CheckedTemplate(basePath = "console/provider")
final class ProviderPages {

    private ProviderPages() {}

    static native TemplateInstance back(Frame page, String next);
}
