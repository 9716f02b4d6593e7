package pk.muhr.command.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.Store;

import pk.muhr.hsm.SigningKey;
import pk.muhr.x509.Der;
import pk.muhr.x509.SignatureAlgorithm;

/**
 * A time-stamp with nothing around it: Bouncy Castle decodes the query, builds and encodes a token, the HSM signs it. No
 * HTTP, no record, no clock but this machine's.
 */
final class TokenCeiling {

    private final TimeStampResponse model;
    private final X509CertificateHolder unit;
    private final SigningKey key;
    private final SignatureAlgorithm algorithm;
    private final Clock clock;
    private final ThreadLocal<TimeStampResponseGenerator> generators = ThreadLocal.withInitial(this::generator);
    private final AtomicLong serial = new AtomicLong(1L << 62);

    /** @param model an answer of the service, whose certificates and policy are taken */
    TokenCeiling(TimeStampResponse model, SigningKey key, SignatureAlgorithm algorithm, Clock clock) {
        this.model = model;
        this.key = key;
        this.algorithm = algorithm;
        this.clock = clock;
        this.unit = certificates().getMatches(null).stream()
                .filter(holder -> holder.getSerialNumber()
                        .equals(model.getTimeStampToken().getSID().getSerialNumber()))
                .findFirst()
                .orElseThrow();
    }

    /** Answers one query; what is the same in every token is made once for each thread, as in the service. */
    byte[] answer(byte[] query) {
        try {
            return generators
                    .get()
                    .generate(
                            new TimeStampRequest(query),
                            BigInteger.valueOf(serial.getAndIncrement()),
                            Date.from(clock.instant()))
                    .getEncoded();
        } catch (IOException | TSPException e) {
            throw new IllegalStateException("the library does not answer", e);
        }
    }

    private TimeStampResponseGenerator generator() {
        try {
            SignerInfoGenerator signer = new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
                    .build(new Signer(key, algorithm), unit);
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    signer,
                    new BcDigestCalculatorProvider().get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                    model.getTimeStampToken().getTimeStampInfo().getPolicy(),
                    true);
            tokens.setAccuracyMillis(500);
            tokens.setTSA(model.getTimeStampToken().getTimeStampInfo().getTsa());
            tokens.addCertificates(certificates());
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
        } catch (TSPException | OperatorCreationException e) {
            throw new IllegalStateException("the library cannot answer", e);
        }
    }

    private Store<X509CertificateHolder> certificates() {
        return model.getTimeStampToken().getCertificates();
    }

    private record Signer(SigningKey key, SignatureAlgorithm algorithm, ByteArrayOutputStream content)
            implements ContentSigner {

        Signer(SigningKey key, SignatureAlgorithm algorithm) {
            this(key, algorithm, new ByteArrayOutputStream());
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return algorithm.identifier();
        }

        @Override
        public OutputStream getOutputStream() {
            content.reset();
            return content;
        }

        @Override
        public byte[] getSignature() {
            return key.sign(Der.of(content.toByteArray()), algorithm).bytes();
        }
    }
}
