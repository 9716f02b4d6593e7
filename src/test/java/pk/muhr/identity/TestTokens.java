package pk.muhr.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens as the identity provider of the test installation would give them out. */
public final class TestTokens {

    private TestTokens() {}

    /** A good token of that person, without groups. */
    public static String of(String subject) {
        return signed(claims(subject));
    }

    /** A good token of that person, narrowed to these groups. */
    public static String of(String subject, Set<String> groups) {
        return signed(claims(subject).groups(groups));
    }

    static JwtClaimsBuilder claims(String subject) {
        return Jwt.claims()
                .issuer(configured("mp.jwt.verify.issuer"))
                .audience(configured("mp.jwt.verify.audiences"))
                .subject(subject)
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plus(Duration.ofMinutes(5)));
    }

    static String signed(JwtClaimsBuilder claims) {
        return claims.jws().algorithm(SignatureAlgorithm.ES256).sign();
    }

    static String configured(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
