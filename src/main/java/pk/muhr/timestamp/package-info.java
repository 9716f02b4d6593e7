/**
 * Time-stamps: proof that data existed before a moment (RFC 3161, RFC 5816, ETSI EN 319 421 and 319 422).
 *
 * <p>One request: {@link pk.muhr.timestamp.TsaResource} takes the bytes; {@code TimeStampRequest} reads them;
 * {@link pk.muhr.timestamp.TimeStampAuthority} asks the watched clock, takes a serial number and a time from a leased
 * unit, has its key sign what {@code TokenEncoding} wrote, and lets {@code UnitRecords} put the token on record before
 * it leaves. A refusal is said in the protocol.
 *
 * <p>One unit: {@code UnitLeases} holds it by a lock of the database and a block of serial numbers that fences off
 * whoever had it before; {@code UnitKeys} is the register of its keys, each of which asks for its certificate there;
 * {@code UnitCertification} answers where the authority's key is, through {@code Issuance} like any other certificate.
 *
 * <p>It runs apart from all else where {@code muhr.roles} says {@code timestamp}, with a database role of its own (V32).
 *
 * <p>It sets no clock and keeps no data that was time-stamped.
 */
package pk.muhr.timestamp;
