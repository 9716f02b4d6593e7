package pk.muhr.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import pk.muhr.ca.AuthorityId;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/** An expired certificate, which only some authorities still tell of. */
class StatusRulesTest {

    private static final Path EXPIRED = Path.of("src/test/resources/lint/tls-common-name/passes-tls-server-domain.pem");

    @Test
    void revokesAnExpiredCertificateOnlyWhereItStaysListed() throws IOException {
        String fixture = Files.readString(EXPIRED);
        Certificate certificate = Certificate.of(
                Pem.parse(fixture.substring(fixture.indexOf("-----BEGIN "))).content());
        RevocationOrder order =
                new RevocationOrder(certificate.fingerprint(), RevocationReason.SUPERSEDED, Optional.empty());
        assertThat(rules(certificate, false).judge(order, true))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(
                                refused.why().rule())
                        .isEqualTo(RevocationRefusal.Rule.CERTIFICATE_EXPIRED));
        assertThat(rules(certificate, true).judge(order, true)).isInstanceOf(Verdict.Permitted.class);
    }

    private static StatusRules rules(Certificate certificate, boolean listed) {
        return new StatusRules(
                new IssuedCertificate(
                        certificate,
                        AuthorityId.of("gov-tls-g1"),
                        new ProfileId("tls-server"),
                        Sha256.of(new byte[0]),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        certificate.notBefore()),
                new CertificateProfile.Revocation(
                        List.of(RevocationReason.KEY_COMPROMISE, RevocationReason.SUPERSEDED), false),
                Optional.empty(),
                listed,
                Optional.empty(),
                Instant.parse("2126-01-01T00:00:00Z"));
    }
}
