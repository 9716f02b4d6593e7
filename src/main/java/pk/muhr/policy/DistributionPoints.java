package pk.muhr.policy;

import java.math.BigInteger;
import java.net.URI;
import java.util.Optional;

import pk.muhr.x509.SerialNumber;

/**
 * Where an authority's CRL lies (RFC 5280 §4.2.1.13).
 *
 * @param whole address of the list of everything, ending in {@code .crl}
 * @param shards into how many parts the list is divided besides, by bits of the serial number that nobody chooses
 */
public record DistributionPoints(URI whole, Optional<Integer> shards) {

    private static final String ENDING = ".crl";

    /** The one list that a certificate with this serial number names. */
    public URI of(SerialNumber serial) {
        return shards.map(count -> serial.value().mod(BigInteger.valueOf(count)).intValue())
                .map(this::shard)
                .orElse(whole);
    }

    /** The list of one part. */
    public URI shard(int number) {
        return below(whole, "" + number);
    }

    /** The changes since the list at the given address. */
    public static URI deltaOf(URI complete) {
        return below(complete, "delta");
    }

    private static URI below(URI list, String name) {
        String address = list.toString();
        return URI.create(address.substring(0, address.length() - ENDING.length()) + "/" + name + ENDING);
    }
}
