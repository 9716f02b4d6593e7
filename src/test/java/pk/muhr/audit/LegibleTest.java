package pk.muhr.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegibleTest {

    @ParameterizedTest
    @ValueSource(strings = {"nitb.gov.pk", "نادرا", "a b", "O=National \"Board\", C=PK", "日本", "😀", ""})
    void leavesOrdinaryTextAlone(String text) {
        assertThat(Legible.text(text)).isEqualTo(text);
    }

    @Test
    void writesWhatHidesAsEscape() {
        assertThat(Legible.text("gov\0.evil")).isEqualTo("gov\\u0000.evil");
        assertThat(Legible.text("a\r\n2026 forged line")).isEqualTo("a\\u000d\\u000a2026 forged line");
        assertThat(Legible.text("\u001b[31mred")).isEqualTo("\\u001b[31mred");
        assertThat(Legible.text("\u202egnp.exe")).isEqualTo("\\u202egnp.exe");
        assertThat(Legible.text("a\u200bb\ufeff")).isEqualTo("a\\u200bb\\ufeff");
        assertThat(Legible.text("\u2028\u2029")).isEqualTo("\\u2028\\u2029");
    }

    @Test
    void writesHalfACharacterAsEscape() {
        assertThat(Legible.text("\ud83d!")).isEqualTo("\\ud83d!");
        assertThat(Legible.text("!\ude00")).isEqualTo("!\\ude00");
    }

    @Test
    void cutsLongTextAndSaysSo() {
        assertThat(Legible.text("a".repeat(200))).hasSize(200);
        assertThat(Legible.text("a".repeat(1_000_000))).isEqualTo("a".repeat(200) + "… (1000000 characters)");
    }

    @Test
    void cutsNoCharacterInTwo() {
        assertThat(Legible.text("a".repeat(199) + "😀😀")).startsWith("a".repeat(199) + "😀…");
    }

    @Test
    void cutsLongListsAndSaysSo() {
        Object list = Legible.members(
                        Map.of("names", IntStream.range(0, 103).boxed().toList()))
                .get("names");
        assertThat((List<?>) list).hasSize(101).last().isEqualTo("… and 3 more");
    }

    @Test
    void givesTheSameTextForTheSameValues() {
        UUID id = UUID.fromString("00000000-0000-0000-0000-000000000001");
        Map<String, Object> details =
                Map.of("z", 1, "a", true, "m", Map.of("y", "2", "b", List.of("x", 3L)), "id", id, "at", Instant.EPOCH);
        assertThat(RecordForm.json(details))
                .isEqualTo("{\"a\":true,\"at\":\"1970-01-01T00:00:00Z\",\"id\":\"" + id
                        + "\",\"m\":{\"b\":[\"x\",3],\"y\":\"2\"},\"z\":1}");
    }

    @Test
    void doesNotFollowNestingForEver() {
        Map<String, Object> nested = Map.of("end", "here");
        for (int depth = 0; depth < 50; depth++) {
            nested = Map.of("in", nested);
        }
        assertThat(RecordForm.json(nested).length()).isLessThan(500);
    }
}
