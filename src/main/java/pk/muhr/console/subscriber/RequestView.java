package pk.muhr.console.subscriber;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import pk.muhr.console.CertificateFacts;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.EvidenceFiles;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.RecordedRequest;
import pk.muhr.x509.LegibleText;

/**
 * A request as its body sees it.
 *
 * @param state names its words
 * @param open whether it can be taken back
 */
public record RequestView(
        String id,
        Purpose purpose,
        String title,
        String state,
        boolean open,
        Instant submittedAt,
        Optional<Instant> until,
        int needed,
        long given,
        String certificate,
        List<Moment> moments) {

    private static final int LONGEST_TITLE = 80;

    /** A file beside it, by its hash. */
    public record File(String sha256, String kind, int size, Instant at) {

        static File of(EvidenceFiles.Attached file) {
            return new File(file.sha256().hex(), file.kind().name(), Math.ceilDiv(file.size(), 1024), file.at());
        }
    }

    static RequestView of(Enrolment enrolment, NewRequest asked, Purpose purpose, Instant now) {
        RecordedRequest request = enrolment.request();
        return new RequestView(
                request.id().toString(),
                purpose,
                title(enrolment, asked),
                "state" + Words.capitalized(enrolment.state(now)),
                enrolment.isOpen(now),
                request.submittedAt(),
                request.decision().map(RecordedRequest.Awaited::until),
                request.decision().map(RecordedRequest.Awaited::approvals).orElse(0),
                enrolment.given(),
                enrolment
                        .certificate()
                        .map(issued -> issued.certificate().fingerprint().hex())
                        .orElse(""),
                Moment.of(enrolment, now));
    }

    /** The first names of what it is for; empty where it names only the body. */
    private static String title(Enrolment enrolment, NewRequest asked) {
        return enrolment
                .certificate()
                .map(issued -> CertificateFacts.of(issued.certificate()).title())
                .orElseGet(() -> asked.names()
                        .map(names -> {
                            List<String> all = new ArrayList<>();
                            names.alternativeNames().values().forEach(all::addAll);
                            all.addAll(names.attributes().values());
                            return LegibleText.shown(
                                    all.stream().limit(3).collect(Collectors.joining(", ")), LONGEST_TITLE);
                        })
                        .orElse(""));
    }

    /** How a state is coloured. */
    public String tone() {
        return switch (state) {
            case "stateIssued", "stateApproved" -> "green";
            case "stateValidated" -> "yellow";
            case "stateRejected" -> "red";
            default -> "secondary";
        };
    }
}
