package pk.muhr.command.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.x509.Pem;
import pk.muhr.x509.SubjectPublicKey;

class DevelopmentIdentityTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    @TempDir
    private Path directory;

    private DevelopmentIdentity identity;

    @BeforeEach
    void establish() {
        identity = new DevelopmentIdentity(directory, Clock.fixed(NOW, ZoneOffset.UTC));
        identity.establish(new SecureRandom());
    }

    @Test
    void tokensVerifyWithThePublicKey() throws Exception {
        SubjectPublicKey publicKey = SubjectPublicKey.of(
                Pem.parse(Files.readString(identity.publicKey())).content());
        JwtClaims claims = new JwtConsumerBuilder()
                .setVerificationKey(publicKey.jca())
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "ES256"))
                .setExpectedIssuer("https://identity.muhr.example")
                .setExpectedAudience("muhr")
                .setEvaluationTime(org.jose4j.jwt.NumericDate.fromSeconds(NOW.getEpochSecond()))
                .build()
                .processToClaims(identity.token("ayesha", List.of("auditor")));
        assertThat(claims.getSubject()).isEqualTo("ayesha");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("auditor");
        assertThat(claims.getExpirationTime().getValue())
                .isEqualTo(NOW.plusSeconds(8 * 3600).getEpochSecond());
        assertThat(claims.getJwtId()).isNotBlank();
    }

    @Test
    void theKeyIsForItsOwnerOnlyAndStays() throws IOException {
        Path key = directory.resolve("jwt-private.pem");
        String before = Files.readString(key);
        identity.establish(new SecureRandom());
        assertThat(Files.readString(key)).isEqualTo(before).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void aHalfMadePairIsMadeAnew() throws IOException {
        Files.delete(identity.publicKey());
        String before = Files.readString(directory.resolve("jwt-private.pem"));
        identity.establish(new SecureRandom());
        assertThat(identity.publicKey()).exists();
        assertThat(Files.readString(directory.resolve("jwt-private.pem"))).isNotEqualTo(before);
    }
}
