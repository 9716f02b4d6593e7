/**
 * A witness of logs: a process of its own, of somebody else than the log's operator, that signs a log's checkpoint only when
 * its tree begins with the one that it signed before (C2SP tlog-witness, tlog-cosignature).
 *
 * <p>Whoever knows the witness's key and sees its signature knows that the log shows everybody one tree, which only grows. For
 * that the witness keeps one checkpoint per log, and never signs a smaller tree or another one of the same size. It needs no
 * database, no network of the log's and nothing of the service but the log's public key.
 *
 * <h2>What lies in its directory</h2>
 *
 * <ul>
 *   <li>{@code key.pem}: its Ed25519 key (PKCS #8, RFC 8410), readable by its owner alone; not encrypted, so the directory
 *       belongs on a disk that is, and a copy into a safe;
 *   <li>{@code vkey}: name and public key, as those who verify are given them. Neither ever changes;
 *   <li>{@code state}: the last checkpoint of each log, written to the disk before the answer. A witness without it must not
 *       go on: it would sign any tree. Nor with an older copy of it; a lost or restored witness begins anew, with a new
 *       directory and another name;
 *   <li>{@code fork-…}: a checkpoint that the log signed and that is another tree of the same size: the proof of a lie;
 *   <li>{@code lock}: held by the process that uses the directory.
 * </ul>
 *
 * <p>Not a monitor: it does not read what the log says.
 */
package pk.muhr.audit.witness;
