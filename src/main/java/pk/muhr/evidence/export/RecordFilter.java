package pk.muhr.evidence.export;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import pk.muhr.audit.Outcome;
import pk.muhr.audit.log.RecordQuery;

/** What narrows a search or an export of records, as it came from outside; what is empty does not narrow. */
public record RecordFilter(
        Optional<String> from,
        Optional<String> to,
        Optional<String> event,
        Optional<String> authority,
        Optional<String> body,
        Optional<String> profile,
        Optional<String> outcome,
        Optional<String> actor,
        Optional<String> subject,
        Optional<String> request) {

    private static final int LONGEST = 500;
    private static final Pattern EVENT = Pattern.compile("[A-Z0-9_]{1,100}");

    /** What an export can be narrowed by. */
    public static RecordFilter ofExport(
            Optional<String> from,
            Optional<String> to,
            Optional<String> event,
            Optional<String> authority,
            Optional<String> body,
            Optional<String> profile) {
        return new RecordFilter(
                from,
                to,
                event,
                authority,
                body,
                profile,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The question.
     *
     * @throws pk.muhr.problem.ProblemException {@code parameter-malformed} with the fix, when one has not its form
     */
    public RecordQuery query() {
        return new RecordQuery(
                AuditParameters.time("from", from),
                AuditParameters.time("to", to),
                AuditParameters.read("event", event, RecordFilter::event, "write an event such as CERTIFICATE_ISSUED"),
                AuditParameters.read("outcome", outcome, RecordFilter::outcome, "write success, refusal or failure"),
                AuditParameters.authority(authority),
                AuditParameters.read(
                        "actor", actor, RecordFilter::text, "write a person's identifier, at most 500 characters"),
                AuditParameters.read(
                        "subject", subject, RecordFilter::text, "write what it is about, at most 500 characters"),
                AuditParameters.read("request", request, UUID::fromString, "write the id of a request"),
                AuditParameters.body(body),
                AuditParameters.profile(profile));
    }

    private static String event(String name) {
        return require(name, EVENT.matcher(name).matches());
    }

    private static String text(String text) {
        return require(text, text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl));
    }

    private static String require(String text, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static Outcome outcome(String label) {
        return Outcome.valueOf(
                require(label, label.equals(label.toLowerCase(Locale.ROOT))).toUpperCase(Locale.ROOT));
    }
}
