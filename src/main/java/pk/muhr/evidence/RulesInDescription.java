package pk.muhr.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;

import pk.muhr.lint.Linter;

/** Lists in the OpenAPI description the problems that the rules of certificates give: each is named by its rule. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class RulesInDescription implements OASFilter {

    private static final String TYPES = "x-problem-types";

    /** Made by the framework. */
    public RulesInDescription() {}

    @Override
    public void filterOpenAPI(OpenAPI description) {
        Components components = description.getComponents();
        List<Object> types =
                new ArrayList<>((List<?>) components.getExtensions().get(TYPES));
        Linter.certificateRules().forEach(rule -> types.add(type(rule)));
        components.addExtension(TYPES, types);
    }

    private static Map<String, Object> type(Linter.Entry rule) {
        Map<String, Object> type = new LinkedHashMap<>();
        type.put("type", "urn:muhr:problem:" + rule.id());
        type.put("status", 422);
        type.put("title", "The request was refused");
        type.put("fix", "change what value names to what " + rule.citation().clause() + " permits");
        return type;
    }
}
