package pk.muhr.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEventTest {

    private static final Actor JOB = Actor.system("test");

    @ParameterizedTest
    @ValueSource(strings = {"", "issued", "Certificate_Issued", "A__B", "_A", "A B", "A\n"})
    void isNamedInUpperSnake(String name) {
        assertThatThrownBy(() -> AuditEvent.success(name, JOB, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsItsDetailsAsTheyWere() {
        Map<String, Object> details = new HashMap<>(Map.of("a", 1));
        AuditEvent event = AuditEvent.success("TESTED", JOB, details);
        details.put("a", 2);
        assertThat(event.details()).containsEntry("a", 1);
    }

    @Test
    void addsWhatItConcerns() {
        AuditEvent event = AuditEvent.refusal("TESTED", JOB, Map.of())
                .withAuthority("gov-tls-g1")
                .withSubject("ab");
        assertThat(event.authority()).contains("gov-tls-g1");
        assertThat(event.subject()).contains("ab");
        assertThat(event.outcome()).isEqualTo(Outcome.REFUSAL);
        assertThat(event.actor()).isEqualTo(new Actor("system:test", Optional.empty()));
    }
}
