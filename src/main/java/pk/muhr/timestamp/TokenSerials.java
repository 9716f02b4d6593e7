package pk.muhr.timestamp;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

import pk.muhr.x509.SerialNumber;

/**
 * Serial numbers that no token has twice (RFC 3161 §2.4.2): unit, block and place in the block, and 64 random bits, which
 * tell apart what a database that was set back would number alike.
 */
final class TokenSerials {

    private static final int OCTETS = 20;
    private static final long BLOCK_END = 0xffffffffL;

    private final int unit;
    private final int block;
    private final SecureRandom random;
    private final AtomicLong next;

    TokenSerials(int unit, int block, SecureRandom random) {
        this(unit, block, random, 0);
    }

    /** @param first place that it gives */
    TokenSerials(int unit, int block, SecureRandom random, long first) {
        this.next = new AtomicLong(first);
        this.unit = unit;
        this.block = block;
        this.random = random;
    }

    /** The unit is taken anew for the next block. */
    static final class UsedUp extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private UsedUp() {
            super("the serial numbers of this block are used up");
        }
    }

    int block() {
        return block;
    }

    /** @throws UsedUp when every number of the block was given */
    SerialNumber next() {
        long place = next.getAndIncrement();
        if (place > BLOCK_END) {
            throw new UsedUp();
        }
        return new SerialNumber(new BigInteger(ByteBuffer.allocate(OCTETS)
                .putInt(unit)
                .putInt(block)
                .putInt((int) place)
                .putLong(random.nextLong())
                .array()));
    }
}
