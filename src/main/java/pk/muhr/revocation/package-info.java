/**
 * The end of certificates: who may revoke, what is revoked, and what relying parties are told.
 *
 * <p>{@link pk.muhr.revocation.Revocations} keeps what is revoked, for ever; {@link pk.muhr.revocation.CertificateStatuses}
 * answers for one certificate, {@link pk.muhr.revocation.StatusChanges} tells every process what changed, and
 * {@link pk.muhr.revocation.ClientCertificates} says whether one shows who is calling us,
 * {@link pk.muhr.revocation.OcspEvidence} what relying parties were told; {@link pk.muhr.revocation.KeyCompromises} takes proofs of
 * compromise. Orders over many are in {@code mass}, what was true at some time in {@code history}. How relying parties learn of it is in {@code crl}
 * (RFC 5280 §5) and {@code ocsp} (RFC 6960), which do not know of each other. Nothing here issues; a responder's
 * certificate comes from {@code issuance} like any other. BR §4.9.
 */
package pk.muhr.revocation;
