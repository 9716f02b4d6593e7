package pk.muhr.policy.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import pk.muhr.policy.PolicyBundle;

/** The shipped schemas are the records', the shipped files keep to them, and the manual explains every key. */
class PolicySchemasTest {

    private static final Path POLICIES = Path.of("policies");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static PolicyManual manual() throws IOException {
        return PolicyManual.of(Files.readString(POLICIES.resolve("README.md")));
    }

    @Test
    void manualExplainsEveryKey() throws IOException {
        assertThat(PolicySchemas.unexplained(manual())).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> shippedSchemaIsTheGeneratedOne() throws IOException {
        return PolicySchemas.of(manual()).entrySet().stream()
                .map(schema -> DynamicTest.dynamicTest(schema.getKey(), () -> assertThat(
                                POLICIES.resolve("schema").resolve(schema.getKey()))
                        .as("./muhr policy schema writes it anew")
                        .hasContent(schema.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> shippedFileNamesItsSchemaAndKeepsToIt() {
        return PolicyBundle.filesIn(POLICIES).entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> keepsToItsSchema(file)));
    }

    private static void keepsToItsSchema(Map.Entry<String, String> file) throws IOException {
        String prefix = "# yaml-language-server: $schema=schema/";
        String first = file.getValue().lines().findFirst().orElse("");
        assertThat(first).startsWith(prefix);
        assertThat(schema(first.substring(prefix.length())).validate(YAML.readTree(file.getValue())))
                .isEmpty();
    }

    @Test
    void schemaRefusesWhatTheProgramRefuses() throws IOException {
        String text = Files.readString(POLICIES.resolve("tls-server.yaml"));
        for (String broken : new String[] {
            text.replace("validityDays", "validtyDays"),
            text.replace("RSA-3072", "RSA-1024"),
            text.replace("validityDays: 90", "validityDays: ninety"),
            text.replace("type: tls-server", "type: tls-client")
        }) {
            assertThat(broken).isNotEqualTo(text);
            assertThat(schema("profile.schema.json").validate(YAML.readTree(broken)))
                    .isNotEmpty();
        }
    }

    private static JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(POLICIES.resolve("schema").resolve(name)));
    }
}
