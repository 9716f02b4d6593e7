package pk.muhr.console.auditor;

import java.time.Instant;

import pk.muhr.evidence.export.RecordDocument.ProvedDocument;

/**
 * A record of a trail.
 *
 * @param proved whether the proof that it is in the log is there already
 */
public record ProvedLine(long seq, Instant at, String event, String actor, boolean proved) {

    static ProvedLine of(ProvedDocument document) {
        return new ProvedLine(
                document.record().seq(),
                document.record().at(),
                document.record().event(),
                document.record().actor(),
                document.proof().isPresent());
    }
}
