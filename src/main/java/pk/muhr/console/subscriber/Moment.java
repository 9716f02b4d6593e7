package pk.muhr.console.subscriber;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import pk.muhr.enrolment.Decision;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.RecordedRequest;
import pk.muhr.issuance.IssuedCertificate;

/**
 * One thing that happened to a request, or that it waits for.
 *
 * @param key names its words
 * @param by who did it
 * @param note what they said, as they wrote it
 * @param tone how it is coloured: {@code green}, {@code red}, {@code yellow} or {@code secondary}
 */
public record Moment(String key, Optional<Instant> at, Optional<String> by, Optional<String> note, String tone) {

    private static final Optional<String> NOTHING = Optional.empty();

    /** All of them in their order, and last what comes next. */
    static List<Moment> of(Enrolment enrolment, Instant now) {
        RecordedRequest request = enrolment.request();
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(
                "momentSubmitted",
                Optional.of(request.submittedAt()),
                Optional.of(request.requester().value()),
                NOTHING,
                "green"));
        moments.add(new Moment("momentChecked", Optional.of(request.submittedAt()), NOTHING, NOTHING, "green"));
        enrolment
                .approvals()
                .forEach(approval -> moments.add(new Moment(
                        approval.counts() ? "momentApproved" : "momentApprovedNoMore",
                        Optional.of(approval.at()),
                        Optional.of(approval.by().value()),
                        NOTHING,
                        approval.counts() ? "green" : "yellow")));
        enrolment
                .decision()
                .filter(decision -> decision.kind() != Decision.Kind.APPROVED)
                .ifPresent(decision -> moments.add(new Moment(
                        decision.kind() == Decision.Kind.REJECTED ? "momentRejected" : "momentWithdrawn",
                        Optional.of(decision.at()),
                        Optional.of(decision.by().value()),
                        decision.reason(),
                        "red")));
        enrolment
                .certificate()
                .map(IssuedCertificate::issuedAt)
                .ifPresent(at -> moments.add(new Moment("momentIssued", Optional.of(at), NOTHING, NOTHING, "green")));
        next(enrolment, now).ifPresent(moments::add);
        return moments;
    }

    private static Optional<Moment> next(Enrolment enrolment, Instant now) {
        return switch (enrolment.state(now)) {
            case "validated" -> Optional.of(new Moment("momentWaits", Optional.empty(), NOTHING, NOTHING, "yellow"));
            case "approved" ->
                Optional.of(new Moment("momentBeingIssued", Optional.empty(), NOTHING, NOTHING, "yellow"));
            case "expired" ->
                Optional.of(new Moment(
                        "momentExpired",
                        enrolment.request().decision().map(RecordedRequest.Awaited::until),
                        NOTHING,
                        NOTHING,
                        "red"));
            default -> Optional.empty();
        };
    }
}
