package pk.muhr.revocation;

import java.util.OptionalInt;

import pk.muhr.ca.AuthorityId;

/**
 * Fired within the transaction that changes the status of a certificate; who observes it after success knows that it is
 * committed.
 *
 * @param shard the part of the authority's CRL that the certificate names, if that is partitioned
 */
public record StatusChanged(AuthorityId authority, OptionalInt shard) {}
