package pk.muhr.audit.log;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What leaves say happened whose records are not there any more.
 *
 * @param authority whose it was; empty where it was none's
 */
public record Lost(String event, String authority, long count, Instant first, Instant last) {

    /** By event and authority, in the order in which they happened first. */
    public static List<Lost> of(List<LogEntry.Line> lines) {
        Map<List<String>, List<LogEntry.Line>> kinds = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> List.of(line.event(), Objects.requireNonNullElse(line.authority(), "")),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return kinds.entrySet().stream()
                .map(kind -> new Lost(
                        kind.getKey().getFirst(),
                        kind.getKey().getLast(),
                        kind.getValue().size(),
                        kind.getValue().getFirst().time(),
                        kind.getValue().getLast().time()))
                .toList();
    }

    /** Such as {@code 3 × CERTIFICATE_ISSUED of gov-tls-g1 from … to …}. */
    @Override
    public String toString() {
        return count + " × " + event + (authority.isEmpty() ? "" : " of " + authority) + " from " + first + " to "
                + last;
    }
}
