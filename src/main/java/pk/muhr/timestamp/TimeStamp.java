package pk.muhr.timestamp;

import java.time.Duration;
import java.time.Instant;

import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * A token, as it is on record.
 *
 * @param token SHA-256 of it
 * @param offset of the clock at its issue
 * @param caller the class of who asked
 */
record TimeStamp(
        SerialNumber serial, Instant time, ImprintAlgorithm imprint, Sha256 token, Duration offset, String caller) {}
