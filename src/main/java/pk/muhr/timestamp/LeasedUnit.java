package pk.muhr.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.bouncycastle.asn1.ASN1Set;

import pk.muhr.hsm.SigningKey;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.safety.clock.WatchedClock.Moment;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SignatureAlgorithm;

/** A unit that this process has, with its active key: whatever one token needs (RFC 3628 §7.3). */
final class LeasedUnit {

    /** How many signatures in a row must verify before only one in so many is looked at, as with OCSP (decision 0022). */
    private static final int TRUSTED = 100;

    private final TimeStampPolicy.Unit definition;
    private final String policy;
    private final SigningKey key;
    private final List<Certificate> chain;
    private final Certificate certificate;
    private final SignatureAlgorithm signature;
    private final TokenEncoding encoding;
    private final TokenSerials serials;
    private final UnitRecords records;
    private final UnitTime time;
    private final AtomicInteger made = new AtomicInteger();

    /** @param policy the identifier that its tokens carry, dotted */
    LeasedUnit(
            TimeStampPolicy.Unit definition,
            String policy,
            SigningKey key,
            List<Certificate> chain,
            TokenSerials serials,
            UnitRecords records,
            UnitTime time) {
        this.definition = definition;
        this.policy = policy;
        this.key = key;
        this.chain = List.copyOf(chain);
        this.certificate = chain.getFirst();
        this.signature = algorithm(definition.signature(), certificate);
        this.encoding = new TokenEncoding(chain, signature, policy, definition.accuracy());
        this.serials = serials;
        this.records = records;
        this.time = time;
        if (!key.publicKey().equals(certificate.key())) {
            throw new IllegalStateException(
                    "the key " + key.label() + " on the token is not the one in the certificate");
        }
    }

    /**
     * What signs its tokens: with the digest of its certificate's own signature (CSBR §6.8), which may be of an earlier policy.
     *
     * @throws IllegalStateException when nothing signs so
     */
    static SignatureAlgorithm algorithm(SignatureAlgorithm said, Certificate certificate) {
        return certificate
                .signatureAlgorithm()
                .flatMap(own -> said.withDigest(own.digest()))
                .orElseThrow(() -> new IllegalStateException(
                        "no signature of the kind " + said + " has the digest of the unit's certificate"));
    }

    TimeStampPolicy.Unit definition() {
        return definition;
    }

    String policy() {
        return policy;
    }

    Certificate certificate() {
        return certificate;
    }

    /** Whether it numbers its tokens by these, and so is of the same lease. */
    boolean isOf(TokenSerials serials) {
        return this.serials == serials;
    }

    /** @throws pk.muhr.hsm.TokenUnavailable when its token certainly cannot sign now */
    void requireReady() {
        key.requireReady();
    }

    /** Whether its key may sign at this moment. */
    boolean signsAt(Instant at) {
        return !at.isBefore(certificate.notBefore()) && at.isBefore(UnitKey.lastUse(certificate));
    }

    /** How far clock and sources may be apart, both errors together, for the stated accuracy to hold. */
    Duration bound() {
        return definition.accuracy().dividedBy(2);
    }

    /**
     * Makes one token and puts it on record. No transaction may be open. A crash before the signature leaves a serial
     * number unused, one before the record a token that nobody received.
     *
     * @throws pk.muhr.hsm.TokenUnavailable when the token does not sign in time
     * @throws NoTimeStamp when the time goes back, the signature does not verify, or the unit was revoked meanwhile
     */
    Der stamp(TimeStampRequest request, Moment moment, String caller) {
        SerialNumber serial = serials.next();
        Instant at = time.next(moment.time().truncatedTo(ChronoUnit.MILLIS), bound());
        Der content = encoding.content(request, serial, at);
        ASN1Set attributes = encoding.attributes(content);
        Der signed = Der.of(attributes);
        Der value = key.sign(signed, signature);
        verify(signed, value);
        Der token = encoding.token(content, attributes, value, request.certificates());
        records.record(new TimeStamp(serial, at, request.algorithm(), token.sha256(), moment.offset(), caller), chain);
        return token;
    }

    /** Those by RSA always: it costs next to nothing, and one that is wrong can give the key away. */
    private void verify(Der content, Der value) {
        int number = made.getAndUpdate(count -> count == Integer.MAX_VALUE ? TRUSTED : count + 1);
        boolean looked = definition.key().family().equals("RSA") || number < TRUSTED || number % TRUSTED == 0;
        if (looked && !certificate.verifies(content, signature, value)) {
            made.set(0);
            throw new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "the signature did not verify");
        }
    }

    @Override
    public String toString() {
        return definition.name() + " " + certificate.serial();
    }
}
