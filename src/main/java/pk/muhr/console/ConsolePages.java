package pk.muhr.console;

import java.util.List;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import pk.muhr.problem.Problem;

/** The pages that belong to nobody in particular. */
@CheckedTemplate(basePath = "console")
final class ConsolePages {

    private ConsolePages() {}

    static native TemplateInstance login(
            Frame page,
            String next,
            Boolean certificate,
            Boolean unknown,
            Boolean provider,
            List<DevelopmentPeople.Group> people);

    static native TemplateInstance account(Frame page);

    static native TemplateInstance large(Frame page, String id);

    static native TemplateInstance problem(Frame page, Problem problem, String id, String title);
}
