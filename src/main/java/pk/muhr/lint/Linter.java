package pk.muhr.lint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.Citation;
import pk.muhr.policy.Finding;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationListTemplate;

/** The only maker of what may be signed. */
@ApplicationScoped
public class Linter {

    private static final Der PLACEHOLDER_SIGNATURE = Der.of("placeholder, not a signature".getBytes());

    private static final List<Rule<Subject>> RULES = rules();

    Linter() {}

    private static List<Rule<Subject>> rules() {
        List<Rule<Subject>> rules = new ArrayList<>();
        rules.addAll(CommonRules.ALL);
        rules.addAll(KeyRules.ALL);
        rules.addAll(TlsServerRules.ALL);
        rules.addAll(AuthorityRules.ALL);
        return List.copyOf(rules);
    }

    /**
     * Runs every rule over the encoded contents.
     *
     * @param issuer the certificate of the authority that will sign; absent for a root, which signs itself
     * @param authority the definition of the authority that the certificate is for, if it is for one
     * @param now the time of signing
     */
    public LintResult<LintedCertificate> lint(
            CertificateTemplate template,
            CertificateProfile profile,
            Optional<Certificate> issuer,
            Optional<HierarchyPolicy.Authority> authority,
            PolicyBundle bundle,
            Instant now) {
        Certificate content = Certificate.assemble(template.tbs(), template.signature(), PLACEHOLDER_SIGNATURE);
        if (!content.tbs().equals(template.tbs())) {
            return new LintResult.Broken<>(List.of(
                    new Finding("der-round-trip", new Citation("X.690 §11"), "the encoding changes when read again")));
        }
        return judge(
                new Subject(content, profile, issuer.orElse(content), authority.orElse(null), bundle, now), template);
    }

    /**
     * Runs every rule over the encoded contents of a CRL.
     *
     * @param issuer the certificate of the authority that will sign
     * @param now the time of signing
     */
    public LintResult<LintedRevocationList> lintRevocationList(
            RevocationListTemplate template, Certificate issuer, PolicyBundle bundle, Instant now) {
        Der tbs = template.tbs();
        RevocationList content = RevocationList.assemble(tbs, template.signature(), PLACEHOLDER_SIGNATURE);
        if (!content.tbs().equals(tbs)) {
            return new LintResult.Broken<>(List.of(
                    new Finding("der-round-trip", new Citation("X.690 §11"), "the encoding changes when read again")));
        }
        List<Finding> findings = findings(new RevocationListSubject(content, issuer, bundle.floors(), now));
        return findings.isEmpty()
                ? new LintResult.Clean<>(new LintedRevocationList(tbs, template.signature()))
                : new LintResult.Broken<>(findings);
    }

    static List<Finding> findings(RevocationListSubject subject) {
        return RevocationListRules.ALL.stream()
                .map(rule -> rule.findingIn(subject))
                .flatMap(Optional::stream)
                .toList();
    }

    private static LintResult<LintedCertificate> judge(Subject subject, CertificateTemplate template) {
        List<Finding> findings = findings(subject);
        if (!findings.isEmpty()) {
            return new LintResult.Broken<>(findings);
        }
        return new LintResult.Clean<>(new LintedCertificate(
                subject.certificate(),
                template.signature(),
                subject.profile().id(),
                subject.bundle().hash()));
    }

    static List<String> ruleIds() {
        return RULES.stream().map(Rule::id).toList();
    }

    static List<Finding> findings(Subject subject) {
        return RULES.stream()
                .map(rule -> rule.findingIn(subject))
                .flatMap(Optional::stream)
                .toList();
    }
}
