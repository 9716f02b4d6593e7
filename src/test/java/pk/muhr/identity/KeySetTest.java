package pk.muhr.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

import io.smallrye.jwt.KeyFormat;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an issuer that publishes a set of keys (RFC 7517 §5), as the configuration names it. */
class KeySetTest {

    private static final String ISSUER = "https://identity.example.gov.pk";

    @TempDir
    private Path directory;

    private final BoundedTokens tokens = new BoundedTokens(new ProvedTokens(Clock.systemUTC()));
    private PublicJsonWebKey first;
    private PublicJsonWebKey second;
    private JWTAuthContextInfo rules;

    @BeforeEach
    void publish() throws Exception {
        first = key("first");
        second = key("second");
        Path set = directory.resolve("keys.json");
        Files.writeString(set, new JsonWebKeySet(first, second).toJson(OutputControlLevel.PUBLIC_ONLY));
        rules = new JWTAuthContextInfo(set.toUri().toString(), ISSUER);
        rules.setKeyFormat(KeyFormat.JWK);
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        rules.setExpectedAudience(Set.of("muhr"));
    }

    @Test
    void takesEveryKeyOfTheSet() throws Exception {
        assertThat(tokens.parse(token(first, "first"), rules).getSubject()).isEqualTo("zainab.malik");
        assertThat(tokens.parse(token(second, "second"), rules).getSubject()).isEqualTo("zainab.malik");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "second",
                "third",
                "",
                "../../../../dev/null",
                "' or '1'='1",
                "https://attacker.example/keys",
                "file:///etc/passwd",
                "first\u0000"
            })
    void refusesAKeyThatIsNotTheOneNamed(String kid) throws Exception {
        String token = token(first, kid);
        assertThatThrownBy(() -> tokens.parse(token, rules)).isInstanceOf(ParseException.class);
    }

    @Test
    void refusesAStrangersKeyUnderAKnownName() throws Exception {
        String token = token(key("first"), "first");
        assertThatThrownBy(() -> tokens.parse(token, rules)).isInstanceOf(ParseException.class);
    }

    @Test
    void refusesAnotherAlgorithmThanTheConfiguredOne() throws Exception {
        PublicJsonWebKey rsa = RsaJwkGenerator.generateJwk(2048);
        rsa.setKeyId("rsa");
        Path set = directory.resolve("rsa.json");
        Files.writeString(set, new JsonWebKeySet(List.of(first, rsa)).toJson(OutputControlLevel.PUBLIC_ONLY));
        JWTAuthContextInfo both = new JWTAuthContextInfo(rules);
        both.setPublicKeyLocation(set.toUri().toString());
        String token = token(rsa, "rsa");
        assertThatThrownBy(() -> tokens.parse(token, both)).isInstanceOf(ParseException.class);
        both.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
        assertThat(new BoundedTokens(new ProvedTokens(Clock.systemUTC()))
                        .parse(token, both)
                        .getSubject())
                .isEqualTo("zainab.malik");
    }

    private static PublicJsonWebKey key(String kid) throws JoseException {
        PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(kid);
        return key;
    }

    private static String token(PublicJsonWebKey key, String kid) throws Exception {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("muhr");
        claims.setSubject("zainab.malik");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setAlgorithmHeaderValue(key.getKeyType().equals("RSA") ? "RS256" : "ES256");
        signature.setKeyIdHeaderValue(kid);
        return signature.getCompactSerialization();
    }
}
