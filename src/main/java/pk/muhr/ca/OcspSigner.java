package pk.muhr.ca;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import pk.muhr.hsm.MemoryKey;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.FastestProvider;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.SignatureAlgorithm;

/** The key and certificate that answer OCSP requests for one authority (RFC 6960 §4.2.2.2). */
public final class OcspSigner {

    /** The one algorithm of responder keys, which are P-256. */
    public static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.SHA256_ECDSA;

    /** How many signatures in a row must verify before only one in so many is looked at, where that is enough. */
    private static final int TRUSTED = 100;

    private final AuthorityId authority;
    private final Certificate certificate;
    private final SigningKey key;
    private final PublicKey verifying;
    private final OcspSignatures signatures;
    private final AtomicInteger verified = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();

    /** Refuses a certificate with which relying parties would refuse the answers. */
    OcspSigner(CertificateAuthority issuer, Certificate certificate, SigningKey key, OcspSignatures signatures) {
        if (!certificate.verifiesWith(issuer.certificate().key())
                || !certificate.issuer().equals(issuer.certificate().subject())
                || !certificate.keyPurposes().contains(KeyPurpose.OCSP_SIGNING.oid())
                || certificate.extension(Extensions.OCSP_NO_CHECK).isEmpty()) {
            throw new SigningFailed("the certificate " + certificate + " is no OCSP responder's of " + issuer.id());
        }
        if (!key.publicKey().equals(certificate.key())) {
            throw new SigningFailed("the key " + key.label() + " on the token is not the one in the certificate");
        }
        this.authority = issuer.id();
        this.certificate = certificate;
        this.key = key;
        this.verifying = certificate.key().jca();
        this.signatures = signatures;
    }

    /** The authority it answers for. */
    public AuthorityId authority() {
        return authority;
    }

    /** Whether its key is in the memory of this process, so that nothing is waited for. */
    public boolean isInMemory() {
        return key instanceof MemoryKey;
    }

    /** The responder's certificate, which goes into every answer. */
    public Certificate certificate() {
        return certificate;
    }

    /**
     * Whether relying parties take an answer made at the given moment. Answers have times in whole seconds, and one that
     * is made in the last second of the certificate has none left in which it could be good.
     */
    public boolean isValidAt(Instant at) {
        Instant made = at.truncatedTo(ChronoUnit.SECONDS);
        return !made.isBefore(certificate.notBefore()) && made.isBefore(certificate.notAfter());
    }

    /**
     * Signs once, without waiting for the token, and checks the signature with the certificate: each one of a token's
     * that goes into an answer which is given again; of the others, and of a key in memory, the first hundred and then
     * every hundredth, and from one that does not verify the next hundred again (decision 0022). What follows runs on a
     * thread of the token's. A crash in here leaves a signature that nobody received.
     *
     * @param tbsResponseData the ResponseData (RFC 6960 §4.2.1)
     * @param repeated whether the answer may be given to others, from memory or by a cache
     * @return an ECDSA-Sig-Value; or {@link AuthorityUnavailable} when the token does not answer in time, or
     *     {@link SigningFailed} when what it gave back does not verify
     * @throws AuthorityUnavailable when the token was not asked, since it is absent or others wait for it already
     */
    public CompletionStage<Der> signLater(Der tbsResponseData, boolean repeated) {
        return signed(tbsResponseData, repeated, () -> key.signLater(tbsResponseData, ALGORITHM));
    }

    /** As {@link #signLater}, for who can wait, up to the token's deadline. No transaction may be open. */
    public Der sign(Der tbsResponseData, boolean repeated) {
        try {
            return signed(tbsResponseData, repeated, () -> completedStage(key.sign(tbsResponseData, ALGORITHM)))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private CompletionStage<Der> signed(
            Der tbsResponseData, boolean repeated, Supplier<CompletionStage<Der>> signature) {
        OcspSignatures.Entry entry = signatures.enter(authority, certificate.fingerprint());
        try {
            return signature
                    .get()
                    .handle((made, failure) -> received(entry, tbsResponseData, made, cause(failure), repeated));
        } catch (RuntimeException e) {
            throw failed(entry, e);
        }
    }

    private Der received(OcspSignatures.Entry entry, Der content, Der signature, Throwable failure, boolean repeated) {
        if (failure != null) {
            throw failed(entry, failure);
        }
        entry.made();
        entry.close();
        if (isToBeVerified(repeated)) {
            verify(content, signature);
        }
        return signature;
    }

    private RuntimeException failed(OcspSignatures.Entry entry, Throwable failure) {
        try (entry) {
            if (failure instanceof TokenUnavailable e && e.signaturePossible()) {
                entry.uncertain();
            }
        }
        return said(failure);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private RuntimeException said(Throwable failure) {
        return switch (failure) {
            case TokenUnavailable e -> new AuthorityUnavailable("the OCSP responder of " + authority, e);
            case RuntimeException e -> e;
            default -> new IllegalStateException(failure);
        };
    }

    private boolean isToBeVerified(boolean repeated) {
        return repeated && !isInMemory()
                || verified.get() < TRUSTED
                || Math.floorMod(made.incrementAndGet(), TRUSTED) == 0;
    }

    private void verify(Der content, Der signature) {
        if (!verifies(content, signature)) {
            verified.set(0);
            throw new SigningFailed("the answer signed with " + key.label() + " does not verify");
        }
        if (verified.get() < TRUSTED) {
            verified.incrementAndGet();
        }
    }

    private boolean verifies(Der content, Der signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM.jcaName(), FastestProvider.ELLIPTIC);
            verifier.initVerify(verifying);
            verifier.update(content.bytes());
            return verifier.verify(signature.bytes());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "OcspSigner[" + authority + " " + certificate.serial() + "]";
    }
}
