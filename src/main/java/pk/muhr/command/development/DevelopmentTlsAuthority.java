package pk.muhr.command.development;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

import pk.muhr.x509.SubjectPublicKey;

/** Signs the two certificates of {@link DevelopmentTls} (RFC 5280): its own root, and the server's. */
final class DevelopmentTlsAuthority {

    private static final X500Name NAME = new X500Name("CN=Muhr development TLS");
    private static final X500Name SERVER = new X500Name("CN=Muhr development server");
    private static final Duration ROOT_LIFE = Duration.ofDays(1825);
    private static final Duration SERVER_LIFE = Duration.ofDays(90);
    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final int SERIAL_BITS = 127;
    private static final AlgorithmIdentifier ECDSA_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final AlgorithmIdentifier SHA256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

    private final KeyFile key;
    private final SecureRandom random;
    private final Clock clock;

    DevelopmentTlsAuthority(KeyFile key, SecureRandom random, Clock clock) {
        this.key = key;
        this.random = random;
        this.clock = clock;
    }

    /** The self-signed certificate of the authority, which signs end entities only. */
    X509CertificateHolder root(SubjectPublicKey publicKey) {
        return sign(template(NAME, publicKey, ROOT_LIFE), template -> template.addExtension(
                        Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                .addExtension(Extension.subjectKeyIdentifier, false, identifier(publicKey)));
    }

    /** A server certificate under the given root. */
    X509CertificateHolder server(SubjectPublicKey publicKey, X509CertificateHolder root, GeneralNames hosts) {
        byte[] rootKey =
                SubjectKeyIdentifier.fromExtensions(root.getExtensions()).getKeyIdentifier();
        return sign(template(SERVER, publicKey, SERVER_LIFE), template -> template.addExtension(
                        Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, hosts)
                .addExtension(Extension.subjectKeyIdentifier, false, identifier(publicKey))
                .addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(rootKey)));
    }

    @FunctionalInterface
    private interface Extensions {
        X509v3CertificateBuilder addTo(X509v3CertificateBuilder template) throws IOException;
    }

    private X509v3CertificateBuilder template(X500Name subject, SubjectPublicKey publicKey, Duration life) {
        Instant now = clock.instant();
        return new X509v3CertificateBuilder(
                NAME,
                new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(life)),
                subject,
                SubjectPublicKeyInfo.getInstance(publicKey.spki().decode()));
    }

    private X509CertificateHolder sign(X509v3CertificateBuilder template, Extensions extensions) {
        try {
            return extensions
                    .addTo(template)
                    .build(new BcECContentSignerBuilder(ECDSA_SHA256, SHA256)
                            .build(PrivateKeyFactory.createKey(key.read())));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("the development TLS certificate could not be signed", e);
        }
    }

    private static SubjectKeyIdentifier identifier(SubjectPublicKey key) {
        return SubjectKeyIdentifier.getInstance(
                new DEROctetString(key.keyIdentifier().bytes()));
    }
}
