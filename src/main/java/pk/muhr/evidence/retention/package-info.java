/**
 * How long audit records are kept, and how they go (EN 319 411-1 §6.4.6, BR §5.4.3):
 *
 * <pre>
 * RecordMonths ─▶ audit_months_ahead() : each month of records has its partition before it begins
 * LegalHolds   ─▶ legal_hold           : placed by one officer, released by two
 * Destructions ─▶ destroy_audit_records() : a month whose time is over, by two officers; the leaves of the log stay
 * </pre>
 *
 * The database decides what may go, whoever asks it: the service has no right to delete. Not an archive: that is an export,
 * which the officers keep.
 */
package pk.muhr.evidence.retention;
