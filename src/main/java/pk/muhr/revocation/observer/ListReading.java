package pk.muhr.revocation.observer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.Time;

import pk.muhr.x509.Der;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/**
 * Reads a CRL as it comes, an entry at a time, so that the list of a whole country needs no more memory than one of
 * nobody. It shares no code with what makes lists.
 */
final class ListReading {

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int EXTENSIONS = 0xa0;

    /** Nothing in a list but the list itself is longer. */
    private static final int LONGEST_PART = 64 * 1024;

    private final InputStream in;
    private final SubjectPublicKey issuer;
    private final Set<SerialNumber> wanted;
    private final MessageDigest digest;
    private final ByteArrayOutputStream unsigned = new ByteArrayOutputStream();
    private Signature signature;
    private long read;

    /** Tag and length, and the octets that said so. */
    private record Head(int tag, long length, byte[] octets) {}

    private ListReading(InputStream in, SubjectPublicKey issuer, Set<SerialNumber> wanted) {
        this.in = in;
        this.issuer = issuer;
        this.wanted = wanted;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Reads all of it.
     *
     * @param issuer the key that should have signed it
     * @param wanted serial numbers to look for
     */
    static StreamedList read(InputStream in, SubjectPublicKey issuer, Set<SerialNumber> wanted) throws Broken {
        try {
            return new ListReading(in, issuer, wanted).read();
        } catch (EOFException _) {
            throw new Broken("is a CRL that ends in the middle");
        } catch (IOException e) {
            throw new Broken(e.getMessage());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw Broken.by("is no CRL that can be read", e);
        }
    }

    private StreamedList read() throws IOException, GeneralSecurityException, Broken {
        long outer = head(SEQUENCE).length() + read;
        Head tbs = head(SEQUENCE);
        sign(tbs.octets());
        long end = read + tbs.length();
        Head next = head();
        if (next.tag() == INTEGER) {
            sign(part(next));
            next = head();
        }
        byte[] algorithm = part(next);
        begin(algorithm);
        Der issuerName = Der.of(signed(part(head(SEQUENCE))));
        Instant thisUpdate = time(signed(part(head())));
        Optional<Instant> nextUpdate = Optional.empty();
        long entries = 0;
        Set<SerialNumber> found = new HashSet<>();
        Extensions extensions = null;
        while (read < end) {
            next = head();
            switch (next.tag()) {
                case SEQUENCE -> entries = entries(next, found);
                case EXTENSIONS -> extensions = extensions(signed(part(next)));
                default -> nextUpdate = Optional.of(time(signed(part(next))));
            }
        }
        Broken.unless(read == end, "is a CRL whose lengths do not fit");
        Broken.unless(Arrays.equals(algorithm, part(head(SEQUENCE))), "names two algorithms (RFC 5280 §5.1.1.2)");
        byte[] value = ASN1BitString.getInstance(part(head())).getOctets();
        Broken.unless(read == outer && in.read() < 0, "is a CRL with something behind it");
        return new StreamedList(
                issuerName,
                thisUpdate,
                nextUpdate,
                number(extensions, Extension.cRLNumber),
                distributionPoint(extensions),
                number(extensions, Extension.deltaCRLIndicator),
                entries,
                Sha256.of32(digest.digest()),
                verifies(value),
                Set.copyOf(found));
    }

    /** From here on the algorithm is known, and what was read of the signed part is caught up with. */
    private void begin(byte[] algorithm) throws GeneralSecurityException, Broken {
        SignatureAlgorithm known = SignatureAlgorithm.of(AlgorithmIdentifier.getInstance(algorithm))
                .orElseThrow(() -> new Broken("is signed with an algorithm that is never used here"));
        signature = known.verifier(issuer);
        signature.update(unsigned.toByteArray());
        signature.update(algorithm);
    }

    private boolean verifies(byte[] value) {
        try {
            return signature.verify(value);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private long entries(Head list, Set<SerialNumber> found) throws IOException, GeneralSecurityException {
        signature.update(list.octets());
        long count = 0;
        for (long end = read + list.length(); read < end; count++) {
            byte[] entry = signed(part(head(SEQUENCE)));
            if (!wanted.isEmpty()) {
                SerialNumber serial = new SerialNumber(
                        ASN1Integer.getInstance(ASN1Sequence.getInstance(entry).getObjectAt(0))
                                .getValue());
                if (wanted.contains(serial)) {
                    found.add(serial);
                }
            }
        }
        return count;
    }

    private static Extensions extensions(byte[] tagged) {
        return Extensions.getInstance(ASN1TaggedObject.getInstance(tagged), true);
    }

    private static Optional<BigInteger> number(Extensions extensions, ASN1ObjectIdentifier kind) {
        return Optional.ofNullable(extensions)
                .map(all -> all.getExtensionParsedValue(kind))
                .map(value -> ASN1Integer.getInstance(value).getValue());
    }

    private static Optional<String> distributionPoint(Extensions extensions) {
        return Optional.ofNullable(extensions)
                .map(all -> all.getExtensionParsedValue(Extension.issuingDistributionPoint))
                .map(value -> IssuingDistributionPoint.getInstance(value).getDistributionPoint())
                .map(point -> GeneralNames.getInstance(point.getName()).getNames())
                .flatMap(names -> Arrays.stream(names)
                        .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                        .map(name -> name.getName().toString())
                        .findFirst());
    }

    private static Instant time(byte[] der) {
        return Time.getInstance(Der.of(der).decode()).getDate().toInstant();
    }

    private byte[] signed(byte[] octets) throws GeneralSecurityException {
        signature.update(octets);
        return octets;
    }

    private void sign(byte[] octets) {
        unsigned.writeBytes(octets);
    }

    private Head head(int tag) throws IOException {
        Head head = head();
        if (head.tag() != tag) {
            throw new IOException("is no CRL: it has the tag " + head.tag() + " where " + tag + " belongs");
        }
        return head;
    }

    private Head head() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int tag = octet(octets);
        long length = octet(octets);
        if (length > 0x84 || length == 0x80) {
            throw new IOException("is no CRL in DER");
        }
        if (length > 0x80) {
            int count = (int) length & 0x7f;
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | octet(octets);
            }
        }
        return new Head(tag, length, octets.toByteArray());
    }

    private int octet(ByteArrayOutputStream into) throws IOException {
        byte[] one = exactly(1);
        into.writeBytes(one);
        return one[0] & 0xff;
    }

    private byte[] part(Head head) throws IOException {
        if (head.length() > LONGEST_PART) {
            throw new IOException("is no CRL: it has a part of " + head.length() + " bytes");
        }
        byte[] content = exactly((int) head.length());
        byte[] all = Arrays.copyOf(head.octets(), head.octets().length + content.length);
        System.arraycopy(content, 0, all, head.octets().length, content.length);
        return all;
    }

    private byte[] exactly(int count) throws IOException {
        byte[] octets = in.readNBytes(count);
        if (octets.length < count) {
            throw new EOFException();
        }
        digest.update(octets);
        read += count;
        return octets;
    }
}
