package pk.muhr.revocation.ocsp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** Our authorities by every digest of name and key under which a request can name them; computed once. */
@ApplicationScoped
class IssuerIndex {

    /** Digests by object identifier. SHA-1 only names things here; nothing is signed with it. */
    private static final Map<String, String> DIGESTS = Map.of(
            "1.3.14.3.2.26", "SHA-1",
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512");

    private final Hierarchy hierarchy;
    private final AtomicReference<Index> known = new AtomicReference<>(new Index(List.of(), Map.of()));

    private record Index(List<CertificateAuthority> authorities, Map<IssuerHash, CertificateAuthority> byHash) {}

    IssuerIndex(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    /** The authority that a request means; none when it is not one of ours. */
    Optional<CertificateAuthority> find(IssuerHash hash) {
        List<CertificateAuthority> authorities = hierarchy.authorities();
        Index index = known.get();
        if (!index.authorities().equals(authorities)) {
            index = new Index(authorities, byHash(authorities));
            known.set(index);
        }
        return Optional.ofNullable(index.byHash().get(hash));
    }

    private static Map<IssuerHash, CertificateAuthority> byHash(List<CertificateAuthority> authorities) {
        Map<IssuerHash, CertificateAuthority> byHash = new HashMap<>();
        for (CertificateAuthority authority : authorities) {
            DIGESTS.forEach((oid, digest) -> byHash.put(hash(oid, digest, authority.certificate()), authority));
        }
        return Map.copyOf(byHash);
    }

    static IssuerHash hash(String oid, String digest, Certificate issuer) {
        return new IssuerHash(
                oid,
                digested(digest, issuer.subject().der().bytes()),
                digested(digest, issuer.key().keyBits()));
    }

    private static Der digested(String digest, byte[] content) {
        try {
            return Der.of(MessageDigest.getInstance(digest).digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + digest, e);
        }
    }
}
