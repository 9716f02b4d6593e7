package pk.muhr.evidence.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import pk.muhr.audit.log.LogEntry;
import pk.muhr.x509.LegibleText;

/** What an export says it was asked for, by the names of the call's parameters: no record may be another one. */
final class Question {

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String EVENT = "event";
    private static final String AUTHORITY = "authority";
    private static final String SINCE = "since";
    private static final Set<String> NAMES = Set.of(SINCE, FROM, TO, EVENT, AUTHORITY, "body", "profile");

    private static final int LONGEST = 200;

    private final Map<String, String> asked;
    private final Instant from;
    private final Instant to;
    private final long since;

    /**
     * As the export has it.
     *
     * @param where for messages
     */
    Question(String where, Map<String, String> asked) {
        this.asked = asked;
        for (Map.Entry<String, String> each : asked.entrySet()) {
            if (!NAMES.contains(each.getKey()) || each.getValue() == null) {
                throw new Disproved(where, "nobody can ask for " + shown(each) + ".");
            }
        }
        try {
            this.from = Instant.parse(asked.getOrDefault(FROM, Instant.MIN.toString()));
            this.to = Instant.parse(asked.getOrDefault(TO, Instant.MAX.toString()));
            this.since = Long.parseLong(asked.getOrDefault(SINCE, "0"));
        } catch (DateTimeException | NumberFormatException e) {
            throw new Disproved(where, "what was asked for has no times or sizes: " + e.getMessage() + ".");
        }
    }

    /** Whether everything was asked for, from its first place on. */
    boolean isOpen() {
        return Set.of(SINCE).containsAll(asked.keySet());
    }

    /** The first place that was asked for: size of the tree that it continues from, or 0. */
    long since() {
        return since;
    }

    /** Whether a record is one of those; what only openings say is not looked at. */
    boolean admits(ExportLine record) {
        LogEntry.Line line = record.line();
        return record.record().index() >= since
                && !line.time().isBefore(from)
                && line.time().isBefore(to)
                && asked.getOrDefault(EVENT, line.event()).equals(line.event())
                && (!asked.containsKey(AUTHORITY) || asked.get(AUTHORITY).equals(line.authority()));
    }

    /** The question, for people. */
    String sentence() {
        return asked.entrySet().stream()
                .map(Question::shown)
                .collect(Collectors.joining(", ", "asked for: ", asked.isEmpty() ? "everything." : "."));
    }

    private static String shown(Map.Entry<String, String> each) {
        return LegibleText.shown(each.getKey() + " " + each.getValue(), LONGEST);
    }
}
