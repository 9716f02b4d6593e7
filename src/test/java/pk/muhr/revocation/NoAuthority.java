package pk.muhr.revocation;

import java.util.List;
import java.util.function.Supplier;

import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.x509.Certificate;

/** For tests outside this package: none that may issue. */
public final class NoAuthority {

    /** In the chain of an issuing authority, with its own certificate. */
    private static final int AUTHORITIES = 3;

    private NoAuthority() {}

    /** All of them are revoked. */
    public static RevokedAuthorities left() {
        return new AuthorityStatuses(null) {

            @Override
            public boolean contains(List<Certificate> chain) {
                return true;
            }
        };
    }

    /** Whether one of a unit's own may issue cannot be said; of units, it can. */
    public static RevokedAuthorities away(Supplier<RuntimeException> why) {
        return new AuthorityStatuses(null) {

            @Override
            public boolean contains(List<Certificate> chain) {
                if (chain.size() <= AUTHORITIES) {
                    throw why.get();
                }
                return false;
            }
        };
    }
}
