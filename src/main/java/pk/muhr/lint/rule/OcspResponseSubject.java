package pk.muhr.lint.rule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;

import pk.muhr.policy.Floors;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** What a rule for OCSP answers looks at: the part that will be signed. Decoded once, so it belongs to one thread. */
public final class OcspResponseSubject {

    private final ResponseData data;
    private final Certificate responder;
    private final Certificate issuer;
    private final Floors floors;
    private final Instant now;

    /**
     * One answer under judgement.
     *
     * @param data the ResponseData (RFC 6960 §4.2.1)
     * @param responder the certificate that goes into the answer
     * @param issuer the authority that it speaks for
     */
    public OcspResponseSubject(Der data, Certificate responder, Certificate issuer, Floors floors, Instant now) {
        this.data = ResponseData.getInstance(data.decode());
        this.responder = responder;
        this.issuer = issuer;
        this.floors = floors;
        this.now = now;
    }

    public ResponseData data() {
        return data;
    }

    public Certificate responder() {
        return responder;
    }

    public Certificate issuer() {
        return issuer;
    }

    public Instant now() {
        return now;
    }

    /** The longest that an answer may hold good. */
    public Duration longestValidity() {
        return Duration.ofDays(floors.ocspMaximumDays());
    }

    /** What is said of each certificate. */
    public List<SingleResponse> singles() {
        return Arrays.stream(ASN1Sequence.getInstance(data.getResponses()).toArray())
                .map(SingleResponse::getInstance)
                .toList();
    }

    /** An extension of the whole answer. */
    public Optional<Extension> extension(org.bouncycastle.asn1.ASN1ObjectIdentifier oid) {
        Extensions extensions = data.getResponseExtensions();
        return extensions == null ? Optional.empty() : Optional.ofNullable(extensions.getExtension(oid));
    }

    /**
     * A time as it is encoded.
     *
     * @throws IllegalArgumentException when it is no time
     */
    public static Instant time(ASN1GeneralizedTime time) {
        try {
            return time.getDate().toInstant();
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a time: " + time.getTimeString(), e);
        }
    }
}
