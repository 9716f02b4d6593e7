package pk.muhr.problem;

import java.util.Map;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Says in the OpenAPI description what every call of the API answers when it refuses (RFC 9457). */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemsInDescription implements OASFilter {

    /** By status, the answer's name in {@code META-INF/openapi.yaml}. */
    private static final Map<String, String> REFUSALS = Map.of(
            "400",
            "Unreadable",
            "401",
            "Unproved",
            "403",
            "NotPermitted",
            "404",
            "Unknown",
            "409",
            "Contradicts",
            "413",
            "TooLong",
            "422",
            "Refused",
            "503",
            "Unavailable",
            APIResponses.DEFAULT,
            "Failed");

    /** Made by the framework. */
    public ProblemsInDescription() {}

    @Override
    public void filterOpenAPI(OpenAPI description) {
        description.getPaths().getPathItems().entrySet().stream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .map(Map.Entry::getValue)
                .map(PathItem::getOperations)
                .flatMap(operations -> operations.values().stream())
                .forEach(ProblemsInDescription::addRefusals);
    }

    private static void addRefusals(Operation operation) {
        APIResponses responses = operation.getResponses();
        REFUSALS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(refusal -> !responses.hasAPIResponse(refusal.getKey())
                        || responses.getAPIResponse(refusal.getKey()).getContent() == null)
                .forEach(refusal -> responses.addAPIResponse(
                        refusal.getKey(), OASFactory.createAPIResponse().ref(refusal.getValue())));
    }
}
