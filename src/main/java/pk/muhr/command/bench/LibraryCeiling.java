package pk.muhr.command.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.operator.ContentSigner;

import pk.muhr.hsm.SigningKey;
import pk.muhr.x509.Der;
import pk.muhr.x509.SignatureAlgorithm;

/**
 * An OCSP answer with nothing around it: Bouncy Castle decodes the request, builds and encodes a {@code good} answer, the
 * token signs it. No HTTP, no database, no thread but its own; what a responder on this library and token could reach.
 */
final class LibraryCeiling {

    private static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.SHA256_ECDSA;

    private final X509CertificateHolder[] responder;
    private final SigningKey key;
    private final Instant now;

    /** @param responder the certificate that a real answer of the service came with */
    LibraryCeiling(X509CertificateHolder responder, SigningKey key, Clock clock) {
        this.responder = new X509CertificateHolder[] {responder};
        this.key = key;
        this.now = clock.instant();
    }

    /** Answers one request. */
    byte[] answer(byte[] request) {
        try {
            OCSPReq asked = new OCSPReq(request);
            BasicOCSPRespBuilder builder =
                    new BasicOCSPRespBuilder(new org.bouncycastle.cert.ocsp.RespID(responder[0].getSubject()));
            Date next = Date.from(now.plus(Duration.ofHours(48)));
            for (Req one : asked.getRequestList()) {
                builder.addResponse(one.getCertID(), CertificateStatus.GOOD, Date.from(now), next, null);
            }
            if (asked.hasExtensions()) {
                builder.setResponseExtensions(
                        new Extensions(asked.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)));
            }
            BasicOCSPResp signed = builder.build(new Signer(key), responder, Date.from(now));
            OCSPResp whole = new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, signed);
            return whole.getEncoded();
        } catch (IOException | OCSPException e) {
            throw new IllegalStateException("the library does not answer", e);
        }
    }

    private record Signer(SigningKey key, ByteArrayOutputStream content) implements ContentSigner {

        Signer(SigningKey key) {
            this(key, new ByteArrayOutputStream());
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return ALGORITHM.identifier();
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            return key.sign(Der.of(content.toByteArray()), ALGORITHM).bytes();
        }
    }
}
