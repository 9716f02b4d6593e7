package pk.muhr.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;

/** The OpenAPI description, as whoever writes a client reads it. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class DescriptionResourceTest {

    @Test
    void saysOfEveryCallWhatItDoesAndHowItRefuses() {
        Map<String, Map<String, Map<String, Object>>> paths =
                Api.anonymous().accept("application/json").get("/q/openapi").path("paths");
        assertThat(paths).containsKey("/api/v1/requests");
        List<String> summaries = new ArrayList<>();
        paths.forEach((path, calls) -> calls.forEach((method, call) -> {
            if (call instanceof Map<?, ?> && path.startsWith("/api/")) {
                assertThat(call.get("summary")).as(method + " " + path).isNotNull();
                summaries.add(call.get("summary").toString());
                Map<?, ?> responses = (Map<?, ?>) call.get("responses");
                assertThat(responses.containsKey("422")).as(method + " " + path).isTrue();
                assertThat(responses.keySet().stream()
                                .anyMatch(code -> code.toString().startsWith("2")))
                        .as(method + " " + path)
                        .isTrue();
            }
        }));
        assertThat(summaries).doesNotHaveDuplicates();
    }
}
