package pk.muhr.audit.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import javax.crypto.Mac;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.Outcome;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/**
 * A record as everybody may see it: one line of JSON with the members
 *
 * <ul>
 *   <li>{@code seq}, {@code at} (UTC, microseconds), {@code event}, {@code outcome}, and where there is one
 *       {@code authority} and {@code policy} (SHA-256 of the bundle in hex), as in the record;
 *   <li>{@code fields}: for each other value of the record, by name, its commitment in Base64. The names are
 *       {@code actor}, {@code role}, {@code request}, {@code subject}, and {@code details.} with the name of a detail.
 * </ul>
 *
 * in this order, the fields in the order of their names, without spaces. Names of persons and all they asked for are in
 * {@code fields} only.
 */
public final class LogEntry {

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String DETAIL = "details.";
    private static final Set<String> FIELDS = Set.of("actor", "role", "request", "subject");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final byte[] bytes;
    private final List<Opening> openings;

    private LogEntry(byte[] bytes, List<Opening> openings) {
        this.bytes = bytes;
        this.openings = openings;
    }

    /** What the line says; {@code null} for what it does not. */
    @JsonPropertyOrder({"seq", "at", "event", "outcome", "authority", "policy", "fields"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            long seq,
            String at,
            String event,
            String outcome,
            String authority,
            String policy,
            Map<String, String> fields) {

        /** When it was recorded. */
        public Instant time() {
            return Instant.parse(at);
        }

        private boolean isOfARecord() {
            Optional.ofNullable(policy).ifPresent(Sha256::new);
            return event != null
                    && Stream.of(Outcome.values()).anyMatch(each -> each.label().equals(outcome))
                    && MICROS.format(time()).equals(at)
                    && fields.entrySet().stream().allMatch(field -> isName(field.getKey()) && field.getValue() != null);
        }

        private static boolean isName(String field) {
            return FIELDS.contains(field) || field.startsWith(DETAIL);
        }
    }

    /** Reads an entry; nothing for what is none, or is not written in the one way. */
    public static Optional<Line> read(Der entry) {
        try {
            Line line = JSON.readValue(entry.bytes(), Line.class);
            return Optional.of(line)
                    .filter(Line::isOfARecord)
                    .filter(read -> Arrays.equals(json(read).getBytes(StandardCharsets.UTF_8), entry.bytes()));
        } catch (IOException | RuntimeException e) { // no JSON, or something in it is not what its name says
            return Optional.empty();
        }
    }

    /** Whether a value is written in the one way, and is text where it is no detail. */
    public static boolean isWritten(Opening opening) {
        try {
            Object value = JSON.readValue(opening.json().getBytes(StandardCharsets.UTF_8), Object.class);
            return json(value).equals(opening.json())
                    && (value instanceof String || opening.name().startsWith(DETAIL));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The entry of a record.
     *
     * @param secret of the record, 32 octets
     */
    static LogEntry of(AuditRecord record, byte[] secret) {
        AuditEvent event = record.event();
        List<Opening> openings = openings(event, secret);
        Map<String, String> commitments = new TreeMap<>();
        openings.forEach(opening -> commitments.put(opening.name(), opening.commitment()));
        Line line = new Line(
                record.seq(),
                MICROS.format(record.recordedAt()),
                event.event(),
                event.outcome().label(),
                event.authority().orElse(null),
                event.policy().map(Sha256::hex).orElse(null),
                commitments);
        return new LogEntry(json(line).getBytes(StandardCharsets.UTF_8), openings);
    }

    /** What its fields reveal, in the order of their names. */
    static List<Opening> openings(AuditEvent event, byte[] secret) {
        Mac salts = Opening.salts(secret);
        List<Opening> openings = new ArrayList<>();
        values(event).forEach((name, value) -> openings.add(Opening.of(salts, name, json(value))));
        return List.copyOf(openings);
    }

    private static Map<String, Object> values(AuditEvent event) {
        Map<String, Object> values = new TreeMap<>();
        values.put("actor", event.actor().id());
        event.actor().role().ifPresent(role -> values.put("role", role));
        event.request().map(UUID::toString).ifPresent(request -> values.put("request", request));
        event.subject().ifPresent(subject -> values.put("subject", subject));
        event.details().forEach((name, value) -> values.put(DETAIL + name, value));
        return values;
    }

    /** What is hashed and published. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The values that are not in it, and what proves them. */
    public List<Opening> openings() {
        return openings;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }
}
