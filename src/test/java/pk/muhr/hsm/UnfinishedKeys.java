package pk.muhr.hsm;

import java.util.Map;

import io.smallrye.config.SmallRyeConfig;
import org.eclipse.microprofile.config.ConfigProvider;

import pk.muhr.hsm.Pkcs11Session.AttributeType;
import pk.muhr.x509.KeyAlgorithm;

/** For tests outside this package: what a crash leaves while a key is made. */
public final class UnfinishedKeys {

    private UnfinishedKeys() {}

    /** A private key that has its name, and no certificate yet. */
    public static void leave(TokenLabel label, KeyLabel name, KeyAlgorithm algorithm) {
        Token token = new Tokens(ConfigProvider.getConfig()
                        .unwrap(SmallRyeConfig.class)
                        .getConfigMapping(HsmConfiguration.class))
                .token(label); // as another process, so that the program does not remember the key
        token.destroy(name); // the token outlives a run of the tests
        token.discardUnfinished(name);
        token.generate(name, algorithm);
        try (Pkcs11Session session = SoftHsm.session(token)) {
            session.objects(
                            Pkcs11Session.CKO_CERTIFICATE,
                            Map.of(AttributeType.LABEL, name.id().bytes()))
                    .forEach(session::destroy);
        }
    }
}
