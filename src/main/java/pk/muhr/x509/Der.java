package pk.muhr.x509;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;

/**
 * Encoded bytes that are compared by content. The one wrapper of {@code byte[]}, so that no other value holds an array
 * and nobody changes the bytes of a certificate after it was checked.
 */
public final class Der implements Content {

    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1f;
    private static final int LONG_LENGTH = 0x80;

    private final byte[] bytes;

    private Der(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes a copy of the given bytes. */
    public static Der of(byte[] bytes) {
        return new Der(bytes.clone());
    }

    /** The DER encoding of a Bouncy Castle object (X.690). */
    public static Der of(ASN1Encodable object) {
        try {
            return new Der(object.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalArgumentException("not encodable as DER: " + e.getMessage(), e);
        }
    }

    /** Reads the hexadecimal form. */
    public static Der ofHex(String hex) {
        return new Der(HexFormat.of().parseHex(hex));
    }

    /**
     * Decodes exactly one ASN.1 object.
     *
     * @throws MalformedDer when the bytes are truncated, followed by others, or not ASN.1
     */
    public ASN1Primitive decode() {
        try {
            ASN1Primitive object = ASN1Primitive.fromByteArray(bytes);
            if (object == null) {
                throw new MalformedDer("no ASN.1 object in " + bytes.length + " bytes", null);
            }
            return object;
        } catch (IOException | RuntimeException e) {
            throw e instanceof MalformedDer malformed
                    ? malformed
                    : new MalformedDer("not one whole DER object: " + e.getMessage(), e);
        }
    }

    /**
     * The same, for bytes from anywhere: no object is made before the elements were counted, since two octets are enough
     * for one, which takes more than a hundred in memory.
     *
     * @throws MalformedDer also when there are more than so many elements, whatever their depth
     */
    public ASN1Primitive decode(int mostElements) {
        if (!hasAtMost(mostElements)) {
            throw new MalformedDer("more than " + mostElements + " ASN.1 elements", null);
        }
        return decode();
    }

    /** Walks from head to head (X.690 §8.1); what is not encoded rightly ends there as it does when it is decoded. */
    private boolean hasAtMost(int elements) {
        int at = 0;
        for (int count = 0; at < bytes.length; count++) {
            if (count == elements) {
                return false;
            }
            boolean constructed = (bytes[at] & CONSTRUCTED) != 0;
            boolean longTag = (bytes[at++] & LONG_TAG) == LONG_TAG;
            while (longTag && at < bytes.length && bytes[at++] < 0) {}
            int first = at < bytes.length ? bytes[at++] & 0xff : 0;
            long length = first < LONG_LENGTH ? first : 0;
            for (int octets = first - LONG_LENGTH; octets > 0 && at < bytes.length; octets--) {
                length = Math.min(length << 8 | bytes[at++] & 0xff, Integer.MAX_VALUE);
            }
            if (!constructed) {
                at = (int) Math.min(bytes.length, at + length);
            }
        }
        return true;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** SHA-256 over the bytes (FIPS 180-4). */
    public Sha256 sha256() {
        return Sha256.of(bytes);
    }

    /** All bytes in lower-case hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Der der && Arrays.equals(bytes, der.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        int shown = Math.min(bytes.length, 8);
        return "Der[" + bytes.length + " bytes " + HexFormat.of().formatHex(bytes, 0, shown) + "…]";
    }
}
