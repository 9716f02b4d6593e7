package pk.muhr.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;

/**
 * The OpenAPI description, as whoever writes a client reads it. It is kept as a file, from which clients are generated:
 * {@code -Dmuhr.write=true} writes the file anew.
 */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class DescriptionResourceTest {

    private static final Path FILE = Path.of("src/site/resources/openapi.json");
    private static final String PROBLEM = "application/problem+json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Test
    void saysOfEveryCallWhatItDoesAndHowItRefuses() {
        JsonNode description = description();
        List<String> summaries = new ArrayList<>();
        List<String> names = new ArrayList<>();
        calls(description).forEach((call, said) -> {
            assertThat(said.path("summary").asText()).as(call).isNotBlank();
            summaries.add(said.path("summary").asText());
            names.add(said.path("operationId").asText());
            JsonNode answers = said.path("responses");
            assertThat(answers.properties()).as(call).anyMatch(answer -> answer.getKey()
                    .startsWith("2"));
            for (String status : List.of("400", "401", "403", "404", "409", "413", "422", "503", "default")) {
                JsonNode refusal = resolved(description, answers.path(status));
                assertThat(refusal.at("/content")
                                .path(PROBLEM)
                                .at("/schema/$ref")
                                .asText())
                        .as("%s %s", call, status)
                        .isEqualTo("#/components/schemas/Problem");
            }
        });
        assertThat(summaries).doesNotHaveDuplicates();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z]+_[A-Za-z]+"));
    }

    @Test
    void namesEverySchemaByItsContent() {
        List<String> names = new ArrayList<>();
        description().at("/components/schemas").fieldNames().forEachRemaining(names::add);
        assertThat(names).hasSizeGreaterThan(70).noneMatch(name -> name.matches(".*\\d"));
    }

    @Test
    void showsWhatGoesInAndOutOfEveryCall() {
        JsonNode description = description();
        List<String> shown = new ArrayList<>();
        calls(description)
                .forEach((call, said) -> contents(said, (type, content) -> {
                    JsonNode schema = content.path("schema");
                    assertThat(type).as(call).doesNotContain("qs=");
                    assertThat(schema.isEmpty())
                            .as("schema of %s %s", call, type)
                            .isFalse();
                    if (!schema.path("format").asText().equals("binary")) {
                        assertThat(examples(description, content))
                                .as("examples of %s %s", call, type)
                                .isNotEmpty();
                        shown.add(call + type);
                    }
                }));
        assertThat(shown).hasSizeGreaterThan(100);
    }

    @Test
    void everyExampleIsWhatItsSchemaSays() {
        JsonNode description = description();
        JsonNode strict = strict(description);
        List<String> wrong = new ArrayList<>();
        calls(description)
                .forEach((call, said) -> contents(said, (type, content) -> {
                    JsonSchema schema = schema(strict, content.path("schema"));
                    examples(description, content).forEach(example -> schema.validate(example)
                            .forEach(message -> wrong.add(call + " " + type + ": " + message)));
                }));
        JsonNode problem = description.at("/components/examples/Problem/value");
        schema(strict, JSON.createObjectNode().put("$ref", "#/components/schemas/Problem"))
                .validate(problem)
                .forEach(message -> wrong.add("Problem: " + message));
        assertThat(wrong).isEmpty();
    }

    @Test
    void theFileIsWhatIsServed() throws IOException {
        String served =
                JSON.writeValueAsString(JSON.convertValue(description(), new TypeReference<Map<String, Object>>() {}))
                        + "\n";
        if (Boolean.getBoolean("muhr.write")) {
            Files.writeString(FILE, served);
        }
        assertThat(Files.readString(FILE))
                .as("write it anew with -Dtest=DescriptionResourceTest -Dmuhr.write=true")
                .isEqualTo(served);
    }

    private static JsonNode description() {
        try {
            return JSON.readTree(
                    Api.anonymous().accept("application/json").get("/q/openapi").asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The calls of the API, by method and path. */
    private static Map<String, JsonNode> calls(JsonNode description) {
        Map<String, JsonNode> calls = new TreeMap<>();
        description.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/api/v1/"))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(call -> call.getValue().has("responses"))
                        .forEach(call -> calls.put(call.getKey() + " " + path.getKey(), call.getValue())));
        assertThat(calls).hasSizeGreaterThan(50);
        return calls;
    }

    /** Every content that goes into a call, or comes out of one that succeeds, with its type. */
    private static void contents(JsonNode call, BiConsumer<String, JsonNode> each) {
        call.at("/requestBody/content")
                .properties()
                .forEach(content -> each.accept("request " + content.getKey(), content.getValue()));
        call.path("responses").properties().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .forEach(answer -> answer.getValue()
                        .path("content")
                        .properties()
                        .forEach(content -> each.accept(answer.getKey() + " " + content.getKey(), content.getValue())));
    }

    private static List<JsonNode> examples(JsonNode description, JsonNode content) {
        return content.path("examples").properties().stream()
                .map(example -> resolved(description, example.getValue()).path("value"))
                .toList();
    }

    private static JsonNode resolved(JsonNode description, JsonNode part) {
        return part.has("$ref") ? description.at(part.path("$ref").asText().substring(1)) : part;
    }

    /** The description with every object closed, so that an example with a member of no schema is wrong. */
    private static JsonNode strict(JsonNode description) {
        JsonNode strict = description.deepCopy();
        strict.at("/components/schemas").forEach(schema -> {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        return strict;
    }

    private static JsonSchema schema(JsonNode description, JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.putObject("components").set("schemas", description.at("/components/schemas"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }
}
