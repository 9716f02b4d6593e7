package pk.muhr.issuance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import pk.muhr.x509.Certificate;

/** Authorities that issue nothing any more (BR §4.9.1.2). {@code revocation} implements it. */
public interface RevokedAuthorities {

    /** Whether one of these certificates is revoked: an authority's own first, the root's last. */
    boolean contains(List<Certificate> chain);

    /** The same for many certificates at a time: each chain is looked up once. */
    default Predicate<List<Certificate>> remembered() {
        Map<List<Certificate>, Boolean> known = new HashMap<>();
        return chain -> known.computeIfAbsent(chain, this::contains);
    }
}
