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
    private final AtomicLong next = new AtomicLong();

    TokenSerials(int unit, int block, SecureRandom random) {
        this.unit = unit;
        this.block = block;
        this.random = random;
    }

    int block() {
        return block;
    }

    /** @throws NoTimeStamp when the block is used up; a new one is taken with the next lease */
    SerialNumber next() {
        long place = next.getAndIncrement();
        if (place > BLOCK_END) {
            throw new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "the serial numbers of this block are used up");
        }
        return new SerialNumber(new BigInteger(ByteBuffer.allocate(OCTETS)
                .putInt(unit)
                .putInt(block)
                .putInt((int) place)
                .putLong(random.nextLong())
                .array()));
    }
}
