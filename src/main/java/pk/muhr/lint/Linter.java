package pk.muhr.lint;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.OcspResponseSubject;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.lint.rule.Rule;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.Citation;
import pk.muhr.policy.Finding;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.RevocationListFacts;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.Der;
import pk.muhr.x509.EncodedEntries;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationListFrame;
import pk.muhr.x509.RevocationListTemplate;
import pk.muhr.x509.Sha256Output;

/** The only maker of what may be signed. */
@ApplicationScoped
public class Linter {

    private static final Der PLACEHOLDER_SIGNATURE = Der.of("placeholder, not a signature".getBytes());

    /** Stateless: one is like another. */
    public Linter() {}

    /**
     * A rule, as the documents list it.
     *
     * @param id its name in findings
     * @param citation where it comes from
     * @param appliesTo the types of certificates that it judges, or CRLs
     */
    public record Entry(String id, Citation citation, String appliesTo) {}

    /** Every rule for certificates, CRLs and OCSP answers. */
    public static List<Entry> rules() {
        return Stream.of(Rules.CERTIFICATE, Rules.REVOCATION_LIST, Rules.REVOCATION_ENTRY, Rules.OCSP_RESPONSE)
                .<Rule<?>>flatMap(List::stream)
                .map(Linter::entry)
                .toList();
    }

    /** Every rule that can refuse a certificate. */
    public static List<Entry> certificateRules() {
        return Rules.CERTIFICATE.stream().map(Linter::entry).toList();
    }

    /** Every rule that a certificate of this profile must keep. */
    public static List<Entry> rulesFor(CertificateProfile profile) {
        return Rules.CERTIFICATE.stream()
                .filter(rule -> rule.concerns(profile))
                .map(Linter::entry)
                .toList();
    }

    private static Entry entry(Rule<?> rule) {
        return new Entry(rule.id(), rule.citation(), rule.appliesTo());
    }

    /** The names of every rule. */
    public static List<String> ruleIds() {
        return rules().stream().map(Entry::id).toList();
    }

    /** The key of a profile's file, or else of an authority's entry, that decides over what a rule for certificates looks at. */
    public static Optional<String> governingKey(String rule) {
        return GoverningKeys.of(rule);
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
        Der tbs = template.tbs();
        Certificate content = Certificate.assemble(tbs, template.signature(), PLACEHOLDER_SIGNATURE);
        if (!content.tbs().equals(tbs)) {
            return new LintResult.Broken<>(List.of(
                    new Finding("der-round-trip", new Citation("X.690 §11"), "the encoding changes when read again")));
        }
        CertificateSubject subject =
                new CertificateSubject(content, profile, issuer.orElse(content), authority, bundle, now);
        List<Finding> findings = Rules.findings(subject);
        return findings.isEmpty()
                ? new LintResult.Clean<>(
                        new LintedCertificate(content, template.signature(), profile.id(), bundle.hash()))
                : new LintResult.Broken<>(findings);
    }

    /**
     * Judges a certificate that was signed long ago by the rules and policies of today, as if it were signed when it
     * began to hold good. Gives nothing that could be signed.
     *
     * @param issuer the certificate of the authority that signed; absent for a root
     * @param authority the definition of the authority that the certificate is for, if it is for one
     */
    public List<Finding> judge(
            Certificate certificate,
            CertificateProfile profile,
            Optional<Certificate> issuer,
            Optional<HierarchyPolicy.Authority> authority,
            PolicyBundle bundle) {
        return Rules.findings(new CertificateSubject(
                certificate, profile, issuer.orElse(certificate), authority, bundle, certificate.notBefore()));
    }

    /**
     * Runs every rule over the encoded contents of a CRL, whose entries are read once.
     *
     * @param facts who will sign, for which part, after which list
     * @param now the time of signing
     */
    public LintResult<LintedRevocationList> lintRevocationList(
            RevocationListTemplate template,
            EncodedEntries entries,
            RevocationListFacts facts,
            PolicyBundle bundle,
            Instant now) {
        Der empty = template.framing(0).tbsInMemory(_ -> {});
        RevocationList content = RevocationList.assemble(empty, template.signature(), PLACEHOLDER_SIGNATURE);
        if (!content.tbs().equals(empty)) {
            return new LintResult.Broken<>(List.of(
                    new Finding("der-round-trip", new Citation("X.690 §11"), "the encoding changes when read again")));
        }
        RevocationListSubject subject = new RevocationListSubject(content, facts, bundle, now);
        RevocationListFrame frame = template.framing(entries.length());
        Sha256Output tbs = new Sha256Output(OutputStream.nullOutputStream());
        EntryScan scan = new EntryScan(subject, tbs);
        try {
            frame.head().writeTo(tbs);
            entries.content().writeTo(scan);
            frame.tail().writeTo(tbs);
        } catch (IOException e) {
            throw new UncheckedIOException("the entries cannot be read", e);
        }
        if (tbs.length() != frame.length()) {
            throw new IllegalStateException("the entries are not as long as announced");
        }
        List<Finding> findings = Rules.findings(subject, scan);
        return findings.isEmpty()
                ? new LintResult.Clean<>(new LintedRevocationList(
                        frame, entries.content(), scan.count(), tbs.sha256(), template.signature()))
                : new LintResult.Broken<>(findings);
    }

    /**
     * Runs every rule over the part of an OCSP answer that will be signed.
     *
     * @param responder the certificate of who answers
     * @param issuer the certificate of the authority that it answers for
     */
    public List<Finding> judgeOcspResponse(
            Der data, Certificate responder, Certificate issuer, PolicyBundle bundle, Instant now) {
        return Rules.findings(new OcspResponseSubject(data, responder, issuer, bundle.floors(), now));
    }
}
