package pk.muhr.safety;

import java.util.Set;

import pk.muhr.policy.AuthorityName;

/** Which authorities have a certificate, so that no policy can say otherwise. The register of authorities implements it. */
public interface CertifiedAuthorities {

    /** Their names, without generations. */
    Set<AuthorityName> names();
}
