package pk.muhr.enrolment.rest;

import java.time.Instant;
import java.util.UUID;

import pk.muhr.enrolment.RequestBatch;

/**
 * How far a batch is.
 *
 * @param lines all there are
 * @param waiting for officers, or decided otherwise
 * @param underWay on record without a certificate yet; send the batch again
 * @param open of which nothing is on record
 * @param last when something happened last
 */
record BatchDocument(
        UUID id,
        String body,
        String requester,
        int lines,
        int issued,
        int refused,
        int waiting,
        int underWay,
        int open,
        Instant startedAt,
        Instant last) {

    static BatchDocument of(RequestBatch batch, RequestBatch.Progress progress) {
        int done = progress.issued() + progress.refused() + progress.waiting() + progress.underWay();
        return new BatchDocument(
                batch.id(),
                batch.body().value(),
                batch.requester().value(),
                batch.lines(),
                progress.issued(),
                progress.refused(),
                progress.waiting(),
                progress.underWay(),
                batch.lines() - done,
                batch.startedAt(),
                progress.last().orElse(null));
    }
}
