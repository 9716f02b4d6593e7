package pk.muhr.evidence.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.DistinguishedName;

/** Checks the certificates of an archive: against the records that they were issued, and with their issuers' keys. */
final class CertificatesCheck {

    private final Map<String, Long> issued;
    private final Set<String> missing;
    private final Map<DistinguishedName, List<Certificate>> bySubject = new HashMap<>();
    private final Map<String, Certificate> authorities = new LinkedHashMap<>();
    private long certificates;
    private long withoutIssuer;

    /** @param issued records by fingerprint */
    CertificatesCheck(Map<String, Long> issued) {
        this.issued = issued;
        this.missing = new TreeSet<>(issued.keySet());
    }

    private static Certificate certificate(String where, byte[] der) {
        try {
            return Certificate.of(Der.of(der));
        } catch (RuntimeException e) {
            throw new Disproved(where, "this is not a certificate.");
        }
    }

    /** An authority's certificate. */
    void addAuthority(String where, byte[] der) {
        Certificate authority = certificate(where, der);
        authorities.put(where, authority);
        bySubject.computeIfAbsent(authority.subject(), _ -> new ArrayList<>()).add(authority);
    }

    /** Checks the authorities among themselves. */
    void checkAuthorities() {
        authorities.forEach((where, authority) -> {
            if (!verifies(where, authority)) {
                throw new Disproved(where, "the certificate of its issuer is missing.");
            }
        });
    }

    /** Checks a certificate of anybody. */
    void check(String where, byte[] der) {
        Certificate certificate = certificate(where, der);
        String fingerprint = certificate.fingerprint().hex();
        if (!issued.containsKey(fingerprint)) {
            throw new Disproved(where, "no record says that this certificate was issued.");
        }
        missing.remove(fingerprint);
        certificates++;
        withoutIssuer += verifies(where, certificate) ? 0 : 1;
    }

    /** Whether the issuer is here. */
    private boolean verifies(String where, Certificate certificate) {
        List<Certificate> issuers = bySubject.getOrDefault(certificate.issuer(), List.of());
        if (!issuers.isEmpty() && issuers.stream().noneMatch(issuer -> certificate.verifiesWith(issuer.key()))) {
            throw new Disproved(where, "the signature of the certificate is not its issuer's.");
        }
        return !issuers.isEmpty();
    }

    /** Checks that all were there. */
    void end(String where) {
        if (!missing.isEmpty()) {
            String first = missing.iterator().next();
            throw new Disproved(
                    where, "record " + issued.get(first) + " says that " + first + " was issued, and it is missing.");
        }
    }

    /** What was found, for people. */
    String sentence() {
        return ("%d certificates are those that records say were issued; %d of them and %d authorities have"
                        + " their issuer's signature, the issuer of %d is not in it.")
                .formatted(certificates, certificates - withoutIssuer, authorities.size(), withoutIssuer);
    }
}
