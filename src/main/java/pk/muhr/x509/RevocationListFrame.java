package pk.muhr.x509;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;

/**
 * What stands around the entries of a to-be-signed CRL: with their bytes, the exact bytes that are signed (RFC 5280
 * §5.1.2).
 *
 * @param head from the beginning of the TBSCertList to the first entry
 * @param tail from the last entry to the end
 * @param length octets of the whole TBSCertList
 */
public record RevocationListFrame(Der head, Der tail, long length) {

    private static final int SEQUENCE = 0x30;
    private static final int SHORT = 0x7f;

    public RevocationListFrame {
        if (length < head.length() + tail.length()) {
            throw new IllegalArgumentException("a CRL of " + length + " octets is shorter than its frame");
        }
    }

    /** @param empty a TBSCertList without entries */
    static RevocationListFrame around(Der empty, long entriesLength) {
        ASN1Sequence fields = ASN1Sequence.getInstance(empty.decode());
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        for (int i = 0; i < fields.size() - 1; i++) {
            before.writeBytes(Der.of(fields.getObjectAt(i)).bytes());
        }
        Der tail = Der.of(fields.getObjectAt(fields.size() - 1));
        byte[] list = entriesLength == 0 ? new byte[0] : header(SEQUENCE, entriesLength);
        long content = before.size() + list.length + entriesLength + tail.length();
        byte[] outer = header(SEQUENCE, content);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(outer);
        head.writeBytes(before.toByteArray());
        head.writeBytes(list);
        return new RevocationListFrame(Der.of(head.toByteArray()), tail, outer.length + content);
    }

    /** The TBSCertList. */
    public Content tbs(Content entries) {
        return out -> {
            head.writeTo(out);
            entries.writeTo(out);
            tail.writeTo(out);
        };
    }

    /** The CertificateList: the TBSCertList with algorithm and signature. */
    public Content signed(Content entries, SignatureAlgorithm algorithm, Der signature) {
        byte[] named = Der.of(algorithm.identifier()).bytes();
        byte[] bits = Der.of(new DERBitString(signature.bytes())).bytes();
        return out -> {
            out.write(header(SEQUENCE, length + named.length + bits.length));
            tbs(entries).writeTo(out);
            out.write(named);
            out.write(bits);
        };
    }

    /** A list of few entries in memory. */
    public Der tbsInMemory(Content entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            tbs(entries).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Der.of(out.toByteArray());
    }

    /** Tag and length in the one form of DER (X.690 §10.1). */
    private static byte[] header(int tag, long length) {
        if (length <= SHORT) {
            return new byte[] {(byte) tag, (byte) length};
        }
        int octets = Long.BYTES - Long.numberOfLeadingZeros(length) / Byte.SIZE;
        byte[] header = new byte[2 + octets];
        header[0] = (byte) tag;
        header[1] = (byte) (SHORT + 1 + octets);
        for (int i = 0; i < octets; i++) {
            header[2 + i] = (byte) (length >>> Byte.SIZE * (octets - 1 - i));
        }
        return header;
    }
}
