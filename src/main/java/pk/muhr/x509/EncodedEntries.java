package pk.muhr.x509;

/**
 * The entries of a CRL as they are encoded, one after the other.
 *
 * @param length octets of all of them
 */
public record EncodedEntries(Content content, long length) {}
