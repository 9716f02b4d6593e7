package pk.muhr.console.administration;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import pk.muhr.console.Frame;
import pk.muhr.console.Said;
import pk.muhr.evidence.report.Figures;
import pk.muhr.policy.BundleEdition;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.Sha256;

/** The templates of these pages. */
@CheckedTemplate(basePath = "console/administration")
final class AdministrationPages {

    private AdministrationPages() {}

    static native TemplateInstance authorities(
            Frame page, List<AuthoritiesResource.Standing> authorities, List<Checks.Datum> units);

    static native TemplateInstance status(Frame page, StatusResource.Now now);

    static native TemplateInstance units(Frame page, TimeStampUnitsResource.Now now);

    static native TemplateInstance charts(Frame page, Figures.Counted counted);

    static native TemplateInstance policy(
            Frame page,
            BundleEdition edition,
            List<PolicyBundles.Activation> history,
            List<PolicyPageResource.Proposed> proposals,
            Said said);

    static native TemplateInstance bundle(
            Frame page, Sha256 hash, Optional<BundleEdition> edition, SortedMap<String, String> files);

    static native TemplateInstance people(
            Frame page,
            PeopleResource.Form sought,
            List<String> roles,
            List<PeopleResource.Held> held,
            Optional<UUID> next,
            PeopleResource.Review review,
            PeopleResource.Form typed,
            Said said);

    static native TemplateInstance stop(
            Frame page,
            Boolean stopped,
            Boolean proposed,
            Boolean mine,
            List<StopResource.Spoken> words,
            Said said,
            String typed);
}
