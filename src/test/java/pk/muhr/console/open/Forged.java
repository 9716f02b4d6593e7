package pk.muhr.console.open;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** Certificates that nobody of the hierarchy made. */
final class Forged {

    final KeyPair pair;

    Forged() {
        try {
            pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A name with these letters, whatever they are. */
    static X500Name named(String commonName) {
        return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    }

    /** Signed by its own key, under this issuer's name. */
    Certificate certificate(X500Name issuer, X500Name subject, BigInteger serial) {
        return certificate(builder(issuer, subject, serial));
    }

    /** The same with an extension. */
    Certificate certificate(X500Name issuer, X500Name subject, Extension extension) throws IOException {
        X509v3CertificateBuilder builder = builder(issuer, subject, BigInteger.TEN);
        builder.addExtension(extension);
        return certificate(builder);
    }

    /** The same with a critical extension. */
    Certificate certificate(X500Name issuer, X500Name subject, BigInteger serial, String oid, ASN1Encodable value)
            throws IOException {
        X509v3CertificateBuilder builder = builder(issuer, subject, serial);
        builder.addExtension(new org.bouncycastle.asn1.ASN1ObjectIdentifier(oid), true, value);
        return certificate(builder);
    }

    private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, BigInteger serial) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                serial,
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                subject,
                pair.getPublic());
    }

    private Certificate certificate(X509v3CertificateBuilder builder) {
        try {
            return Certificate.of(
                    Der.of(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                            .getEncoded()));
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
