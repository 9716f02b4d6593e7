/**
 * What may be issued: the files of the accreditation council (ECAC) as records.
 *
 * <p>Component names are the YAML keys; an unknown, missing or duplicate key stops the start with file, line and rule.
 * Numbers live in the files, never here. This package judges requests ({@link pk.muhr.policy.CertificateProfile}); the
 * finished to-be-signed bytes are judged again, independently, in {@code lint}. It does not know who is asking nor
 * which key will sign. Sources: RFC 3647, RFC 5280, CA/Browser Forum Baseline Requirements (BR).
 */
package pk.muhr.policy;
