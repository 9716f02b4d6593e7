package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import pk.muhr.x509.Der;

/** Requests of all kinds, and what becomes of them under way: thousands of seeded mutations. */
class OcspFuzzTest {

    private static final BigInteger SERIAL = new BigInteger("4a96cae44600a49e0c9bdf610fcb4c7bd7b65da5", 16);
    private static final String NONCE = "1.3.6.1.5.5.7.48.1.2";
    private static final int MOST = OcspQuestion.LONGEST_REQUEST;

    private final Random random = new Random(6960);
    private final List<byte[]> seeds =
            seeds().stream().filter(seed -> seed.length < 2000).toList();

    @Test
    void readsOrRefusesWhateverTheSeedsBecome() {
        for (int i = 0; i < 20_000; i++) {
            OcspFuzz.frugally(mutated());
        }
    }

    @Test
    @Tag("long")
    void readsOrRefusesWhateverTheSeedsBecomeForHalfAMinute() {
        random.setSeed(System.nanoTime());
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int runs = 0;
        for (; System.nanoTime() < end; runs++) {
            byte[] input = mutated();
            try {
                OcspFuzz.frugally(input);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(Der.of(input).hex(), e);
            }
        }
        assertThat(runs).isGreaterThan(20_000);
    }

    @Test
    void readsOrRefusesEverySeedAndItsEveryBeginning() {
        for (byte[] seed : seeds()) {
            for (int length = 0; length <= Math.min(seed.length, 400); length++) {
                OcspFuzz.frugally(Arrays.copyOf(seed, length));
            }
            OcspFuzz.frugally(seed);
        }
    }

    static List<byte[]> seeds() {
        Der plain = Questions.request().about(SERIAL).der();
        Questions many = Questions.request();
        for (int i = 0; i < 10_000; i++) {
            many.about(Questions.SHA1, new byte[0], new byte[0], BigInteger.valueOf(i));
        }
        return List.of(
                plain.bytes(),
                Questions.request().about(SERIAL).nonce(32).der().bytes(),
                Questions.request().about(SERIAL).nonce(1 << 20).der().bytes(),
                Questions.request()
                        .about(BigInteger.ONE.shiftLeft(1600))
                        .about(BigInteger.ZERO)
                        .about(SERIAL.negate())
                        .der()
                        .bytes(),
                many.der().bytes(),
                signed(plain, 10).bytes(),
                signed(plain, MOST / 2 - 100).bytes(),
                Questions.request()
                        .about(SERIAL)
                        .extended(NONCE, false, many(0x30, MOST / 2 - 100))
                        .der()
                        .bytes(),
                nested(0x30, MOST / 2),
                nested(0xa2, MOST / 2),
                nestedWithLengths(OcspQuestion.MOST_ELEMENTS - 1),
                new byte[1 << 20],
                Base64.getEncoder().encode(plain.bytes()),
                "%4d%%%zz\r\n==+/".getBytes(StandardCharsets.US_ASCII));
    }

    /** With a signature and that many certificates, all of which nobody asked for. */
    static Der signed(Der request, int certificates) {
        DERSequence[] all = new DERSequence[certificates];
        Arrays.fill(all, new DERSequence());
        DERSequence signature = new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
            new DERBitString(new byte[70]),
            new DERTaggedObject(true, 0, new DERSequence(all))
        });
        return Der.of(new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
            org.bouncycastle.asn1.ASN1Sequence.getInstance(request.decode()).getObjectAt(0),
            new DERTaggedObject(true, 0, signature)
        }));
    }

    private static byte[] many(int tag, int number) {
        byte[] all = new byte[2 * number];
        for (int at = 0; at < all.length; at += 2) {
            all[at] = (byte) tag;
        }
        return all;
    }

    private static byte[] nestedWithLengths(int depth) {
        byte[] all = new byte[4 * depth];
        for (int at = 0; at < all.length; at += 4) {
            int left = all.length - at - 4;
            all[at] = 0x30;
            all[at + 1] = (byte) 0x82;
            all[at + 2] = (byte) (left >> 8);
            all[at + 3] = (byte) left;
        }
        return all;
    }

    /** Things of indefinite length in things of indefinite length. */
    private static byte[] nested(int tag, int depth) {
        byte[] all = new byte[2 * depth];
        for (int at = 0; at < all.length; at += 2) {
            all[at] = (byte) tag;
            all[at + 1] = (byte) 0x80;
        }
        return all;
    }

    private byte[] mutated() {
        byte[] input = seeds.get(random.nextInt(seeds.size()));
        for (int i = random.nextInt(4); i >= 0; i--) {
            input = mutated(input);
        }
        return input;
    }

    private byte[] mutated(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int end = Math.min(input.length, at + random.nextInt(9));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> out.write(random.nextInt(256)); // one more
            case 1 -> at = end; // some less
            case 2 -> out.write(input, at, end - at); // some twice
            case 3 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                out.writeBytes(Arrays.copyOf(other, random.nextInt(other.length)));
            }
            default -> {
                if (at < input.length) {
                    out.write(random.nextBoolean() ? input[at] ^ 1 << random.nextInt(8) : random.nextInt(256));
                    at++;
                }
            }
        }
        out.write(input, at, input.length - at);
        return out.toByteArray();
    }
}
