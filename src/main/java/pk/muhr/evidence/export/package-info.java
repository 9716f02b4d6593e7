/**
 * Audit records on their way out: search, proofs, exports, and the verifier that needs an export and the log's public key
 * and nothing else.
 *
 * <p>An auditor who has an export need not believe the database it came from. Each record is a leaf of the tree that
 * {@link pk.muhr.audit.log} describes, the tree is signed, and each value in a record opens a commitment in its leaf. An
 * export of everything has as many records as the tree; of another one nobody can see whether something was left out. {@link
 * pk.muhr.evidence.export.ExportVerifier} checks all that is said below; so does any other program that was written from
 * this page.
 *
 * <h2>A line of a record</h2>
 *
 * One object of JSON on a line, with {@code \n} after it, without spaces, in UTF-8; members in this order:
 *
 * <ul>
 *   <li>{@code index}: the leaf's place, from 0; lines are in the order of places;
 *   <li>{@code seq}, {@code at}, {@code event}, {@code outcome} and where they are {@code authority} and {@code policy}:
 *       as in the entry;
 *   <li>{@code actor} and where they are {@code request}, {@code role}, {@code subject}: the values of the openings of
 *       these names; {@code details}: an object with the values of the openings whose names begin with {@code details.},
 *       by the rest of their names. There are no other names, the values outside of {@code details} are texts, and each
 *       is written as {@code json} is: without spaces, members in the order of their names, nothing escaped that need not be;
 *   <li>{@code entry}: the leaf's entry, in Base64 (RFC 4648 §4). Its hash is SHA-256 of a zero octet and the entry;
 *   <li>{@code openings}: for each member of the entry's {@code fields}, in their order, {@code name}, {@code salt} (16
 *       octets in hex) and {@code json} (the value as text). The member is the Base64 of SHA-256 over the salt, the name, a
 *       zero octet and {@code json}, in UTF-8. None where only the leaf is left, since the record's time is over or it was
 *       lost with a database; such lines are in exports of everything only, without certificates;
 *   <li>{@code proof}: the inclusion proof (RFC 9162 §2.1.3.1), hashes in hex.
 * </ul>
 *
 * <h2>JSON Lines</h2>
 *
 * The first line is {@code {"checkpoint": …, "query": {…}}}: the signed tree that all proofs are against, and what was asked
 * for, by the names of the call's parameters. Where {@code since} is among them, the second line is {@code {"first": …,
 * "proof": [hex]}}: the earlier checkpoint, whose tree has that many records, and the proof that the other continues it (RFC
 * 9162 §2.1.4.1); records follow from that place on. Each record is within {@code from} and {@code to}, and of the {@code event} and
 * {@code authority}; an empty {@code query}, or one with {@code since} alone, has all of them. A line for each record follows. The last line is {@code {"records": …, "signature": …}}: their number, and a signed
 * note whose text is {@code muhr audit export} and the SHA-256, in hex, of all octets before this line, a line each.
 *
 * <h2>ZIP</h2>
 *
 * <ul>
 *   <li>{@code records.jsonl}: lines of records; {@code checkpoint}: the tree that their proofs are against, signed by the
 *       log and by witnesses, if there are any (C2SP tlog-cosignature);
 *   <li>{@code first-checkpoint}, {@code consistency.json}, with {@code since} the tree of that size, else where
 *       a tree was signed before {@code from} the last such tree,
 *       and the proof that the other continues it (RFC 9162 §2.1.4.1): {@code {"first": …, "second": …, "proof": [hex]}};
 *   <li>{@code stamped-checkpoint}, {@code stamped-checkpoint.tsr}, {@code stamped-consistency.json}, {@code
 *       stamped-issuers.pem}, where another authority time-stamps the log: the last checkpoint of the tree that it stamped,
 *       its TimeStampResp over these octets, the proof that the tree continues it, and who certified the unit, which you
 *       compare with what you know otherwise;
 *   <li>{@code certificates.jsonl}: for each record {@code CERTIFICATE_ISSUED}, in their order, a line {@code {"sha256": …,
 *       "der": …}}, the record's subject and the DER in Base64. Its serial number is {@code details.serial}; {@code
 *       authorities/<authority>.cer}, the DER of the record's {@code authority}, verifies it. All authorities are there,
 *       each with its issuer; compare the roots with what you know otherwise;
 *   <li>{@code policies/<hash>/<file>}: the bundles that records name, all of them and no others;
 *   <li>{@code log-key.txt}: the log's keys, which prove nothing here; {@code README.txt};
 *   <li>{@code manifest.json}: the numbers of records and certificates, {@code query}, and {@code files}, the SHA-256 of
 *       each file by name, but for this file and the next two. No file has another name than these; {@code manifest.sig}: a signed note as above, of the
 *       SHA-256 of {@code manifest.json}; {@code manifest.tsr}, where there was a unit: a TimeStampResp over it (RFC 3161 §2.4.2),
 *       by a unit of one of the authorities;
 *   <li>the comment of the archive: SHA-256 in hex of all octets before it, against accidents.
 * </ul>
 *
 * <h2>CSV</h2>
 *
 * For spreadsheets, and no proof of anything: RFC 4180, a byte order mark first, all cells quoted. A cell that a spreadsheet
 * would take for a formula begins with an apostrophe; a character that cannot be seen is written as <code>\\u</code> and four
 * digits.
 *
 * <p>Not for operators, who have metrics; not a backup. Sources: RFC 9162, C2SP signed-note and tlog-checkpoint, BR §5.4.
 */
package pk.muhr.evidence.export;
