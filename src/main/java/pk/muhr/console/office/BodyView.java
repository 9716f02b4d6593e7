package pk.muhr.console.office;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import pk.muhr.identity.AppointmentRecord;
import pk.muhr.identity.BodyContact;
import pk.muhr.identity.BodyKind;
import pk.muhr.identity.BodyRecord;
import pk.muhr.identity.BodyState;

/**
 * A body as an officer reads it.
 *
 * @param history every step, the first one first
 * @param people who act for it, shall or did, the newest first
 * @param typed what stood in a form that was refused
 */
public record BodyView(
        BodyRecord record,
        List<BodyRecord.Event> history,
        List<Proved> proofs,
        List<BodyContact> contacts,
        List<Acting> people,
        String typed) {

    /** What is proved of the body; {@code name} is empty for the body itself. */
    public record Proved(String name, String method, Instant at, Optional<Instant> until, boolean over) {}

    /** Somebody's appointment; {@code stateKey} of its word. */
    public record Acting(AppointmentRecord appointment, String stateKey, boolean effective) {

        static Acting of(AppointmentRecord appointment, Instant now) {
            AppointmentRecord.State state = appointment.state(now);
            return new Acting(
                    appointment, "appointment" + capitalized(state.name()), state == AppointmentRecord.State.EFFECTIVE);
        }
    }

    /** The state, as the register names it. */
    public String state() {
        return record.body().state().label();
    }

    /** The key of the word for a state. */
    public String stateKey(String label) {
        return "body" + capitalized(label);
    }

    /** The key of the word for the kind; empty where none is on record. */
    public String kindKey() {
        return record.kind()
                .map(BodyKind::label)
                .map(label -> Stream.of(label.split("-"))
                        .map(BodyView::capitalized)
                        .collect(Collectors.joining("", "kind", "")))
                .orElse("");
    }

    /** Why it is suspended or closed. */
    public Optional<String> reason() {
        return switch (record.body().state()) {
            case BodyState.Suspended(String why) -> Optional.of(why);
            case BodyState.Closed(String why) -> Optional.of(why);
            default -> Optional.empty();
        };
    }

    static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).toLowerCase(Locale.ROOT);
    }
}
