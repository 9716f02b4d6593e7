package pk.muhr.identity;

import java.util.Optional;

/** Where a body stands in the register. Certificates are issued to active ones only; revocation goes on for all. */
public sealed interface BodyState {

    /** A registration officer applied on behalf of its representative. */
    record Applied() implements BodyState {}

    /** Another registration officer found the record true. */
    record Verified() implements BodyState {}

    /** It accepted the subscriber agreement. */
    record Active() implements BodyState {}

    /** An officer stopped it for now. */
    record Suspended(String reason) implements BodyState {}

    /** It left for good. */
    record Closed(String reason) implements BodyState {}

    /** The name in the API and the database. */
    default String label() {
        return switch (this) {
            case Applied _ -> "applied";
            case Verified _ -> "verified";
            case Active _ -> "active";
            case Suspended _ -> "suspended";
            case Closed _ -> "closed";
        };
    }

    /** What must happen before certificates are issued to it. */
    default String wayToActive() {
        return switch (this) {
            case Applied _ -> "have another registration officer verify it, then accept the subscriber agreement";
            case Verified _ -> "accept the subscriber agreement for it, as one of its subscribers";
            case Active _ -> "nothing is left to do";
            case Suspended(String reason) ->
                "settle with the registration officers why it is suspended (" + reason
                        + "); another officer resumes it";
            case Closed _ -> "apply for it anew under another identifier, if it lives on";
        };
    }

    /** The state of that label; {@code note} is the reason of those that have one. */
    static BodyState of(String label, Optional<String> note) {
        return switch (label) {
            case "applied" -> new Applied();
            case "verified" -> new Verified();
            case "active" -> new Active();
            case "suspended" -> new Suspended(note.orElse(""));
            case "closed" -> new Closed(note.orElse(""));
            default -> throw new IllegalArgumentException("not a state of a body: " + label);
        };
    }
}
