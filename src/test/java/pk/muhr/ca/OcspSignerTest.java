package pk.muhr.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.policy.AuthorityName;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.Der;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;
import pk.muhr.x509.Validity;

/** A responder with a key that does what a token may do wrong. */
class OcspSignerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Der DATA = Der.ofHex("30030a0101");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<Extension> RESPONDER =
            List.of(Extensions.extendedKeyUsage(false, List.of(KeyPurpose.OCSP_SIGNING)), Extensions.ocspNoCheck());

    private final KeyPair authorityKey = key();
    private final KeyPair responderKey = key();
    private final Certificate authorityCertificate =
            certificate("CA", "CA", authorityKey, authorityKey, List.of(Extensions.authority(OptionalInt.of(0))));
    private final CertificateAuthority authority = new CertificateAuthority(
            AuthorityId.of("gov-tls-g1"),
            PolicyBundle.read(Path.of("policies"))
                    .hierarchy()
                    .authority(new AuthorityName("gov-tls"))
                    .orElseThrow(),
            List.of(authorityCertificate),
            () -> {
                throw new AssertionError("the authority's own key is not for answers");
            },
            new Addresses(URI.create("http://pki.example.gov.pk")));
    private final Certificate responder = certificate("Responder", "CA", responderKey, authorityKey, RESPONDER);

    @Test
    void givesASignatureThatItsCertificateVerifies() throws GeneralSecurityException {
        Der signature =
                signer(responder, new FakeKey(responderKey, made -> made)).sign(DATA, true);
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(responderKey.getPublic());
        verifier.update(DATA.bytes());
        assertThat(verifier.verify(signature.bytes())).isTrue();
    }

    @Test
    void withholdsASignatureThatDoesNotVerify() {
        OcspSigner signer = signer(responder, new FakeKey(responderKey, made -> Der.ofHex("3006020101020101")));
        assertThatThrownBy(() -> signer.sign(DATA, true)).isInstanceOf(SigningFailed.class);
        OcspSigner garbage = signer(responder, new FakeKey(responderKey, made -> Der.ofHex("00")));
        assertThatThrownBy(() -> garbage.sign(DATA, true)).isInstanceOf(SigningFailed.class);
    }

    /** What others are given again is looked at each time, however long the token did right. */
    @Test
    void withholdsEachBadSignatureThatWouldBeGivenAgain() {
        AtomicInteger made = new AtomicInteger();
        OcspSigner signer = signer(responder, turningBadAfter(250, made));
        for (int i = 0; i < 250; i++) {
            signer.sign(DATA, true);
        }
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> signer.sign(DATA, true)).isInstanceOf(SigningFailed.class);
        }
    }

    /** Of what nobody is given again, a token that turns bad is found out within a hundred, and then each time. */
    @Test
    void findsOutATokenThatTurnsBad() {
        AtomicInteger made = new AtomicInteger();
        OcspSigner signer = signer(responder, turningBadAfter(250, made));
        for (int i = 0; i < 250; i++) {
            signer.sign(DATA, false);
        }
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        signer.sign(DATA, false);
                    }
                })
                .isInstanceOf(SigningFailed.class);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> signer.sign(DATA, false)).isInstanceOf(SigningFailed.class);
        }
    }

    @Test
    void looksAtTheFirstHundredOfThemAll() {
        AtomicInteger made = new AtomicInteger();
        OcspSigner signer = signer(responder, turningBadAfter(99, made));
        for (int i = 0; i < 99; i++) {
            signer.sign(DATA, false);
        }
        assertThatThrownBy(() -> signer.sign(DATA, false)).isInstanceOf(SigningFailed.class);
    }

    private SigningKey turningBadAfter(int good, AtomicInteger made) {
        return new FakeKey(
                responderKey, signature -> made.getAndIncrement() < good ? signature : Der.ofHex("3006020101020101"));
    }

    @Test
    void saysThatAnAbsentTokenIsAnOutage() {
        OcspSigner signer = signer(responder, new FakeKey(responderKey, made -> {
            throw new TokenUnavailable("unplugged");
        }));
        assertThatThrownBy(() -> signer.sign(DATA, true)).isInstanceOf(AuthorityUnavailable.class);
    }

    @Test
    void looksAtSignaturesThatNobodyWaitsForAsAtTheOthers() {
        OcspSigner signer = signer(responder, turningBadAfter(1, new AtomicInteger()));
        assertThat(signer.signLater(DATA, true).toCompletableFuture()).succeedsWithin(PATIENCE);
        failsLater(signer, SigningFailed.class);
    }

    @Test
    void saysOfATokenThatNobodyWaitsForThatItIsAbsent() {
        OcspSigner signer = signer(responder, new FakeKey(responderKey, made -> {
            throw new TokenUnavailable("unplugged");
        }));
        failsLater(signer, AuthorityUnavailable.class);
    }

    private static void failsLater(OcspSigner signer, Class<? extends Throwable> why) {
        assertThat(signer.signLater(DATA, true).toCompletableFuture())
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(why);
    }

    @Test
    void refusesAKeyThatIsNotItsCertificates() {
        refuses(responder, key());
    }

    @Test
    void refusesAnotherAuthoritysResponder() {
        refuses(certificate("Responder", "CA", responderKey, key(), RESPONDER), responderKey);
        refuses(certificate("Responder", "Another CA", responderKey, authorityKey, RESPONDER), responderKey);
    }

    @Test
    void refusesACertificateThatIsForSomethingElse() {
        List<Extension> server = new ArrayList<>(RESPONDER);
        server.set(0, Extensions.extendedKeyUsage(false, List.of(KeyPurpose.SERVER_AUTH)));
        refuses(certificate("Responder", "CA", responderKey, authorityKey, server), responderKey);
        refuses(
                certificate("Responder", "CA", responderKey, authorityKey, List.of(RESPONDER.getFirst())),
                responderKey);
    }

    @Test
    void knowsWhenItsCertificateIsValid() {
        OcspSigner signer = signer(responder, new FakeKey(responderKey, made -> made));
        assertThat(signer.isValidAt(NOW)).isTrue();
        assertThat(signer.isValidAt(NOW.minusSeconds(1))).isFalse();
        assertThat(signer.isValidAt(NOW.plus(Duration.ofDays(30)))).isFalse();
    }

    @Test
    void isNotValidAnyMoreInTheSecondInWhichItsCertificateEnds() {
        OcspSigner signer = signer(responder, new FakeKey(responderKey, made -> made));
        Instant end = responder.notAfter();
        assertThat(signer.isValidAt(end.minusMillis(1))).isTrue();
        assertThat(signer.isValidAt(end)).isFalse();
        assertThat(signer.isValidAt(end.plusMillis(999))).isFalse();
    }

    private void refuses(Certificate certificate, KeyPair key) {
        assertThatThrownBy(() -> signer(certificate, new FakeKey(key, made -> made)))
                .isInstanceOf(SigningFailed.class);
    }

    private OcspSigner signer(Certificate certificate, SigningKey key) {
        return new OcspSigner(authority, certificate, key, new OcspSignatures(null)); // nothing is put on record here
    }

    private static Certificate certificate(
            String subject, String issuer, KeyPair key, KeyPair issuerKey, List<Extension> extensions) {
        CertificateTemplate template = new CertificateTemplate(
                SerialNumber.random(new SecureRandom()),
                SignatureAlgorithm.SHA256_ECDSA,
                name(issuer),
                Validity.of(NOW, Duration.ofDays(30)),
                name(subject),
                SubjectPublicKey.of(key.getPublic()),
                extensions);
        return Certificate.assemble(template.tbs(), template.signature(), signature(issuerKey, template.tbs()));
    }

    private static DistinguishedName name(String text) {
        return DistinguishedName.of(List.of(new DistinguishedName.Attribute(AttributeType.COMMON_NAME, text)));
    }

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Der signature(KeyPair key, Der content) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(key.getPrivate());
            signer.update(content.bytes());
            return Der.of(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs rightly, and then something may happen to the signature. */
    private record FakeKey(KeyPair pair, UnaryOperator<Der> fate) implements SigningKey {

        @Override
        public KeyLabel label() {
            return new KeyLabel("fake");
        }

        @Override
        public SubjectPublicKey publicKey() {
            return SubjectPublicKey.of(pair.getPublic());
        }

        @Override
        public Der sign(Der message, SignatureAlgorithm algorithm) {
            return fate.apply(signature(pair, message));
        }

        @Override
        public CompletionStage<Der> signLater(Der message, SignatureAlgorithm algorithm) {
            return CompletableFuture.supplyAsync(() -> sign(message, algorithm));
        }
    }
}
