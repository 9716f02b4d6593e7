package pk.muhr.ca;

/**
 * Into how many parts an authority's CRL is divided: as many as certificates name that are still good, even where the policy
 * in force wants fewer (RFC 5280 §5.2.5). {@code revocation} implements it.
 */
public interface ListParts {

    /** How many; 0 where there is only the list of everything. */
    int count(CertificateAuthority authority);
}
