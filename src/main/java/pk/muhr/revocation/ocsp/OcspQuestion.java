package pk.muhr.revocation.ocsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;

import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;

/**
 * An OCSP request as far as it is heeded (RFC 6960 §4.1). A signature on it is not asked for and not looked at.
 *
 * @param nonce the extension's value as it came, which the answer repeats (RFC 9654 §2.1)
 * @param plain whether it is the one way to ask for this certificate alone (RFC 5019 §2.1): no names, extensions or
 *     signature, and in DER, so that there are few of the kind and their answers are worth keeping
 */
record OcspQuestion(List<AskedCertificate> certificates, Optional<Der> nonce, boolean plain) {

    /** More certificates than this in one request are not what the protocol is for. */
    static final int MOST_CERTIFICATES = 100;

    static final int LONGEST_REQUEST = 64 * 1024;

    /** A hundred CertIDs have 800 elements, and a signature with its certificates some hundreds. */
    static final int MOST_ELEMENTS = 4_000;

    private static final int LONGEST_NONCE = 128;
    private static final int LONGEST_PLAIN = 512;

    OcspQuestion {
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads DER.
     *
     * @throws MalformedDer when it is no request, asks for nothing or too much, has a nonce of 0 or over 128 octets, or
     *     a critical extension that is not known here
     */
    static OcspQuestion of(Der request) {
        require(request.length() <= LONGEST_REQUEST, "a request of " + request.length() + " bytes");
        try {
            return of(request, OCSPRequest.getInstance(request.decode(MOST_ELEMENTS)));
        } catch (MalformedDer e) {
            throw e;
        } catch (RuntimeException e) {
            throw new MalformedDer("not an OCSP request: " + e.getMessage(), e);
        }
    }

    private static OcspQuestion of(Der whole, OCSPRequest signed) {
        TBSRequest request = signed.getTbsRequest();
        require(request.getVersion().getValue().signum() == 0, "version " + request.getVersion());
        ASN1Sequence list = request.getRequestList();
        require(list.size() >= 1, "asks for nothing");
        require(list.size() <= MOST_CERTIFICATES, "asks for " + list.size() + " certificates");
        List<AskedCertificate> certificates = new ArrayList<>(list.size());
        for (int at = 0; at < list.size(); at++) {
            Request one = Request.getInstance(list.getObjectAt(at));
            refuseCritical(one.getSingleRequestExtensions());
            certificates.add(AskedCertificate.of(one.getReqCert()));
        }
        refuseCritical(request.getRequestExtensions());
        Optional<Der> nonce = nonce(request.getRequestExtensions());
        return new OcspQuestion(certificates, nonce, isPlain(whole, certificates, nonce));
    }

    private static boolean isPlain(Der whole, List<AskedCertificate> certificates, Optional<Der> nonce) {
        if (certificates.size() > 1 || whole.length() > LONGEST_PLAIN) {
            return false;
        }
        CertID id = certificates.getFirst().id();
        ASN1Encodable parameters = id.getHashAlgorithm().getParameters();
        return nonce.isEmpty()
                && (parameters == null || parameters.equals(DERNull.INSTANCE))
                && whole.equals(Der.of(new DERSequence(new DERSequence(new DERSequence(new DERSequence(id))))));
    }

    private static Optional<Der> nonce(Extensions extensions) {
        Extension nonce = extensions == null ? null : extensions.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (nonce == null) {
            return Optional.empty();
        }
        Der value = Der.of(nonce.getExtnValue().getOctets());
        int length = ASN1OctetString.getInstance(value.decode(1)).getOctets().length;
        require(length >= 1 && length <= LONGEST_NONCE, "a nonce of " + length + " octets (RFC 9654 §2.1)");
        return Optional.of(value);
    }

    /** The nonce is the only extension that is understood; the others may be ignored unless they are critical. */
    private static void refuseCritical(Extensions extensions) {
        if (extensions == null) {
            return;
        }
        for (ASN1ObjectIdentifier oid : extensions.getCriticalExtensionOIDs()) {
            require(oid.equals(OCSPObjectIdentifiers.id_pkix_ocsp_nonce), "the critical extension " + oid);
        }
    }

    private static void require(boolean holds, String found) {
        if (!holds) {
            throw new MalformedDer("not a request that is served here: " + found, null);
        }
    }
}
