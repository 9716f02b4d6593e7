package pk.muhr.timestamp;

import java.time.Instant;
import java.util.List;

import pk.muhr.x509.Sha256;

/**
 * A token of ours with the batch it was recorded in.
 *
 * @param unit that made it
 * @param batch number of the batch
 * @param batchHash SHA-256 over the hashes of all its tokens, in their order
 * @param tokens these hashes
 */
record RecordedTimeStamp(
        TimeStamp stamp, String unit, long batch, Sha256 batchHash, List<Sha256> tokens, Instant recordedAt) {}
