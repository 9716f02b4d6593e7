package pk.muhr.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.Der;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/** What a profile makes of a request. */
class TemplatesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final PolicyBundle BUNDLE = PolicyBundle.read(Path.of("policies"));
    private static final CertificateProfile TLS =
            BUNDLE.profile(new ProfileId("tls-server")).orElseThrow();

    @Test
    void refusesACertificateThatWouldOutliveItsIssuer() {
        Instant end = NOW.plus(TLS.validity());
        assertThat(judgement(end)).isInstanceOf(Judgement.Permitted.class);
        assertThat(judgement(end.minus(Duration.ofSeconds(2))))
                .isInstanceOfSatisfying(Judgement.Refused.class, refused -> {
                    assertThat(refused.refusal().rule()).isEqualTo("outlives-issuer");
                    assertThat(refused.refusal().place()).isEqualTo(BUNDLE.place(TLS, "validityDays"));
                });
    }

    private static Judgement<CertificateTemplate> judgement(Instant issuerNotAfter) {
        URI somewhere = URI.create("http://pki.example.gov.pk/x");
        IssuerFacts issuer = new IssuerFacts(
                DistinguishedName.of(List.of(new DistinguishedName.Attribute(AttributeType.COMMON_NAME, "CA"))),
                Der.of(new byte[20]),
                SignatureAlgorithm.SHA384_ECDSA,
                issuerNotAfter,
                somewhere,
                somewhere,
                new DistributionPoints(somewhere, Optional.empty()));
        return new Templates(BUNDLE)
                .subscriber(
                        TLS,
                        SubscriberRequest.of(key(), List.of(new DnsName("www.nitb.example.gov.pk"))),
                        Map.of(AttributeType.COUNTRY, "PK"),
                        Optional.empty(),
                        issuer,
                        new Templates.Moment(NOW, SerialNumber.random(new SecureRandom())));
    }

    private static SubjectPublicKey key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return SubjectPublicKey.of(generator.generateKeyPair().getPublic());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
