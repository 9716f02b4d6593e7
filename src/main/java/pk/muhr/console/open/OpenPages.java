package pk.muhr.console.open;

import java.util.List;
import java.util.Optional;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.console.Frame;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.revocation.report.ProblemReport;

/** The templates of these pages. */
@CheckedTemplate(basePath = "console/open")
final class OpenPages {

    private OpenPages() {}

    static native TemplateInstance home(
            Frame page,
            HomeResource.Interactive interactive,
            List<AuthorityBranch> roots,
            Optional<PolicyBundle> bundle,
            Optional<Checkpoint> checkpoint);

    static native TemplateInstance check(Frame page, String note, String asked);

    static native TemplateInstance checked(Frame page, CheckedCertificate checked, Boolean several);

    static native TemplateInstance several(Frame page, String asked, List<CheckedCertificate> found);

    static native TemplateInstance report(Frame page, String note, ReportResource.Typed typed);

    static native TemplateInstance reported(Frame page, ProblemReport report);

    static native TemplateInstance stamp(Frame page, String note);

    static native TemplateInstance stamped(Frame page, CheckedTimeStamp checked);
}
