package pk.muhr.command.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;

/**
 * Certification requests for fresh P-256 keys, made before the clock runs, each for a name of its own below the proved
 * domain of the body {@code nitb}. The keys are thrown away.
 */
final class CertificationRequests {

    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final AlgorithmIdentifier SHA256 =
            new AlgorithmIdentifier(org.bouncycastle.asn1.nist.NISTObjectIdentifiers.id_sha256);
    private static final X500Name NO_SUBJECT = new X500Name(new org.bouncycastle.asn1.x500.RDN[0]);
    private static final String DOMAIN = ".bench.nitb.example.gov.pk";

    private final ECNamedDomainParameters curve;
    private final SecureRandom random;

    CertificationRequests(SecureRandom random) {
        X9ECParameters p256 = NISTNamedCurves.getByName("P-256");
        this.curve = new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, p256);
        this.random = random;
    }

    /** PEM of as many requests. */
    List<String> make(int count) {
        return IntStream.range(0, count).parallel().mapToObj(_ -> pem()).toList();
    }

    private String pem() {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve, random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        try {
            SubjectPublicKeyInfo key = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic());
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, host())));
            byte[] request = new PKCS10CertificationRequestBuilder(NO_SUBJECT, key)
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                    .build(new BcECContentSignerBuilder(ECDSA, SHA256).build(pair.getPrivate()))
                    .getEncoded();
            return new Pem("CERTIFICATE REQUEST", Der.of(request)).text();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("a request for a P-256 key could not be made", e);
        }
    }

    private String host() {
        UUID id = new UUID(new BigInteger(64, random).longValue(), new BigInteger(64, random).longValue());
        return "h-" + id + DOMAIN;
    }
}
