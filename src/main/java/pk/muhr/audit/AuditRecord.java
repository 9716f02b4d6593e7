package pk.muhr.audit;

import java.time.Instant;

/**
 * An event with its place in the sequence.
 *
 * @param seq rises with every record; a transaction that was rolled back leaves a gap
 * @param recordedAt the database's clock at the moment of the insert
 */
public record AuditRecord(long seq, Instant recordedAt, AuditEvent event) {}
