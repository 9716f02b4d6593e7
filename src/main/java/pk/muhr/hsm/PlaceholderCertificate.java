package pk.muhr.hsm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import pk.muhr.x509.SubjectPublicKey;

/**
 * The certificate that gives a key in a token its name: the Java platform sees a private key only beside one. It is
 * never published and certifies nothing, so a key thrown away at once signs it: the token's key makes no signature that
 * is not on record.
 */
final class PlaceholderCertificate {

    private static final Instant NOT_BEFORE = Instant.parse("2000-01-01T00:00:00Z");
    /** "No well-defined expiration date" (RFC 5280 §4.1.2.5). */
    private static final Instant NOT_AFTER = Instant.parse("9999-12-31T23:59:59Z");

    private PlaceholderCertificate() {}

    static X509Certificate of(KeyLabel label, SubjectPublicKey key) throws GeneralSecurityException {
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.CN, label.value())
                .addRDN(BCStyle.OU, "placeholder, certifies nothing")
                .build();
        X509v3CertificateBuilder certificate = new X509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                Date.from(NOT_BEFORE),
                Date.from(NOT_AFTER),
                subject,
                SubjectPublicKeyInfo.getInstance(key.spki().decode()));
        try {
            byte[] encoded = certificate.build(thrownAway()).getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (IOException | OperatorCreationException e) {
            throw new CertificateException("placeholder for " + label, e);
        }
    }

    private static ContentSigner thrownAway() throws GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        return new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    }
}
