package pk.muhr.x509;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recognises an RSA modulus made by the flawed library of Infineon's chips, whose factors can be computed from it
 * (CVE-2017-15361, "ROCA"; BR 6.1.1.3).
 *
 * <p>Such a prime is {@code k·M + (65537^a mod M)}, {@code M} the product of the first primes. So the modulus too is a
 * power of 65537 modulo each of those primes, as only one random modulus in 2^27.8 is: a match is taken for the flaw.
 * Every size of key uses at least the 39 primes to 167, so these decide (Nemec, Sys, Svenda, Klinec, Matyas: The Return
 * of Coppersmith's Attack, CCS 2017).
 */
public final class RocaFingerprint {

    private static final int GENERATOR = 65537;

    /** The first primes of every {@code M}, less 2, which says nothing of an odd number. */
    private static final int[] PRIMES = {
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149, 151, 157, 163, 167
    };

    /** By prime: the powers of 65537 modulo it, bit by bit the markers that the authors published. */
    private static final Map<Integer, BitSet> MARKERS = markers();

    private RocaFingerprint() {}

    /** Whether the modulus bears the fingerprint. */
    public static boolean matches(BigInteger modulus) {
        return MARKERS.entrySet().stream().allMatch(marker -> marker.getValue()
                .get(modulus.mod(BigInteger.valueOf(marker.getKey())).intValue()));
    }

    static Map<Integer, BitSet> markers() {
        Map<Integer, BitSet> markers = new LinkedHashMap<>();
        for (int prime : PRIMES) {
            BitSet powers = new BitSet(prime);
            for (int power = 1; !powers.get(power); power = power * (GENERATOR % prime) % prime) {
                powers.set(power);
            }
            markers.put(prime, powers);
        }
        return markers;
    }
}
