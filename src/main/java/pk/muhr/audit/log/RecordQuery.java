package pk.muhr.audit.log;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import pk.muhr.audit.Outcome;

/**
 * Which records are asked for: those that meet all that is said.
 *
 * @param from recorded at this time or later
 * @param to recorded before this time
 * @param authority qualified name
 * @param body the records of its requests, and those that name it
 * @param profile the records of requests and intents for it, and those that name it
 */
public record RecordQuery(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> event,
        Optional<Outcome> outcome,
        Optional<String> authority,
        Optional<String> actor,
        Optional<String> subject,
        Optional<UUID> request,
        Optional<String> body,
        Optional<String> profile) {

    /** Every record. */
    public static final RecordQuery ALL = new RecordQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Whether no record is left out. */
    boolean isAll() {
        return Stream.of(from, to, event, outcome, authority, actor, subject, request, body, profile)
                .allMatch(Optional::isEmpty);
    }

    /** Only the records of this event among them. */
    public RecordQuery withEvent(String name) {
        return new RecordQuery(from, to, Optional.of(name), outcome, authority, actor, subject, request, body, profile);
    }

    /** Only those of this authority. */
    public RecordQuery withAuthority(String name) {
        return new RecordQuery(from, to, event, outcome, Optional.of(name), actor, subject, request, body, profile);
    }

    /** Only those about this. */
    public RecordQuery withSubject(String about) {
        return new RecordQuery(from, to, event, outcome, authority, actor, Optional.of(about), request, body, profile);
    }

    /** Only those of this request. */
    public RecordQuery withRequest(UUID id) {
        return new RecordQuery(from, to, event, outcome, authority, actor, subject, Optional.of(id), body, profile);
    }
}
