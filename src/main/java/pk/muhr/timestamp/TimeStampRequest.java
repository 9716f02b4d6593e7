package pk.muhr.timestamp;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;

import pk.muhr.x509.Der;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.Sha256;

/**
 * What somebody wants a time for (RFC 3161 §2.4.1).
 *
 * @param imprint the MessageImprint, as it was sent
 * @param policy dotted, where they ask for one
 * @param certificates whether the unit's goes with the token
 */
record TimeStampRequest(
        ImprintAlgorithm algorithm,
        ASN1Encodable imprint,
        Optional<String> policy,
        Optional<BigInteger> nonce,
        boolean certificates) {

    /** Octets of the longest request that is read; one with SHA-512 and all the rest has 150. */
    private static final int LONGEST = 4096;

    private static final int MOST_ELEMENTS = 64;
    private static final int LONGEST_NONCE_BITS = 512;
    private static final int IMPRINT = 1;

    /** Asks for a token over this digest, with the unit's certificate. */
    static TimeStampRequest of(Sha256 digest) {
        return new TimeStampRequest(
                ImprintAlgorithm.SHA_256,
                TokenEncoding.imprint(ImprintAlgorithm.SHA_256, digest.bytes()),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    /**
     * Reads a request; nothing of it is let pass that is not understood.
     *
     * @throws NoTimeStamp with what is wrong
     */
    static TimeStampRequest of(Der der, List<ImprintAlgorithm> digests) {
        if (der.length() > LONGEST) {
            throw new NoTimeStamp(
                    FailureInfo.BAD_DATA_FORMAT,
                    "this is longer than any query: send the digest of the data, not the data");
        }
        try {
            ASN1Sequence fields = ASN1Sequence.getInstance(der.decode(MOST_ELEMENTS));
            if (!ASN1Integer.getInstance(fields.getObjectAt(0)).hasValue(1)) {
                throw new NoTimeStamp(FailureInfo.BAD_REQUEST, "version is 1 (RFC 3161 section 2.4.1)");
            }
            ASN1Sequence imprint = ASN1Sequence.getInstance(fields.getObjectAt(IMPRINT));
            ImprintAlgorithm algorithm = algorithm(imprint, digests);
            return read(fields, algorithm, imprint);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw new NoTimeStamp(FailureInfo.BAD_DATA_FORMAT, "no TimeStampReq in DER (RFC 3161 section 2.4.1)", e);
        }
    }

    private static ImprintAlgorithm algorithm(ASN1Sequence imprint, List<ImprintAlgorithm> digests) {
        ASN1Sequence identifier = ASN1Sequence.getInstance(imprint.getObjectAt(0));
        String oid = ASN1ObjectIdentifier.getInstance(identifier.getObjectAt(0)).getId();
        ImprintAlgorithm algorithm = ImprintAlgorithm.of(oid)
                .filter(digests::contains)
                .orElseThrow(() -> new NoTimeStamp(
                        FailureInfo.BAD_ALG,
                        "the digest " + oid + " is not taken; use one of "
                                + String.join(
                                        ", ",
                                        digests.stream()
                                                .map(ImprintAlgorithm::label)
                                                .toList())));
        boolean plain = identifier.size() == 1
                || identifier.size() == 2 && identifier.getObjectAt(1).toASN1Primitive() instanceof ASN1Null;
        if (!plain || imprint.size() != 2) {
            throw new IllegalArgumentException("a digest has no parameters");
        }
        if (ASN1OctetString.getInstance(imprint.getObjectAt(1)).getOctetsLength() != algorithm.length()) {
            throw new NoTimeStamp(
                    FailureInfo.BAD_DATA_FORMAT,
                    "an imprint by " + algorithm.label() + " has " + algorithm.length() + " octets");
        }
        return algorithm;
    }

    private static TimeStampRequest read(ASN1Sequence fields, ImprintAlgorithm algorithm, ASN1Sequence imprint) {
        Optional<String> policy = Optional.empty();
        Optional<BigInteger> nonce = Optional.empty();
        boolean certificates = false;
        int place = 0;
        for (int at = 2; at < fields.size(); at++) {
            ASN1Primitive field = fields.getObjectAt(at).toASN1Primitive();
            int its = place(field);
            if (its <= place) {
                throw new IllegalArgumentException("fields in another order");
            }
            place = its;
            switch (field) {
                case ASN1ObjectIdentifier oid -> policy = Optional.of(oid.getId());
                case ASN1Integer number -> nonce = Optional.of(nonce(number));
                case ASN1Boolean wanted -> certificates = wanted.isTrue();
                default -> requireNoExtension((ASN1TaggedObject) field);
            }
        }
        return new TimeStampRequest(algorithm, imprint, policy, nonce, certificates);
    }

    /** Where an optional field stands among the others. */
    private static int place(ASN1Primitive field) {
        return switch (field) {
            case ASN1ObjectIdentifier _ -> 1;
            case ASN1Integer _ -> 2;
            case ASN1Boolean _ -> 3;
            case ASN1TaggedObject tagged when tagged.hasContextTag(0) -> 4;
            default -> throw new IllegalArgumentException("a field that is none of a TimeStampReq");
        };
    }

    private static BigInteger nonce(ASN1Integer nonce) {
        if (nonce.getValue().bitLength() > LONGEST_NONCE_BITS) {
            throw new NoTimeStamp(
                    FailureInfo.BAD_DATA_FORMAT, "a nonce has at most " + LONGEST_NONCE_BITS + " bits here");
        }
        return nonce.getValue();
    }

    /** No extension is known, and one that is not known ends the request (RFC 3161 §2.4.1). */
    private static void requireNoExtension(ASN1TaggedObject extensions) {
        ASN1Sequence list = ASN1Sequence.getInstance(extensions, false);
        ASN1ObjectIdentifier oid = ASN1ObjectIdentifier.getInstance(
                ASN1Sequence.getInstance(list.getObjectAt(0)).getObjectAt(0));
        throw new NoTimeStamp(FailureInfo.UNACCEPTED_EXTENSION, "the extension " + oid.getId() + " is not known here");
    }
}
