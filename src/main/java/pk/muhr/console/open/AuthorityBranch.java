package pk.muhr.console.open;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.x509.AttributeType;

/**
 * An authority in the picture of the hierarchy.
 *
 * @param status as those who certified it say; of a root nobody says anything (RFC 5280 §6.1)
 * @param lists its CRLs: that of everything, its changes, then the parts
 * @param below whom it certified
 */
public record AuthorityBranch(
        CertificateAuthority authority,
        Optional<CertificateStatus> status,
        List<ServedList> lists,
        List<AuthorityBranch> below) {

    /** Its name, as its certificate has it. */
    public String name() {
        return authority.certificate().subject().values(AttributeType.COMMON_NAME).stream()
                .findFirst()
                .orElseGet(() -> authority.id().toString());
    }

    /** Whether nobody is above it. */
    public boolean isRoot() {
        return authority.issuer().isEmpty();
    }

    /** Whether those who certified it took that back. */
    public boolean isRevoked() {
        return status.filter(CertificateStatus.Revoked.class::isInstance).isPresent();
    }

    /** The key of the words that say what it signs. */
    public String kind() {
        return isRoot()
                ? "kindRoot"
                : authority.definition().family().map(AuthorityBranch::kind).orElse("kindDomain");
    }

    private static String kind(CertificateFamily family) {
        return switch (family) {
            case TLS -> "kindTls";
            case EMAIL -> "kindEmail";
            case AUTHENTICATION -> "kindAuthentication";
            case SIGNING -> "kindSigning";
            case CODE_SIGNING -> "kindCode";
            case TIME_STAMPING -> "kindTime";
        };
    }

    /** The list that most people look for; none before it was made. */
    public Optional<ServedList> list() {
        return lists.stream().filter(ServedList::isWhole).findFirst();
    }

    /** Its changes and its parts. */
    public List<ServedList> otherLists() {
        return lists.stream().filter(each -> !each.isWhole()).toList();
    }

    /** Where its certificates are asked for one by one. */
    public URI ocsp() {
        return authority.facts().ocsp();
    }
}
