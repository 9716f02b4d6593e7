package pk.muhr.revocation.ocsp;

import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;

import pk.muhr.x509.Der;

/** Answers that say nothing about a certificate and are not signed (RFC 6960 §2.3). */
enum OcspError {
    MALFORMED_REQUEST("malformedRequest", OCSPResponseStatus.MALFORMED_REQUEST),
    INTERNAL_ERROR("internalError", OCSPResponseStatus.INTERNAL_ERROR),
    TRY_LATER("tryLater", OCSPResponseStatus.TRY_LATER),
    UNAUTHORIZED("unauthorized", OCSPResponseStatus.UNAUTHORIZED);

    private final String label;
    private final Der der;

    OcspError(String label, int status) {
        this.label = label;
        this.der = Der.of(new OCSPResponse(new OCSPResponseStatus(status), null));
    }

    /** Name of the standard. */
    String label() {
        return label;
    }

    /** The whole answer. */
    Der der() {
        return der;
    }
}
