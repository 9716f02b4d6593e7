package pk.muhr.issuance;

import java.util.List;

import pk.muhr.x509.Certificate;

/** Authorities that issue nothing any more (BR §4.9.1.2). {@code revocation} implements it. */
public interface RevokedAuthorities {

    /** Whether one of these certificates is revoked: an authority's own first, the root's last. */
    boolean contains(List<Certificate> chain);
}
