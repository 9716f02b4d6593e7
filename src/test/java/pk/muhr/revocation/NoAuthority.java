package pk.muhr.revocation;

import java.util.List;

import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.x509.Certificate;

/** For tests outside this package: none that may issue. */
public final class NoAuthority {

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
}
