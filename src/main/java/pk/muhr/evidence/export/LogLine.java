package pk.muhr.evidence.export;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import pk.muhr.x509.Der;

/** What an entry of the log says of its record, see {@link pk.muhr.audit.log.LogEntry}; {@code null} for what it does not. */
record LogLine(
        long seq,
        String at,
        String event,
        String outcome,
        String authority,
        String policy,
        Map<String, String> fields) {

    private static final ObjectReader JSON = JsonMapper.builder().build().readerFor(LogLine.class);

    /** Reads an entry; nothing for what is none. */
    static Optional<LogLine> of(Der entry) {
        try {
            LogLine line = JSON.readValue(entry.bytes());
            return Optional.ofNullable(line)
                    .filter(read -> read.at != null && read.event != null && read.outcome != null)
                    .filter(read -> read.fields != null);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
