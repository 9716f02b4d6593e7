/**
 * The audit records as an append-only Merkle tree that anybody can check (RFC 9162 §2.1, C2SP tlog-tiles).
 *
 * <p>A record becomes a {@linkplain pk.muhr.audit.log.LogEntry leaf} after its commit, in an order that no transaction
 * under way can still precede; {@link pk.muhr.audit.log.LogEntries} gives it its place, {@link pk.muhr.audit.log.Tile
 * tiles} publish the tree's hashes and a {@linkplain pk.muhr.audit.log.Checkpoint checkpoint} signs its size and root. A
 * leaf says what kind of thing happened and when, and commits to the rest: each value with a salt of its own, so that an
 * export can show a value and prove it, and nobody can guess one.
 *
 * <h2>Formats</h2>
 *
 * <ul>
 *   <li>leaf hash {@code SHA-256(0x00 || entry)}, node hash {@code SHA-256(0x01 || left || right)} (RFC 9162 §2.1.1);
 *   <li>entry: one line of JSON, see {@link pk.muhr.audit.log.LogEntry};
 *   <li>tiles of 256 hashes, {@code tile/<level>/<number>[.p/<width>]}, and bundles of entries, each with its length in
 *       two octets before it, {@code tile/entries/<number>[.p/<width>]} (C2SP tlog-tiles);
 *   <li>checkpoint: origin, size and root, a line each, signed as a C2SP signed note with ECDSA P-256 and SHA-256, type
 *       0x02, whose key id is the first four octets of the SHA-256 of the DER SubjectPublicKeyInfo. The verifier of
 *       Sigstore's Rekor reads it;
 *   <li>cosignatures below that signature: Ed25519 by witnesses, with the time, type 0x04 (C2SP tlog-cosignature).
 * </ul>
 */
package pk.muhr.audit.log;
