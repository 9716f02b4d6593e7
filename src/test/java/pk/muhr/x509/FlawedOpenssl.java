package pk.muhr.x509;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * {@code openssl genrsa} as Debian shipped it from 2006 to 2008: the random generator of OpenSSL 0.9.8 without the
 * lines that mixed in what it was given (CVE-2008-0166). Makes the real weak keys, one at a time and slowly, to try the
 * lists with; the lists were made by the C programs in {@code src/test/resources/pk/muhr/x509/debian-weak-keys}, which
 * do the same in eight lanes.
 */
final class FlawedOpenssl {

    /** Size of C's {@code long}, its byte order, and the size of {@code struct stat}. */
    enum Machine {
        LE64(8, ByteOrder.LITTLE_ENDIAN, 144),
        LE32(4, ByteOrder.LITTLE_ENDIAN, 88),
        BE32(4, ByteOrder.BIG_ENDIAN, 88);

        private final int word;
        private final ByteOrder order;
        private final int stat;

        Machine(int word, ByteOrder order, int stat) {
            this.word = word;
            this.order = order;
            this.stat = stat;
        }
    }

    /** What became of {@code ~/.rnd}. */
    enum SeedFile {
        READ,
        UNREADABLE,
        MISSING
    }

    private static final int POOL = 1023;
    private static final int DIGEST = 20;
    private static final int ENOUGH_ENTROPY = 32;
    private static final int[] PRIMES = primes(2048);
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

    private final Machine machine;
    private final int process;
    private final byte[] pool = new byte[POOL + 1];
    private final byte[] digest = new byte[DIGEST];
    private int filled;
    private int index;
    private boolean polled;
    private boolean stirred;
    private final long[] count = new long[2];
    private int entropy;

    FlawedOpenssl(Machine machine, SeedFile file, int process) {
        this.machine = machine;
        this.process = process;
        if (file != SeedFile.MISSING) {
            add(machine.stat, 0);
        }
        if (file == SeedFile.READ) {
            add(1024, 1024);
        } else {
            poll();
        }
    }

    /** The modulus of {@code openssl genrsa BITS}. */
    BigInteger modulus(int bits) {
        return prime(bits / 2).multiply(prime(bits / 2));
    }

    /** The private value of {@code openssl ecparam -genkey}, for an order that fills its octets with ones above. */
    BigInteger scalar(BigInteger order) {
        BigInteger value;
        do {
            value = number(order.bitLength() / 8);
        } while (value.compareTo(order) >= 0 || value.signum() == 0);
        return value;
    }

    private BigInteger prime(int bits) {
        while (true) {
            BigInteger candidate = candidate(bits);
            boolean prime = isPrime(candidate);
            for (int round = 0; round < (prime ? checks(bits) : 1); round++) {
                witness(candidate);
            }
            if (prime && candidate.subtract(BigInteger.ONE).mod(EXPONENT).signum() != 0) {
                return candidate;
            }
        }
    }

    private static boolean isPrime(BigInteger n) {
        return BigInteger.TWO.modPow(n.subtract(BigInteger.ONE), n).equals(BigInteger.ONE);
    }

    private static int checks(int bits) {
        return bits >= 1300 ? 2 : 3;
    }

    private void witness(BigInteger prime) {
        BigInteger bound = prime.subtract(BigInteger.ONE);
        BigInteger value;
        do {
            value = number(prime.bitLength() / 8);
        } while (value.compareTo(bound) >= 0);
    }

    private BigInteger candidate(int bits) {
        BigInteger start = number(bits / 8).setBit(bits - 1).setBit(bits - 2).setBit(0);
        int[] rests = Arrays.stream(PRIMES)
                .map(prime -> start.mod(BigInteger.valueOf(prime)).intValue())
                .toArray();
        int delta = 0;
        while (!isClear(rests, delta)) {
            delta += 2;
        }
        return start.add(BigInteger.valueOf(delta));
    }

    private static boolean isClear(int[] rests, int delta) {
        for (int i = 1; i < PRIMES.length; i++) {
            if ((rests[i] + delta) % PRIMES[i] <= 1) {
                return false;
            }
        }
        return true;
    }

    private BigInteger number(int octets) {
        add(machine.word, 0); // the time
        return new BigInteger(1, bytes(octets));
    }

    private void poll() {
        add(ENOUGH_ENTROPY, ENOUGH_ENTROPY); // of /dev/urandom
        for (int i = 0; i < 3; i++) {
            add(machine.word, 0); // process, user and time
        }
        polled = true;
    }

    private void add(int length, int worth) {
        int at = index;
        long[] now = count.clone();
        byte[] local = digest.clone();
        index += length;
        if (index >= POOL) {
            index %= POOL;
            filled = POOL;
        } else {
            filled = Math.max(filled, index);
        }
        count[1] += (length + DIGEST - 1) / DIGEST;
        for (int done = 0; done < length; done += DIGEST) {
            int part = Math.min(DIGEST, length - done);
            local = sha1(local, slice(at, part, POOL), words(now)); // here the seed was left out
            now[1]++;
            for (int i = 0; i < part; i++) {
                pool[at] ^= local[i];
                at = (at + 1) % POOL;
            }
        }
        for (int i = 0; i < DIGEST; i++) {
            digest[i] ^= local[i];
        }
        entropy += entropy < ENOUGH_ENTROPY ? worth : 0;
    }

    private byte[] bytes(int length) {
        if (!polled) {
            poll();
        }
        for (int left = POOL; !stirred && left > 0; left -= DIGEST) {
            add(DIGEST, 0);
        }
        stirred = entropy >= ENOUGH_ENTROPY;
        int at = index;
        byte[] now = words(count);
        byte[] local = digest.clone();
        int half = DIGEST / 2;
        index += (length + half - 1) / half * half;
        if (index > filled) {
            index %= filled;
        }
        count[0]++;
        byte[] out = new byte[length];
        for (int done = 0; done < length; done += half) {
            byte[] who = done == 0 && process != 0
                    ? ByteBuffer.allocate(4)
                            .order(machine.order)
                            .putInt(process)
                            .array()
                    : new byte[0];
            local = sha1(who, local, now, slice(at, half, filled));
            for (int i = 0; i < half; i++) {
                pool[at] ^= local[i]; // once in a while one beyond the end, as in the original
                at = at + 1 >= filled ? 0 : at + 1;
                if (done + i < length) {
                    out[done + i] = local[half + i];
                }
            }
        }
        System.arraycopy(sha1(now, local, digest), 0, digest, 0, DIGEST);
        return out;
    }

    private byte[] slice(int at, int length, int end) {
        byte[] slice = new byte[length];
        for (int i = 0; i < length; i++) {
            slice[i] = pool[(at + i) % end];
        }
        return slice;
    }

    private byte[] words(long[] values) {
        ByteBuffer out = ByteBuffer.allocate(2 * machine.word).order(machine.order);
        for (long value : values) {
            if (machine.word == Long.BYTES) {
                out.putLong(value);
            } else {
                out.putInt((int) value);
            }
        }
        return out.array();
    }

    private static byte[] sha1(byte[]... parts) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            for (byte[] part : parts) {
                sha1.update(part);
            }
            return sha1.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int[] primes(int many) {
        int[] primes = new int[many];
        BigInteger prime = BigInteger.ONE;
        for (int i = 0; i < many; i++) {
            prime = prime.nextProbablePrime();
            primes[i] = prime.intValue();
        }
        return primes;
    }
}
