package pk.muhr.evidence.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class LineInputTest {

    @Inject
    AuditRecords audit;

    private static LineInput of(String text) {
        return new LineInput("test", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Two lists as long as a record keeps them, of what takes the most room, such as a proposal of a policy has. */
    @Test
    void takesTheLongestLineThatARecordMakes() throws Exception {
        String event = Exported.happened(audit, 0);
        List<String> worst = Collections.nCopies(200, "\u202e".repeat(300));
        audit.appendAlone(AuditEvent.success(
                event, new Actor("x", Optional.empty()), Map.of("diff", worst, "rules", worst, "found", worst)));
        Exported.awaitAll();
        List<String> lines = Exported.of("event=" + event).asString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1).length()).isBetween(LineInput.LONGEST / 2, LineInput.LONGEST - 1);
        LineInput input = of(lines.get(1) + "\n");
        assertThat(input.next()).isTrue();
        assertThat(ExportLine.of(input.octets())).isPresent();
    }

    @Test
    void takesNoLongerOne() throws IOException {
        assertThat(of("x".repeat(LineInput.LONGEST - 1) + "\n").next()).isTrue();
        assertThatThrownBy(() -> of("x".repeat(LineInput.LONGEST) + "\n").next())
                .isInstanceOf(Disproved.class)
                .hasMessageContaining("longer than any");
    }
}
