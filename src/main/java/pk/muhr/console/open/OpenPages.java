package pk.muhr.console.open;

import java.util.List;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.console.Frame;

/** The templates of these pages. */
@CheckedTemplate(basePath = "console/open")
final class OpenPages {

    private OpenPages() {}

    static native TemplateInstance home(Frame page, List<CertificateAuthority> authorities);
}
