package pk.muhr.x509;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import pk.muhr.x509.SubjectPublicKey.Ec;
import pk.muhr.x509.SubjectPublicKey.Rsa;
import pk.muhr.x509.SubjectPublicKey.Unsupported;

/**
 * The keys that Debian's OpenSSL made from 2006 to 2008, when nothing but the number of its process went into its
 * random generator (CVE-2008-0166, DSA-1571-1); no certificate may hold one (BR 6.1.1.3).
 *
 * <p>Of one kind there are 294,912: process 0 to 32767, on 32-bit big-endian, 32-bit little-endian and 64-bit
 * little-endian machines, with {@code ~/.rnd} read, unreadable or missing. The lists beside this class hold them all
 * for the kinds that {@link #covers} names. They are computed, not copied; the README beside them says how, and what
 * they were compared with: of elliptic curves no published key was at hand. Keys that other programs drew from the same
 * generator (OpenSSH, OpenVPN), or that {@code genrsa} made of other sizes, are not in them.
 *
 * <p>A key is known by the last 64 bits of the SHA-1 of a line, so that one in 2^45 sound keys is refused in error. The
 * line is {@code Modulus=} and the modulus, as {@code openssl rsa -modulus} writes it, or {@code Point=} and the
 * uncompressed point; in upper-case hexadecimal, ended by a line feed.
 */
public final class DebianWeakKeys {

    /** Three machines, three states of the file, 32,768 processes. */
    private static final int KEYS_OF_A_KIND = 3 * 3 * 32_768;

    private static final Set<String> LISTED = Set.of("RSA-2048", "RSA-3072", "RSA-4096", "P-256", "P-384");

    /** A line of openssl-vulnkey(1): the last 80 bits of the SHA-1 of the modulus's line. */
    private static final Pattern LINE = Pattern.compile("[0-9a-f]{20}");

    /** The lists that were asked for so far, by the label of their kind of key. */
    private final Map<String, long[]> read;

    private final long[] more;

    private DebianWeakKeys(Map<String, long[]> read, long[] more) {
        this.read = read;
        this.more = more;
    }

    /** The lists that come with this program. Each is read when first needed and kept, so keep what this gives. */
    public static DebianWeakKeys known() {
        return new DebianWeakKeys(new ConcurrentHashMap<>(), new long[0]);
    }

    /**
     * Those of this and of a list in the format of Debian's package openssl-blacklist: 20 hexadecimal digits a line in
     * lower case, which are the last 80 bits of the SHA-1; and lines that begin with {@code #}.
     *
     * @throws IllegalArgumentException with the line that is neither
     */
    public DebianWeakKeys with(Stream<String> lines) {
        LongStream added = lines.map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .mapToLong(DebianWeakKeys::fingerprint);
        return new DebianWeakKeys(
                read,
                LongStream.concat(added, Arrays.stream(more))
                        .sorted()
                        .distinct()
                        .toArray());
    }

    /** Whether the key is one of them. */
    public boolean contains(SubjectPublicKey key) {
        return line(key)
                .map(DebianWeakKeys::hash)
                .filter(hash -> isIn(more, hash) || isIn(embedded(key), hash))
                .isPresent();
    }

    /** Whether all keys of this kind and size are known, so that {@link #contains} is the whole answer. */
    public boolean covers(SubjectPublicKey key) {
        return embedded(key).length == KEYS_OF_A_KIND;
    }

    private static boolean isIn(long[] sorted, long hash) {
        return Arrays.binarySearch(sorted, hash) >= 0;
    }

    private long[] embedded(SubjectPublicKey key) {
        return LISTED.contains(key.label()) ? read.computeIfAbsent(key.label(), DebianWeakKeys::list) : new long[0];
    }

    /** A file is its hashes, eight octets each. */
    static long[] list(String label) {
        String name = "debian-weak-keys/" + label.toLowerCase(Locale.ROOT) + ".bin";
        try (InputStream in = DebianWeakKeys.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks a list of weak keys: " + name + "; install it anew");
            }
            ByteBuffer octets = ByteBuffer.wrap(in.readAllBytes());
            long[] hashes = new long[octets.remaining() / Long.BYTES];
            octets.asLongBuffer().get(hashes);
            Arrays.sort(hashes);
            return hashes;
        } catch (IOException e) {
            throw new UncheckedIOException("a list of weak keys cannot be read: " + name, e);
        }
    }

    private static Optional<String> line(SubjectPublicKey key) {
        return switch (key) {
            case Rsa rsa -> Optional.of("Modulus=" + hex(rsa.modulus()));
            case Ec ec -> Optional.of("Point=" + HexFormat.of().withUpperCase().formatHex(ec.keyBits()));
            case Unsupported _ -> Optional.empty();
        };
    }

    /** As OpenSSL prints a number: whole octets, upper case. */
    private static String hex(BigInteger number) {
        String digits = number.toString(16).toUpperCase(Locale.ROOT);
        return digits.length() % 2 == 0 ? digits : "0" + digits;
    }

    private static long hash(String line) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest((line + "\n").getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.wrap(sha1).getLong(sha1.length - Long.BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static long fingerprint(String line) {
        if (!LINE.matcher(line).matches()) {
            throw new IllegalArgumentException("a line of a list of weak keys has 20 hexadecimal digits"
                    + " (openssl-vulnkey(1)): " + LegibleText.shown(line));
        }
        return Long.parseUnsignedLong(line, 4, line.length(), 16);
    }
}
