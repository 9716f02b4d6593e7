package pk.muhr.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.resteasy.reactive.ResponseStatus;

/**
 * Gives every call in the OpenAPI description a short name, the status that it answers with, and examples of what goes in
 * and comes out: those of {@code META-INF/openapi.yaml}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CallsInDescription implements OASFilter {

    private static final String RESOURCE = "Resource_";
    private static final String OK = "200";

    /** What a method says of its media type for the choice between several; it is no part of the type. */
    private static final String PREFERENCE = ";qs=.*";

    /** By the name of a call, the status that its method says. */
    private final Map<String, String> statuses;

    /** Made by the framework, when it builds the program. */
    public CallsInDescription(IndexView program) {
        statuses = program.getAnnotations(DotName.createSimple(ResponseStatus.class)).stream()
                .collect(Collectors.toMap(
                        said -> said.target().asMethod().declaringClass().simpleName() + "_"
                                + said.target().asMethod().name(),
                        CallsInDescription::status,
                        (once, _) -> once)); // an index of several parts has some classes twice
    }

    private static String status(AnnotationInstance said) {
        return Integer.toString(said.value().asInt());
    }

    @Override
    public void filterOpenAPI(OpenAPI description) {
        Map<String, Example> examples = description.getComponents().getExamples();
        description.getPaths().getPathItems().values().forEach(path -> path.getOperations()
                .values()
                .forEach(operation -> complete(operation, examples)));
    }

    private void complete(Operation call, Map<String, Example> examples) {
        APIResponses answers = call.getResponses();
        String status = statuses.get(call.getOperationId());
        if (status != null && answers.hasAPIResponse(OK)) {
            answers.addAPIResponse(status, answers.getAPIResponse(OK));
            answers.removeAPIResponse(OK);
        }
        call.setOperationId(call.getOperationId().replace(RESOURCE, "_"));
        if (call.getRequestBody() != null) {
            show(call.getRequestBody().getContent(), call.getOperationId(), examples);
        }
        answers.getAPIResponses().entrySet().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .map(Map.Entry::getValue)
                .map(APIResponse::getContent)
                .forEach(content -> show(content, call.getOperationId(), examples));
    }

    private static void show(Content content, String call, Map<String, Example> examples) {
        if (content != null) {
            new LinkedHashMap<>(content.getMediaTypes()).forEach((name, type) -> {
                show(type, call, examples);
                content.removeMediaType(name);
                content.addMediaType(name.replaceFirst(PREFERENCE, ""), type);
            });
        }
    }

    private static void show(MediaType type, String call, Map<String, Example> examples) {
        Schema schema = type.getSchema();
        if (schema == null || "binary".equals(schema.getFormat())) {
            return;
        }
        boolean several = schema.getItems() != null;
        String name = name(several ? schema.getItems() : schema, call);
        Example example = examples.get(name);
        if (example != null) {
            type.addExample(
                    name,
                    several
                            ? OASFactory.createExample().value(List.of(example.getValue()))
                            : OASFactory.createExample().ref(name));
        }
    }

    /** What the example of a schema is called: as the schema, else as the call. */
    private static String name(Schema schema, String call) {
        return schema.getRef() == null
                ? call
                : schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
    }
}
