/**
 * What auditors take as tables: who has which certificate, how fast a revocation was told, which list is missing, who
 * decided with whom. Each report is one class with its columns, its clause and its question to the store; all of them are
 * written by the same lines, a page at a time, and no connection is held while somebody reads.
 *
 * <p>A report says what the store holds. Whether that is what happened is proved by exports ({@link
 * pk.muhr.evidence.export}). What no program can see (rooms, safes, examinations) is in no report. Sources: WebTrust for
 * CAs, ETSI EN 319 411-1 §6.4, BR §8.7.
 */
package pk.muhr.evidence.report;
