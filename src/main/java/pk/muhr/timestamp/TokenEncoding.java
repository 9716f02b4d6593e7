package pk.muhr.timestamp;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SignatureAlgorithm;

/**
 * Writes tokens in DER (RFC 3161 §2.4.2, RFC 5652 §5, RFC 5816). What is the same in every token of a key is made once.
 */
final class TokenEncoding {

    private static final ASN1ObjectIdentifier TST_INFO = PKCSObjectIdentifiers.id_ct_TSTInfo;
    private static final ASN1Integer ONE = new ASN1Integer(1);
    private static final byte[] VERSION = {2, 1, 3};
    private static final byte[] GRANTED = {0x30, 3, 2, 1, 0};
    private static final byte[] SIGNED_DATA =
            Der.of(CMSObjectIdentifiers.signedData).bytes();
    private static final int SEQUENCE = 0x30;
    private static final int CONTEXT_0 = 0xa0;
    private static final int SHORT = 0x80;
    private static final int LONGEST_HEAD = 6;
    private static final int FRACTION = 3;
    private static final int REJECTION = 2;

    /** The fraction without trailing zeros, or none (RFC 3161 §2.4.2). */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyyMMddHHmmss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, FRACTION, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private final SignatureAlgorithm signature;
    private final ASN1ObjectIdentifier policy;
    private final DERSequence accuracy;
    private final DERTaggedObject name;
    private final AlgorithmIdentifier digest;
    private final DERSequence contentType;
    private final DERSequence signingCertificate;
    private final DERSequence protection;
    private final DERSequence issuerAndSerial;
    private final byte[] beginning;
    private final byte[] certificates;

    /** @param chain the unit's certificate first, the root's last */
    TokenEncoding(List<Certificate> chain, SignatureAlgorithm signature, String policy, Duration accuracy) {
        Certificate unit = chain.getFirst();
        this.signature = signature;
        this.policy = new ASN1ObjectIdentifier(policy);
        this.accuracy = accuracy.equals(Duration.ofSeconds(1))
                ? new DERSequence(ONE)
                : new DERSequence(new DERTaggedObject(false, 0, new ASN1Integer(accuracy.toMillis())));
        this.name =
                new DERTaggedObject(true, 0, new GeneralName(x500(unit.subject().der())));
        this.digest = digest(signature);
        this.contentType = attribute(CMSAttributes.contentType, TST_INFO);
        this.issuerAndSerial = sequence(
                x500(unit.issuer().der()), new ASN1Integer(unit.serial().value()));
        this.signingCertificate = attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, signingCertificate(unit));
        this.protection = attribute(
                CMSAttributes.cmsAlgorithmProtect,
                sequence(digest, new DERTaggedObject(false, 1, signature.identifier())));
        byte[] digests = Der.of(new DERSet(digest)).bytes();
        this.beginning = ByteBuffer.allocate(VERSION.length + digests.length)
                .put(VERSION)
                .put(digests)
                .array();
        this.certificates = Der.of(new DERTaggedObject(
                        false,
                        0,
                        new DERSet(chain.stream()
                                .limit(chain.size() - 1L)
                                .map(certificate -> certificate.der().decode())
                                .toArray(ASN1Encodable[]::new))))
                .bytes();
    }

    static DERSequence imprint(ImprintAlgorithm algorithm, byte[] digest) {
        return sequence(new DERSequence(new ASN1ObjectIdentifier(algorithm.oid())), new DEROctetString(digest));
    }

    /** What a token says (TSTInfo). */
    Der content(TimeStampRequest request, SerialNumber serial, Instant time) {
        ASN1EncodableVector info = new ASN1EncodableVector();
        info.add(ONE);
        info.add(policy);
        info.add(request.imprint());
        info.add(new ASN1Integer(serial.value()));
        info.add(new ASN1GeneralizedTime(TIME.format(time)));
        info.add(accuracy);
        request.nonce().ifPresent(nonce -> info.add(new ASN1Integer(nonce)));
        info.add(name);
        return Der.of(new DERSequence(info));
    }

    /** The signed attributes over it, as a SET, which is what is signed (RFC 5652 §5.4). */
    ASN1Set attributes(Der content) {
        byte[] hash = hash(content.bytes());
        return new DERSet(new ASN1Encodable[] {
            contentType,
            attribute(CMSAttributes.messageDigest, new DEROctetString(hash)),
            signingCertificate,
            protection
        });
    }

    /** The whole token (ContentInfo with SignedData); what was written once is not read again. */
    Der token(Der content, ASN1Set attributes, Der signed, boolean withCertificates) {
        DERSequence signer = sequence(
                ONE,
                issuerAndSerial,
                digest,
                new DERTaggedObject(false, 0, attributes),
                signature.identifier(),
                new DEROctetString(signed.bytes()));
        DERSequence encapsulated =
                sequence(TST_INFO, new DERTaggedObject(true, 0, new DEROctetString(content.bytes())));
        byte[] data = tlv(
                SEQUENCE,
                beginning,
                Der.of(encapsulated).bytes(),
                withCertificates ? certificates : new byte[0],
                Der.of(new DERSet(signer)).bytes());
        return Der.of(tlv(SEQUENCE, SIGNED_DATA, tlv(CONTEXT_0, data)));
    }

    /** An answer with a token (TimeStampResp). */
    static Der granted(Der token) {
        return Der.of(tlv(SEQUENCE, GRANTED, token.bytes()));
    }

    private static byte[] tlv(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length + LONGEST_HEAD).put((byte) tag);
        if (length < SHORT) {
            out.put((byte) length);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
            out.put((byte) (SHORT | octets));
            for (int octet = octets - 1; octet >= 0; octet--) {
                out.put((byte) (length >> octet * Byte.SIZE));
            }
        }
        for (byte[] part : parts) {
            out.put(part);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** An answer without one. */
    static Der refused(NoTimeStamp refusal) {
        int bit = refusal.why().bit();
        byte[] bits = new byte[bit / Byte.SIZE + 1];
        bits[bits.length - 1] = (byte) (1 << Byte.SIZE - 1 - bit % Byte.SIZE);
        return Der.of(new DERSequence(sequence(
                new ASN1Integer(REJECTION),
                new DERSequence(new DERUTF8String(refusal.getMessage())),
                new DERBitString(bits, Byte.SIZE - 1 - bit % Byte.SIZE))));
    }

    /** SHA-256 is the default of ESSCertIDv2, so it is left out (RFC 5816 §2.2.1). */
    private static DERSequence signingCertificate(Certificate unit) {
        GeneralNames issuer =
                new GeneralNames(new GeneralName(x500(unit.issuer().der())));
        DERSequence id = sequence(
                new DEROctetString(unit.fingerprint().bytes()),
                sequence(issuer, new ASN1Integer(unit.serial().value())));
        return new DERSequence(new DERSequence(id));
    }

    private static X500Name x500(Der name) {
        return X500Name.getInstance(name.decode());
    }

    private static DERSequence attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return sequence(type, new DERSet(value));
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }

    private static AlgorithmIdentifier digest(SignatureAlgorithm signature) {
        return new AlgorithmIdentifier(
                switch (signature.digest()) {
                    case "SHA-256" -> NISTObjectIdentifiers.id_sha256;
                    case "SHA-384" -> NISTObjectIdentifiers.id_sha384;
                    default -> NISTObjectIdentifiers.id_sha512;
                });
    }

    private byte[] hash(byte[] content) {
        try {
            return MessageDigest.getInstance(signature.digest()).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
