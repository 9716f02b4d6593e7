package pk.muhr.hsm;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.concurrent.CompletionStage;

import pk.muhr.hsm.ProviderLogin.LoadedKey;
import pk.muhr.x509.Content;
import pk.muhr.x509.Der;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SignatureInput;
import pk.muhr.x509.SubjectPublicKey;

/** A key in a token. Follows its token from login to login: looked up once in each, not once for each signature. */
final class TokenKey implements SigningKey {

    private final KeyLabel label;
    private final SubjectPublicKey publicKey;
    private final Token token;
    private volatile LoadedKey loaded;

    TokenKey(KeyLabel label, Token token, LoadedKey loaded) {
        this.label = label;
        this.token = token;
        this.loaded = loaded;
        this.publicKey = loaded.publicKey();
    }

    @Override
    public KeyLabel label() {
        return label;
    }

    @Override
    public SubjectPublicKey publicKey() {
        return publicKey;
    }

    @Override
    public void requireReady() {
        token.requireReady();
        inCurrentLogin();
    }

    @Override
    public Der sign(Der message, SignatureAlgorithm algorithm) {
        return sign((Content) message, algorithm);
    }

    @Override
    public Der sign(Content message, SignatureAlgorithm algorithm) {
        requireFitting(algorithm);
        return token.lane().run(() -> signNow(message, algorithm));
    }

    @Override
    public CompletionStage<Der> signLater(Der message, SignatureAlgorithm algorithm) {
        requireFitting(algorithm);
        return token.lane().start(() -> signNow(message, algorithm));
    }

    private void requireFitting(SignatureAlgorithm algorithm) {
        boolean rsa = publicKey instanceof SubjectPublicKey.Rsa;
        if (rsa != algorithm.keyFamily().equals("RSA")) {
            throw new IllegalArgumentException(
                    "key " + label + " is " + publicKey.label() + " and cannot sign " + algorithm.jcaName());
        }
    }

    /**
     * One C_SignInit and one C_Sign (or C_SignFinal, where the token hashes a long message itself). A crash before the answer leaves no signature anywhere but perhaps
     * in the token's own log; a failure is reported and not tried again, for the token may have signed.
     */
    private Der signNow(Content message, SignatureAlgorithm algorithm) {
        LoadedKey key = inCurrentLogin();
        boolean asked = false;
        try {
            Signature signature =
                    Signature.getInstance(algorithm.jcaName(), key.login().provider());
            if (algorithm.parameters().isPresent()) {
                signature.setParameter(algorithm.parameters().get());
            }
            signature.initSign(key.privateKey());
            give(message, signature);
            asked = true;
            Der made = Der.of(signature.sign());
            token.countSignature();
            return made;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw token.connection().failure(key.login(), e, "sign with key " + label, asked);
        }
    }

    /** A message that cannot be read is no failure of the token. */
    private static void give(Content message, Signature signature) throws GeneralSecurityException {
        try {
            message.writeTo(new SignatureInput(signature));
        } catch (IOException e) {
            if (e.getCause() instanceof SignatureException refused) {
                throw refused;
            }
            throw new MessageUnreadable(e);
        }
    }

    private LoadedKey inCurrentLogin() {
        ProviderLogin current = token.connection().current();
        LoadedKey key = loaded;
        return key.login() == current ? key : reload(current);
    }

    private LoadedKey reload(ProviderLogin current) {
        try {
            LoadedKey fresh = current.load(label)
                    .orElseThrow(() -> new KeyNotTrustworthy(
                            "key " + label + " is no longer in token " + token.label() + "; look at the token"));
            if (!fresh.publicKey().equals(publicKey)) {
                throw new KeyNotTrustworthy(
                        "key " + label + " in token " + token.label() + " is not the key it was; look at the token");
            }
            loaded = fresh;
            return fresh;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw token.connection().failure(current, e, "load key " + label, false);
        }
    }
}
