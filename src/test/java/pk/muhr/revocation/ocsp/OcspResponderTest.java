package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ocsp.CrlID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Der;
import pk.muhr.x509.SerialNumber;

/** What an answer says besides the status, and of which certificates. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class OcspResponderTest {

    private static final ASN1ObjectIdentifier CUTOFF = OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff;
    private static final ASN1ObjectIdentifier EXTENDED = OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke;
    private static final ASN1ObjectIdentifier CRL = OCSPObjectIdentifiers.id_pkix_ocsp_crl;

    private static final String EVENT = """
            insert into revocation (issuer_key, serial, authority, kind, reason, revoked_at, revoked_by, supersedes, entry)
            values (?, ?, ?, ?, 6, now(), 'elsewhere',
                    (select max(seq) from revocation where issuer_key = ? and serial = ?),
                    case when ? = 'RELEASED' then null else ''::bytea end)
            """;

    @Inject
    OcspResponder responder;

    @Inject
    Hierarchy hierarchy;

    @Test
    void saysSinceWhenStatusesAreKeptWhereThePolicyAsks() throws Exception {
        SingleResp kept = single("gov-code-signing", ended("gov-code-signing"));
        Instant cutoff = ASN1GeneralizedTime.getInstance(
                        kept.getExtension(CUTOFF).getParsedValue())
                .getDate()
                .toInstant();
        assertThat(cutoff).isEqualTo(kept.getThisUpdate().toInstant().minus(Duration.ofDays(3650)));
        assertThat(kept.getExtension(CUTOFF).isCritical()).isFalse();
        assertThat(kept.getExtension(CRL)).isNull();
        assertThat(single("gov-tls", ended("gov-tls")).getExtension(CUTOFF)).isNull();
    }

    @Test
    void namesTheCrlThatSaysSoTooWhereThePolicyAsks() throws Exception {
        SingleResp revoked = single("gov-signing", ended("gov-signing"));
        CrlID crl = CrlID.getInstance(revoked.getExtension(CRL).getParsedValue());
        assertThat(crl.getCrlUrlIA5().getString()).endsWith("/crl/gov-signing-g1.crl");
        SingleResp unknown = single("gov-signing", SerialNumber.random(new SecureRandom()));
        assertThat(unknown.getCertStatus()).isInstanceOf(UnknownStatus.class);
        assertThat(unknown.getExtension(CRL)).isNull();
        assertThat(unknown.getExtension(CUTOFF)).isNull();
    }

    @Test
    void saysOfNumbersNeverUsedThatTheyAreRevokedWhereThePolicyAsks() throws Exception {
        CertificateAuthority issuer = hierarchy.named("com-signing").orElseThrow();
        BasicOCSPResp answer =
                answer(issuer, SerialNumber.random(new SecureRandom()).value());
        SingleResp never = answer.getResponses()[0];
        RevokedStatus revoked = (RevokedStatus) never.getCertStatus();
        assertThat(revoked.getRevocationReason()).isEqualTo(6);
        assertThat(revoked.getRevocationTime().toInstant()).isEqualTo(Instant.EPOCH);
        assertThat(never.getExtension(CRL)).isNull();
        assertThat(never.getExtension(CUTOFF)).isNull();
        assertThat(answer.getExtension(EXTENDED).isCritical()).isFalse();

        SerialNumber underWay = SerialNumber.random(new SecureRandom());
        TestCertificates.pending(issuer.id().toString(), issuer.certificate(), underWay);
        BasicOCSPResp unknown = answer(issuer, underWay.value());
        assertThat(unknown.getResponses()[0].getCertStatus()).isInstanceOf(UnknownStatus.class);
        assertThat(unknown.getExtension(EXTENDED)).isNull();
        assertThat(answer(issuer, BigInteger.ZERO).getResponses()[0].getCertStatus())
                .as("a number that nobody can have")
                .isInstanceOf(RevokedStatus.class);
    }

    @Test
    void saysOfAHeldCertificateThatItIsRevokedUntilItIsReleased() throws Exception {
        SerialNumber serial = TestCertificates.issued("nitb").serial();
        assertThat(single("gov-tls", serial).getCertStatus()).isNull(); // good
        event(serial, "HELD");
        RevokedStatus held = (RevokedStatus) changed("gov-tls", serial, false);
        assertThat(held.getRevocationReason()).isEqualTo(6);
        event(serial, "RELEASED");
        assertThat(changed("gov-tls", serial, true)).isNull();
    }

    @Test
    void answersForAuthoritiesWithTheResponderOfWhoIssuedThem() throws Exception {
        CertificateAuthority root = hierarchy.named("national-root").orElseThrow();
        CertificateAuthority domain = hierarchy.named("government").orElseThrow();
        BasicOCSPResp answer = answer(root, domain.certificate().serial().value());
        assertThat(answer.getResponses()[0].getCertStatus()).isNull();
        assertThat(answer.getCerts()[0].getIssuer().getEncoded())
                .isEqualTo(root.certificate().subject().der().bytes());
    }

    /** The status as soon as the memory knows of the change. */
    private org.bouncycastle.cert.ocsp.CertificateStatus changed(String authority, SerialNumber serial, boolean good)
            throws Exception {
        Instant latest = Instant.now().plusSeconds(30);
        while ((single(authority, serial).getCertStatus() == null) != good
                && Instant.now().isBefore(latest)) {
            Thread.sleep(20);
        }
        return single(authority, serial).getCertStatus();
    }

    /** The number of a certificate that is revoked, as orphans are. */
    private SerialNumber ended(String authority) throws SQLException {
        SerialNumber serial = SerialNumber.random(new SecureRandom());
        CertificateAuthority issuer = hierarchy.named(authority).orElseThrow();
        TestCertificates.orphaned(TestCertificates.pending(issuer.id().toString(), issuer.certificate(), serial));
        return serial;
    }

    private void event(SerialNumber serial, String kind) throws SQLException {
        CertificateAuthority issuer = hierarchy.named("gov-tls").orElseThrow();
        String key = issuer.certificate().key().fingerprint().hex();
        String[] values = {key, serial.hex(), issuer.id().toString(), kind, key, serial.hex(), kind};
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement insert = connection.prepareStatement(EVENT)) {
            for (int at = 0; at < values.length; at++) {
                insert.setString(at + 1, values[at]);
            }
            insert.executeUpdate();
        }
    }

    private SingleResp single(String authority, SerialNumber serial) throws Exception {
        return answer(hierarchy.named(authority).orElseThrow(), serial.value()).getResponses()[0];
    }

    private BasicOCSPResp answer(CertificateAuthority issuer, BigInteger serial) throws Exception {
        Der answer = responder
                .answer(Questions.request().about(issuer.certificate(), serial).der())
                .der();
        return (BasicOCSPResp) new OCSPResp(answer.bytes()).getResponseObject();
    }
}
