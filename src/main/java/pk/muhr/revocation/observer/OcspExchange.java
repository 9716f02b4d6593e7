package pk.muhr.revocation.observer;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SignatureAlgorithm;

/** One question over the network and an answer that is believed only when it checks (RFC 6960 §3.2). */
final class OcspExchange {

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final PublicAddress network;
    private final Clock clock;

    /** What an answer may say. */
    enum Status {
        GOOD,
        REVOKED,
        UNKNOWN
    }

    OcspExchange(PublicAddress network, Clock clock) {
        this.network = network;
        this.clock = clock;
    }

    /** What caches and proxies see: a GET with the request in the path (RFC 6960 appendix A.1). */
    Status cached(URI responder, Certificate issuer, SerialNumber serial) throws Broken {
        CertID asked = asked(issuer, serial);
        String path = URLEncoder.encode(
                Base64.getEncoder().encodeToString(request(asked).bytes()), StandardCharsets.US_ASCII);
        try (AnswerBody body = network.get(URI.create(responder + "/" + path), "application/ocsp-response")) {
            return read(body.whole(LONGEST_ANSWER), asked, issuer);
        }
    }

    /** What the responder itself says: a POST, which is not cached. */
    Status fresh(URI responder, Certificate issuer, SerialNumber serial) throws Broken {
        CertID asked = asked(issuer, serial);
        try (AnswerBody body = network.post(
                responder, request(asked).bytes(), "application/ocsp-request", "application/ocsp-response")) {
            return read(body.whole(LONGEST_ANSWER), asked, issuer);
        }
    }

    private static CertID asked(Certificate issuer, SerialNumber serial) {
        return new CertID(
                new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
                new DEROctetString(sha1(issuer.subject().der().bytes())),
                new DEROctetString(sha1(issuer.key().keyBits())),
                new ASN1Integer(serial.value()));
    }

    private static Der request(CertID asked) {
        return Der.of(new OCSPRequest(
                new TBSRequest(
                        null, new DERSequence(new Request(asked, null)), (org.bouncycastle.asn1.x509.Extensions) null),
                null));
    }

    private Status read(byte[] answer, CertID asked, Certificate issuer) throws Broken {
        try {
            OCSPResponse response = OCSPResponse.getInstance(Der.of(answer).decode());
            int status = response.getResponseStatus().getIntValue();
            Broken.unless(status == 0, "answers with the OCSP status " + status);
            Broken.unless(
                    response.getResponseBytes().getResponseType().equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic),
                    "answers with something else than a basic OCSP response");
            BasicOCSPResponse basic = BasicOCSPResponse.getInstance(
                    response.getResponseBytes().getResponse().getOctets());
            Broken.unless(verifies(basic, issuer), "is not signed for " + issuer.subject());
            return status(basic, asked);
        } catch (RuntimeException | ParseException | GeneralSecurityException e) {
            throw Broken.by("is no OCSP answer that can be read", e);
        }
    }

    private boolean verifies(BasicOCSPResponse basic, Certificate issuer) throws GeneralSecurityException {
        Certificate signer = issuer;
        if (basic.getCerts() != null && basic.getCerts().size() > 0) {
            signer = Certificate.of(Der.of(basic.getCerts().getObjectAt(0)));
            Instant now = clock.instant();
            if (!signer.verifiesWith(issuer.key())
                    || !signer.issuer().equals(issuer.subject())
                    || !signer.keyPurposes().contains(KeyPurpose.OCSP_SIGNING.oid())
                    || signer.notBefore().isAfter(now)
                    || signer.notAfter().isBefore(now)) {
                return false;
            }
        }
        Signature verifier = SignatureAlgorithm.of(basic.getSignatureAlgorithm())
                .orElseThrow(() -> new IllegalArgumentException("the algorithm is never used here"))
                .verifier(signer.key());
        verifier.update(Der.of(basic.getTbsResponseData()).bytes());
        return verifier.verify(basic.getSignature().getOctets());
    }

    private Status status(BasicOCSPResponse basic, CertID asked) throws Broken, ParseException {
        Instant now = clock.instant();
        for (org.bouncycastle.asn1.ASN1Encodable one :
                basic.getTbsResponseData().getResponses()) {
            SingleResponse single = SingleResponse.getInstance(one);
            if (single.getCertID().equals(asked)) {
                Broken.unless(
                        !instant(single.getThisUpdate()).isAfter(now.plus(CLOCKS_APART)),
                        "answers from the future: " + instant(single.getThisUpdate()));
                Broken.unless(
                        single.getNextUpdate() == null
                                || instant(single.getNextUpdate()).isAfter(now),
                        "answers with what was good until " + text(single.getNextUpdate()));
                return Status.values()[single.getCertStatus().getTagNo()];
            }
        }
        throw new Broken("answers another question");
    }

    private static String text(ASN1GeneralizedTime time) throws ParseException {
        return time == null ? "" : instant(time).toString();
    }

    private static Instant instant(ASN1GeneralizedTime time) throws ParseException {
        return time.getDate().toInstant();
    }

    /** Names a key and protects nothing; what every responder understands (RFC 5019 §2.1.1). */
    private static byte[] sha1(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
