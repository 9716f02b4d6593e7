package pk.muhr.command.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;

import pk.muhr.command.bench.Series.Answer;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.command.development.Refused;

/** OCSP requests about certificates of one issuer, as common clients write them: CertID with SHA-1 (RFC 5019 §2.1.1). */
final class OcspRequests {

    private static final int NONCE_BYTES = 32; // RFC 9654 §2.1

    private final X509CertificateHolder issuer;
    private final SecureRandom random;

    OcspRequests(X509CertificateHolder issuer, SecureRandom random) {
        this.issuer = issuer;
        this.random = random;
    }

    /**
     * About certificates of the authority whose own certificate lies at this path.
     *
     * @throws Refused when none lies there
     */
    static OcspRequests about(Load load, String authority, SecureRandom random) {
        Answer answer = load.once(Request.get(authority));
        try {
            return new OcspRequests(new X509CertificateHolder(answer.body().getBytes()), random);
        } catch (IOException e) {
            throw new Refused(authority + " is no certificate: " + answer, e);
        }
    }

    /**
     * What an answer says.
     *
     * @throws Refused when it says that it cannot, or is no OCSPResponse
     */
    static BasicOCSPResp said(Answer answer) {
        try {
            BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(answer.body().getBytes()).getResponseObject();
            if (basic != null) {
                return basic;
            }
        } catch (IOException | OCSPException e) {
            throw new Refused("/ocsp gave no OCSP answer: " + answer, e);
        }
        throw new Refused("/ocsp gave an error: " + answer);
    }

    /** An OCSPRequest in DER, without nonce. */
    byte[] plain(BigInteger serial) {
        return encoded(new OCSPReqBuilder().addRequest(id(serial)));
    }

    /** An OCSPRequest in DER with a fresh nonce. */
    byte[] withNonce(BigInteger serial) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return encoded(new OCSPReqBuilder()
                    .addRequest(id(serial))
                    .setRequestExtensions(new Extensions(new Extension(
                            OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                            false,
                            new DEROctetString(new DEROctetString(nonce).getEncoded())))));
        } catch (IOException e) {
            throw new IllegalStateException("a nonce is always encodable", e);
        }
    }

    /** RFC 6960 appendix A.1.1. */
    static Request get(byte[] request) {
        String text = Base64.getEncoder().encodeToString(request);
        return Request.get("/ocsp/" + URLEncoder.encode(text, StandardCharsets.US_ASCII));
    }

    /** RFC 6960 appendix A.1.2. */
    static Request post(byte[] request) {
        return new Request(
                HttpMethod.POST, "/ocsp", Map.of("Content-Type", "application/ocsp-request"), Buffer.buffer(request));
    }

    private CertificateID id(BigInteger serial) {
        try {
            return new CertificateID(sha1(), issuer, serial);
        } catch (OCSPException e) {
            throw new IllegalStateException("a CertID could not be made", e);
        }
    }

    private static DigestCalculator sha1() {
        try {
            return new BcDigestCalculatorProvider().get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("SHA-1 is always there for CertIDs", e);
        }
    }

    private static byte[] encoded(OCSPReqBuilder builder) {
        try {
            return builder.build().getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException("an OCSP request could not be made", e);
        }
    }
}
