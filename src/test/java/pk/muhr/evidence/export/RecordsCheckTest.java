package pk.muhr.evidence.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.audit.log.LogEntry;
import pk.muhr.audit.log.LoggedRecord;
import pk.muhr.audit.log.Opening;
import pk.muhr.audit.log.TreeHead;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/** The operator has the log sign whatever he likes as a leaf: a record is read in one way nevertheless. */
class RecordsCheckTest {

    private static final Opening ACTOR = opening("actor", "\"zainab\"");
    private static final String BEGINNING =
            "{\"seq\":1,\"at\":\"2026-11-22T09:30:00.123456Z\",\"event\":\"TEST_HAPPENED\",\"outcome\":\"success\"";

    private static Opening opening(String name, String json) {
        return new Opening(name, Der.of(new byte[16]), json);
    }

    private static String entry(List<Opening> openings) {
        return openings.stream()
                .map(opening -> '"' + opening.name() + "\":\"" + opening.commitment() + '"')
                .collect(Collectors.joining(",", BEGINNING + ",\"fields\":{", "}}"));
    }

    /** A tree of this one entry, and the line of an export with it. */
    private static void check(String said, String entry, List<Opening> openings) throws IOException {
        Der leaf = Der.of(entry.getBytes(StandardCharsets.UTF_8));
        byte[] node = new byte[leaf.length() + 1];
        System.arraycopy(leaf.bytes(), 0, node, 1, leaf.length());
        LogEntry.Line line =
                LogEntry.read(Der.of(said.getBytes(StandardCharsets.UTF_8))).orElseThrow();
        byte[] json = new ExportLine(new LoggedRecord(0, leaf, openings), line, List.of()).json();
        byte[] octets = Arrays.copyOf(json, json.length + 1);
        octets[json.length] = '\n';
        LineInput input = new LineInput("records", new ByteArrayInputStream(octets));
        assertThat(input.next()).isTrue();
        RecordsCheck records = new RecordsCheck(new TreeHead(1, Sha256.of(node)), new Question("query", Map.of()));
        records.check(input);
        records.end("records");
        assertThat(records.sentences()).contains("nothing was left out.");
    }

    /** Or else the line has no such value at all. */
    private static void assertRefused(String why, Opening... openings) {
        List<Opening> all = List.of(openings);
        assertThatThrownBy(() -> check(entry(all), entry(all), all))
                .isInstanceOf(Disproved.class)
                .hasMessageMatching(".*" + why + ".*|.*this is not a record as exports have them.*");
    }

    @Test
    void takesWhatRecordsHave() throws IOException {
        List<Opening> openings = List.of(
                ACTOR,
                opening("details.a b", "{\"a\":[1,true,\"\\n\"],\"b\":{}}"),
                opening("details.n", "7"),
                opening("subject", "\"زینب\""));
        check(entry(openings), entry(openings), openings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\",\"outcome\":\"failure\"",
                "\"a\" ",
                " \"a\"",
                "\"a",
                "",
                "\"\\u0061\"",
                "1",
                "null",
                "[\"a\"]"
            })
    void aFieldIsOneTextAsItIsWritten(String json) {
        assertRefused("the value of actor is not written as a record has it", opening("actor", json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":2}", "{ }", "1,\"y\":2", "1 2", "1}", "01", "\"\\/\""})
    void aDetailIsOneValueAsItIsWritten(String json) {
        assertRefused("the value of details.x is not written", ACTOR, opening("details.x", json));
    }

    @Test
    void halfACharacterIsNoText() {
        assertThat(LogEntry.isWritten(ACTOR)).isTrue();
        assertThat(LogEntry.isWritten(opening("actor", "\"\ud800\""))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"outcome", "entry", "details", "aktor", ""})
    void thereAreNoOtherFields(String name) throws IOException {
        List<Opening> openings = Stream.of(ACTOR, opening(name, "\"success\""))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
        assertThatThrownBy(() -> check(entry(List.of(ACTOR)), entry(openings), openings))
                .hasMessageContaining("this is not a record");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"seq\"|{ \"seq\"",
                "\"seq\":1,|\"seq\":2,\"seq\":1,",
                "\"seq\":1,|\"seq\":1,\"more\":1,",
                "123456Z|123Z",
                "2026-11-22T09:30|2026-11-22X09:30",
                "\"success\"|\"SUCCESS\"",
                "\"success\"|\"well\"",
                "\"success\"|\"success\",\"policy\":\"../x\"",
                "\"event\":\"TEST_HAPPENED\",|``"
            })
    void anEntryIsWrittenInOneWay(String said, String instead) {
        List<Opening> openings = List.of(ACTOR);
        String entry = entry(openings);
        assertThat(entry).contains(said);
        assertThatThrownBy(() -> check(entry, entry.replace(said, instead), openings))
                .hasMessageContaining("this is not a record");
    }
}
