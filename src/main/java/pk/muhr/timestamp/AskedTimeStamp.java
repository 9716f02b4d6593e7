package pk.muhr.timestamp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

import pk.muhr.timestamp.FlawedTimeStamp.Flaw;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/** A time-stamp that we ask another authority for (RFC 3161 §2.2): nothing of the answer is believed before it is verified. */
public final class AskedTimeStamp {

    private static final int NONCE_BITS = 128;
    private static final int MOST_ELEMENTS = 20_000;

    private final TimeStampRequest request;

    private AskedTimeStamp(TimeStampRequest request) {
        this.request = request;
    }

    /** Asks with a nonce, and for the unit's certificate. */
    public static AskedTimeStamp over(Sha256 digest, SecureRandom random) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return new AskedTimeStamp(
                generator.generate(TSPAlgorithms.SHA256, digest.bytes(), new BigInteger(NONCE_BITS, random)));
    }

    /** What is sent. */
    public Der request() {
        try {
            return Der.of(request.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("what was made can be written", e);
        }
    }

    /**
     * The time that the answer states, after everything that the protocol asks to verify was: status, nonce, imprint, the
     * unit's certificate and its issuer, and the signature.
     *
     * @param issuers who may have certified the unit
     * @throws FlawedTimeStamp with a sentence, when anything is otherwise
     */
    public Instant time(Der reply, Collection<Certificate> issuers) {
        try {
            reply.decode(MOST_ELEMENTS);
            new TimeStampResponse(reply.bytes()).validate(request);
        } catch (TSPException | IOException | RuntimeException e) {
            throw new FlawedTimeStamp(Flaw.NO_TOKEN, "it does not answer what was asked: " + e.getMessage(), e);
        }
        ReceivedTimeStamp stamp = ReceivedTimeStamp.read(reply);
        stamp.unit(issuers, List.of());
        return stamp.time();
    }
}
