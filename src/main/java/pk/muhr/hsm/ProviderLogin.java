package pk.muhr.hsm;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import pk.muhr.hsm.Pkcs11Module.Slot;
import pk.muhr.hsm.Pkcs11Session.AttributeType;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/**
 * One instance of the Java platform's PKCS #11 provider, logged in to one token. When its sessions die it is dead with
 * all its keys and is replaced by another instance, never revived. It is not registered with {@link Security}: nothing
 * but this package can come upon it.
 */
final class ProviderLogin {

    /** A private key as this login sees it. */
    record LoadedKey(ProviderLogin login, PrivateKey privateKey, SubjectPublicKey publicKey) {}

    private final TokenLabel token;
    private final Pkcs11Module module;
    private final Slot slot;
    private final Provider provider;
    private final KeyStore keys;

    private ProviderLogin(TokenLabel token, Pkcs11Module module, Slot slot, Provider provider, KeyStore keys) {
        this.token = token;
        this.module = module;
        this.slot = slot;
        this.provider = provider;
        this.keys = keys;
    }

    /**
     * Makes an instance, not logged in yet.
     *
     * @throws GeneralSecurityException when the provider refuses the configuration
     */
    static ProviderLogin prepare(TokenLabel token, ModuleConfiguration configuration, Pkcs11Module module, Slot slot)
            throws GeneralSecurityException {
        Provider provider = Security.getProvider("SunPKCS11").configure(configuration.forSlot(token, module, slot));
        return new ProviderLogin(token, module, slot, provider, KeyStore.getInstance("PKCS11", provider));
    }

    /** Logs in: at most one C_Login, and none when this process is logged in to the token already. */
    void login(Pin pin) throws GeneralSecurityException, IOException {
        keys.load(null, pin.chars());
    }

    Provider provider() {
        return provider;
    }

    Slot slot() {
        return slot;
    }

    Pkcs11Module module() {
        return module;
    }

    /**
     * The key of this name; empty when the token has none.
     *
     * @throws KeyNotTrustworthy when there is one that was not born in the token or could have left it
     */
    Optional<LoadedKey> load(KeyLabel label) throws GeneralSecurityException, IOException {
        if (!keys.isKeyEntry(label.value())) {
            keys.load(null, null); // another process may have made it since; the login stands
        }
        if (!keys.isKeyEntry(label.value())) {
            return Optional.empty();
        }
        requireTrustworthy(label);
        PrivateKey key = (PrivateKey) keys.getKey(label.value(), null);
        Certificate certificate = keys.getCertificate(label.value());
        return Optional.of(new LoadedKey(this, key, SubjectPublicKey.of(certificate.getPublicKey())));
    }

    /**
     * Makes a key in the token and names it. A crash before the name leaves a private key without one, which
     * {@link Token#sweepOrphans} destroys; a crash between the name and its certificate leaves a named key that nothing
     * can find, which {@link Token#discardUnfinished} destroys. No key that a caller received can be lost.
     */
    LoadedKey generate(KeyLabel label, KeyAlgorithm algorithm) throws GeneralSecurityException, IOException {
        requireFree(label);
        KeyPair pair = generator(algorithm).generateKeyPair();
        // A crash here leaves a private key without a name.
        SubjectPublicKey publicKey = SubjectPublicKey.of(pair.getPublic());
        Certificate[] placeholder = {PlaceholderCertificate.of(label, publicKey)};
        keys.setKeyEntry(label.value(), pair.getPrivate(), null, placeholder);
        // A crash here leaves a whole key, without CKA_LABEL.
        labelForPeople(label);
        try {
            return load(label)
                    .orElseThrow(() -> new KeyNotTrustworthy(
                            "token " + token + " made key " + label + " but does not show it; look at the token"));
        } catch (KeyNotTrustworthy e) {
            keys.deleteEntry(label.value()); // a second old, and nobody has used it
            throw e;
        }
    }

    /** Destroys the key of this name and its certificate; whether there was one. */
    boolean destroy(KeyLabel label) throws GeneralSecurityException, IOException {
        keys.load(null, null);
        boolean found = keys.containsAlias(label.value());
        if (found) {
            keys.deleteEntry(label.value());
        }
        return found;
    }

    private void requireFree(KeyLabel label) throws GeneralSecurityException, IOException {
        keys.load(null, null);
        try (Pkcs11Session session = module.reading(slot)) {
            if (!session.privateKeys(label.id()).isEmpty()
                    || !session.certificateIds(label).isEmpty()
                    || keys.containsAlias(label.value())) {
                throw new KeyLabelTaken("token " + token + " already holds a key or certificate named '" + label
                        + "'; choose another name");
            }
        }
    }

    private void requireTrustworthy(KeyLabel label) {
        try (Pkcs11Session session = module.reading(slot)) {
            List<PrivateKeyObject> found = session.privateKeys(label.id());
            if (found.size() != 1 || !session.certificateIds(label).equals(Set.of(label.id()))) {
                throw new KeyNotTrustworthy("token " + token + " holds " + found.size() + " private keys named '"
                        + label + "', or a certificate that gives this name to another key; a name must mean one key");
            }
            List<String> broken = found.getFirst().attributes().broken();
            if (!broken.isEmpty()) {
                throw new KeyNotTrustworthy("key " + label + " in token " + token
                        + " was not born there or could have left it (" + String.join(", ", broken)
                        + "); it is refused, make a new key in the token");
            }
        }
    }

    /** CKA_LABEL is for operators who list the token; a token that forbids changing it loses nothing. */
    private void labelForPeople(KeyLabel label) {
        try (Pkcs11Session session = module.writing(slot)) {
            byte[] name = label.id().bytes();
            session.privateKeys(label.id()).forEach(key -> session.write(key.handle(), AttributeType.LABEL, name));
        } catch (Pkcs11Failure e) {
            TokenConnection.LOG.debugf("token %s does not take a label for key %s: %s", token, label, e.reason());
        }
    }

    private KeyPairGenerator generator(KeyAlgorithm algorithm)
            throws GeneralSecurityException, InvalidAlgorithmParameterException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.family(), provider);
        generator.initialize(
                switch (algorithm) {
                    case RSA_3072, RSA_4096 -> new RSAKeyGenParameterSpec(algorithm.bits(), RSAKeyGenParameterSpec.F4);
                    case P_256, P_384 -> new ECGenParameterSpec(algorithm.curve());
                });
        return generator;
    }
}
