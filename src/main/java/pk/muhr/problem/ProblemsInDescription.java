package pk.muhr.problem;

import java.util.Map;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says in the OpenAPI description what every call of the API answers when it refuses (RFC 9457). */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemsInDescription implements OASFilter {

    private static final String SCHEMA = "Problem";
    private static final Map<String, String> REFUSALS = Map.of(
            "400", "The request cannot be read",
            "401", "Who is calling is not proved",
            "403", "Not the caller's office, or not a name of the caller's body",
            "404", "There is no such thing, or it is not the caller's",
            "409", "It contradicts what is on record",
            "413", "The body is too long",
            "422", "A rule says no; the problem names it, its clause, the value and the fix",
            "503", "Token, database or policy cannot serve now; try again after Retry-After");

    /** Made by the framework. */
    public ProblemsInDescription() {}

    @Override
    public void filterOpenAPI(OpenAPI description) {
        if (description.getComponents() == null) {
            description.setComponents(OASFactory.createComponents());
        }
        description.getComponents().addSchema(SCHEMA, schema());
        description.getPaths().getPathItems().entrySet().stream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .map(Map.Entry::getValue)
                .map(PathItem::getOperations)
                .flatMap(operations -> operations.values().stream())
                .forEach(ProblemsInDescription::addRefusals);
    }

    private static void addRefusals(Operation operation) {
        REFUSALS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(refusal -> !operation.getResponses().hasAPIResponse(refusal.getKey())
                        || operation
                                        .getResponses()
                                        .getAPIResponse(refusal.getKey())
                                        .getContent()
                                == null)
                .forEach(refusal ->
                        operation.getResponses().addAPIResponse(refusal.getKey(), response(refusal.getValue())));
    }

    private static APIResponse response(String sentence) {
        return OASFactory.createAPIResponse()
                .description(sentence)
                .content(OASFactory.createContent()
                        .addMediaType(
                                ProblemDocument.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(SCHEMA))));
    }

    private static Schema schema() {
        Schema problem = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("RFC 9457 problem details, with members of our own");
        Map.of(
                        "type", "kind of problem, urn:muhr:problem:…",
                        "title", "the kind in a few words",
                        "detail", "what happened this time",
                        "rule", "the rule that said no",
                        "value", "the offending value",
                        "fix", "what would be accepted",
                        "clause", "the standard's clause behind the rule",
                        "policy", "file and line of the policy that decided",
                        "id", "random identifier of this occurrence, also in the log")
                .forEach((name, sentence) -> problem.addProperty(
                        name,
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.STRING)
                                .description(sentence)));
        problem.addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER));
        return problem;
    }
}
