package pk.muhr.revocation.crl;

import java.util.OptionalInt;

import pk.muhr.ca.AuthorityId;

/**
 * What a CRL speaks of, complete or only its changes: all of an authority, or one part of it (RFC 5280 §5). Numbers rise
 * and times move forward in each scope alone.
 *
 * @param shard the part; none for the list of everything
 */
public record ListScope(AuthorityId authority, OptionalInt shard) {

    private static final int WHOLE = -1;

    /** The list of everything. */
    public static ListScope whole(AuthorityId authority) {
        return new ListScope(authority, OptionalInt.empty());
    }

    /** One part. */
    public static ListScope part(AuthorityId authority, int shard) {
        return new ListScope(authority, OptionalInt.of(shard));
    }

    /** As it is stored. */
    static ListScope of(AuthorityId authority, int column) {
        return column == WHOLE ? whole(authority) : part(authority, column);
    }

    /** Whether it is the list of everything. */
    public boolean isWhole() {
        return shard.isEmpty();
    }

    int column() {
        return shard.orElse(WHOLE);
    }

    /** Such as {@code gov-tls-g1} or {@code gov-tls-g1/3}. */
    @Override
    public String toString() {
        return isWhole() ? authority.toString() : authority + "/" + shard.getAsInt();
    }
}
