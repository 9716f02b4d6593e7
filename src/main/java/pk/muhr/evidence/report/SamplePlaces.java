package pk.muhr.evidence.report;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import pk.muhr.x509.Sha256;

/**
 * The places among all fingerprints that a sample is drawn at: place {@code n} begins at SHA-256 of the seed (64 digits of
 * hex), a colon and {@code n} in decimal, and has room for a quarter of a certificate on average, so that each is found by
 * itself and by an index. All places are equally wide, so each certificate is as likely to be drawn as any other, whatever
 * lies beside it; and nobody knows a place before the seed is known.
 */
final class SamplePlaces {

    private static final BigInteger ALL = BigInteger.TWO.pow(256);
    private static final BigInteger PLACES_FOR_ONE = BigInteger.valueOf(4);

    private static final int DIGITS = 64;

    private final Sha256 seed;
    private final BigInteger width;

    /** @param population how many certificates there are; more than none */
    SamplePlaces(Sha256 seed, long population) {
        this.seed = seed;
        this.width = ALL.divide(PLACES_FOR_ONE.multiply(BigInteger.valueOf(population)));
    }

    /**
     * A run of fingerprints, both ends included, in hex.
     *
     * @param number of the place
     */
    record Place(long number, String first, String last) {

        /** Whether this fingerprint lies in it. */
        boolean has(String fingerprint) {
            return fingerprint.compareTo(first) >= 0 && fingerprint.compareTo(last) <= 0;
        }
    }

    /** So many places from this one on; one that goes beyond the last fingerprint goes on at the first. */
    List<Place> from(long number, int count) {
        return LongStream.range(number, number + count)
                .boxed()
                .flatMap(this::place)
                .toList();
    }

    private Stream<Place> place(long number) {
        Sha256 hash = Sha256.of((seed.hex() + ":" + number).getBytes(StandardCharsets.US_ASCII));
        BigInteger first = new BigInteger(hash.hex(), 16);
        BigInteger last = first.add(width).subtract(BigInteger.ONE);
        return last.compareTo(ALL) < 0
                ? Stream.of(new Place(number, hash.hex(), hex(last)))
                : Stream.of(
                        new Place(number, hash.hex(), "f".repeat(DIGITS)),
                        new Place(number, "0".repeat(DIGITS), hex(last.subtract(ALL))));
    }

    private static String hex(BigInteger value) {
        String digits = value.toString(16);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }
}
