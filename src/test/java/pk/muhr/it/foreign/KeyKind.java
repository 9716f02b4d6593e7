package pk.muhr.it.foreign;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The keys that profiles take. */
enum KeyKind {
    P_256("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA"),
    P_384("EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSA"),
    RSA_3072("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
    RSA_4096("RSA", new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4), "SHA384withRSA");

    private final String algorithm;
    private final AlgorithmParameterSpec parameters;
    private final String signature;

    KeyKind(String algorithm, AlgorithmParameterSpec parameters, String signature) {
        this.algorithm = algorithm;
        this.parameters = parameters;
        this.signature = signature;
    }

    /** A new one. */
    KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK makes no " + this, e);
        }
    }

    /** By the name of the JCA, with the hash that its size asks for. */
    String signature() {
        return signature;
    }

    /** As the policy files spell it. */
    @Override
    public String toString() {
        return name().replace('_', '-');
    }
}
