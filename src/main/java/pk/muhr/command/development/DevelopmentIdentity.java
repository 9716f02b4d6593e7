package pk.muhr.command.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

import pk.muhr.x509.Pem;
import pk.muhr.x509.SubjectPublicKey;

/**
 * The identity provider of a development installation: a key pair, and JSON web tokens signed with it (RFC 7519, ES256 of
 * RFC 7518 §3.4). A token says who somebody is; what they may do, their appointment says.
 */
public final class DevelopmentIdentity {

    /** Who issues; the service believes no other in development, and never this one in production. */
    public static final String ISSUER = "https://identity.muhr.example";

    /** Whom tokens are for. */
    public static final String AUDIENCE = "muhr";

    private static final Duration LIFE = Duration.ofHours(8);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private final Path directory;
    private final Clock clock;

    /** Over the key in {@code directory}, see {@link Installation#identity()}. */
    public DevelopmentIdentity(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** What the service verifies tokens with, SubjectPublicKeyInfo in PEM. */
    Path publicKey() {
        return directory.resolve("jwt-public.pem");
    }

    private KeyFile key() {
        return new KeyFile(directory.resolve("jwt-private.pem"));
    }

    /**
     * Makes the key pair where there is none. The public half is written last, so where it exists the pair is whole.
     *
     * @throws Refused in production
     */
    void establish(SecureRandom random) {
        RunMode.ofThisProcess().requireDevelopment("The development identity provider");
        if (key().exists() && Files.exists(publicKey())) {
            return;
        }
        SubjectPublicKey fresh = key().generate(random);
        try {
            Files.writeString(publicKey(), new Pem("PUBLIC KEY", fresh.spki()).text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + publicKey(), e);
        }
    }

    /**
     * A token in compact form that is good for eight hours.
     *
     * @param subject who it speaks of
     * @param groups names of the roles it may be used for; it cannot widen what the person was appointed to
     * @throws Refused in production
     */
    public String token(String subject, List<String> groups) {
        RunMode.ofThisProcess().requireDevelopment("The development identity provider");
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setStringClaim("upn", subject);
        claims.setStringListClaim("groups", groups);
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAt(date(CLOCK_SKEW.negated()));
        claims.setExpirationTime(date(LIFE));
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        token.setHeader("typ", "JWT");
        token.setPayload(claims.toJson());
        token.setKey(signingKey());
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the token could not be signed", e);
        }
    }

    private NumericDate date(Duration fromNow) {
        return NumericDate.fromSeconds(clock.instant().plus(fromNow).getEpochSecond());
    }

    private Key signingKey() {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(key().read().getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new Refused(
                    "The key in " + directory + " does not sign: " + e.getMessage()
                            + ". Delete that directory, and `./muhr start` makes a new one.",
                    e);
        }
    }
}
