package pk.muhr.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.lint.Linter;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.Citation;
import pk.muhr.policy.Finding;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Sha256;

/**
 * Judges every certificate that was ever issued by a bundle of policies and the rules of today, as if it were signed
 * when it began: what a candidate would have refused. A page of certificates is in memory at a time.
 */
@ApplicationScoped
public class Relint {

    private static final int PAGE = 500;

    private final IssuedCertificates certificates;
    private final Hierarchy hierarchy;
    private final Linter linter;

    Relint(IssuedCertificates certificates, Hierarchy hierarchy, Linter linter) {
        this.certificates = certificates;
        this.hierarchy = hierarchy;
        this.linter = linter;
    }

    /** A certificate that breaks rules. */
    public record Broken(Sha256 certificate, String profile, List<Finding> findings) {}

    /** How many were judged, how many break a rule, and how often each rule is broken. */
    public record Summary(long certificates, long broken, Map<String, Long> byRule) {}

    /** Judges them all; each that breaks a rule is handed on at once. */
    public Summary run(PolicyBundle bundle, Consumer<Broken> each) {
        long judged = 0;
        long broken = 0;
        Map<String, Long> byRule = new TreeMap<>();
        Optional<Sha256> last = Optional.empty();
        List<IssuedCertificate> page = certificates.after(last, PAGE);
        while (!page.isEmpty()) {
            for (IssuedCertificate issued : page) {
                List<Finding> findings = findings(issued, bundle);
                judged++;
                if (!findings.isEmpty()) {
                    broken++;
                    findings.forEach(finding -> byRule.merge(finding.rule(), 1L, Long::sum));
                    each.accept(new Broken(
                            issued.certificate().fingerprint(), issued.profile().value(), findings));
                }
            }
            last = Optional.of(page.getLast().certificate().fingerprint());
            page = certificates.after(last, PAGE);
        }
        return new Summary(judged, broken, byRule);
    }

    /** The rules of this bundle, and of today, that a certificate breaks. */
    public List<Finding> findings(IssuedCertificate issued, PolicyBundle bundle) {
        Optional<CertificateProfile> profile = bundle.profile(issued.profile());
        if (profile.isEmpty()) {
            return List.of(new Finding(
                    "profile-unknown",
                    new Citation("policy hierarchy"),
                    "the bundle has no profile " + issued.profile()));
        }
        Certificate certificate = issued.certificate();
        boolean authority = profile.get().kind() == CertificateProfile.Kind.AUTHORITY;
        Optional<HierarchyPolicy.Authority> definition = authority ? definition(certificate, bundle) : Optional.empty();
        if (authority && definition.isEmpty()) {
            return List.of(new Finding(
                    "authority-unknown",
                    new Citation("policy hierarchy"),
                    "the bundle does not define this authority"));
        }
        return linter.judge(certificate, profile.get(), issuer(issued), definition, bundle);
    }

    private Optional<HierarchyPolicy.Authority> definition(Certificate certificate, PolicyBundle bundle) {
        return hierarchy
                .withKey(certificate.key().fingerprint())
                .map(CertificateAuthority::id)
                .map(AuthorityId::name)
                .flatMap(bundle.hierarchy()::authority);
    }

    /** Nobody's for a root, which signed itself. */
    private Optional<Certificate> issuer(IssuedCertificate issued) {
        return hierarchy
                .named(issued.authority().toString())
                .map(CertificateAuthority::certificate)
                .filter(issuer -> !issuer.equals(issued.certificate()));
    }
}
