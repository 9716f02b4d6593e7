package pk.muhr.command.bench;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import pk.muhr.lint.LintResult;
import pk.muhr.lint.LintedCertificate;
import pk.muhr.lint.Linter;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.DistributionPoints;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.IssuerFacts;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.RequestReading;
import pk.muhr.policy.SubscriberRequest;
import pk.muhr.policy.Templates;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.Der;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SubjectPublicKey;

/**
 * What policy and every rule cost before one TLS certificate: processor time of one thread, once the compilers have caught
 * up. Nothing is signed and nothing kept.
 */
final class LintBench implements Bench {

    private static final int REQUESTS = 64;
    private static final int UNMEASURED = 20_000;
    private static final int MEASURED = 20_000;
    private static final int NANOS_OF_A_MILLISECOND = 1_000_000;
    private static final double GOAL_MILLISECONDS = 0.3;
    private static final URI ADDRESS = URI.create("http://pki.example.gov.pk/bench");
    private static final Map<AttributeType, String> BODY = Map.of(
            AttributeType.COUNTRY, "PK",
            AttributeType.LOCALITY, "Islamabad",
            AttributeType.ORGANIZATION, "National Information Technology Board",
            AttributeType.ORGANIZATION_IDENTIFIER, "GOVPK");

    LintBench() {}

    @Override
    public String name() {
        return "lint";
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        PolicyBundle bundle =
                PolicyBundle.read(workbench.service().installation().program().resolve("policies"));
        Case tls = new Case(bundle, bundle.profile(new ProfileId("tls-server")).orElseThrow(), workbench);
        List<CertificationRequest> requests = new CertificationRequests(workbench.random())
                .make(REQUESTS).stream().map(CertificationRequest::ofPem).toList();
        workbench.progress().step("policy and lint: " + UNMEASURED + " certificates unmeasured, then " + MEASURED);
        tls.judge(requests, UNMEASURED);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        tls.judge(requests, MEASURED);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Duration used = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        findings.add(new Measurement("lint-tls-server", MEASURED, took, used, Latencies.none()));
        findings.add(Goal.milliseconds(
                "lint", "tls-server", (double) used.toNanos() / MEASURED / NANOS_OF_A_MILLISECOND, GOAL_MILLISECONDS));
    }

    /** One profile, its issuer's certificate signed by nobody. */
    private static final class Case {

        private final PolicyBundle bundle;
        private final CertificateProfile profile;
        private final Workbench workbench;
        private final Instant now;
        private final Linter linter = new Linter();
        private final Certificate issuer;
        private final IssuerFacts facts;

        Case(PolicyBundle bundle, CertificateProfile profile, Workbench workbench) {
            this.bundle = bundle;
            this.profile = profile;
            this.workbench = workbench;
            this.now = workbench.clock().instant();
            HierarchyPolicy.Authority authority = bundle.hierarchy()
                    .authority(profile.authority().orElseThrow())
                    .orElseThrow();
            this.issuer = issuer(authority);
            this.facts = facts(authority, issuer);
        }

        private Certificate issuer(HierarchyPolicy.Authority authority) {
            HierarchyPolicy.Authority above = bundle.hierarchy()
                    .authority(authority.issuer().orElseThrow())
                    .orElseThrow();
            IssuerFacts aboveFacts = new IssuerFacts(
                    above.subjectName(),
                    Der.ofHex("0102030405060708"),
                    above.signature(),
                    now.plus(Duration.ofDays(3650)),
                    ADDRESS,
                    ADDRESS,
                    new DistributionPoints(ADDRESS, Optional.empty()));
            CertificateTemplate template = new Templates(bundle)
                    .authority(
                            bundle.profile(authority.profile()).orElseThrow(),
                            authority,
                            key(authority),
                            aboveFacts,
                            moment());
            return Certificate.assemble(
                    template.tbs(), template.signature(), Der.of("unsigned".getBytes(StandardCharsets.US_ASCII)));
        }

        private static IssuerFacts facts(HierarchyPolicy.Authority authority, Certificate issuer) {
            return new IssuerFacts(
                    issuer.subject(),
                    issuer.subjectKeyIdentifier().orElseThrow(),
                    authority.signature(),
                    issuer.notAfter(),
                    ADDRESS,
                    ADDRESS,
                    new DistributionPoints(ADDRESS, Optional.empty()));
        }

        private static SubjectPublicKey key(HierarchyPolicy.Authority authority) {
            try {
                KeyPairGenerator generator =
                        KeyPairGenerator.getInstance(authority.key().family());
                if (authority.key().curve() == null) {
                    generator.initialize(authority.key().bits());
                } else {
                    generator.initialize(new ECGenParameterSpec(authority.key().curve()));
                }
                return SubjectPublicKey.of(generator.generateKeyPair().getPublic());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has " + authority.key(), e);
            }
        }

        private Templates.Moment moment() {
            return new Templates.Moment(now, SerialNumber.random(workbench.random()));
        }

        void judge(List<CertificationRequest> requests, int times) {
            for (int i = 0; i < times; i++) {
                judge(requests.get(i % requests.size()));
            }
        }

        private void judge(CertificationRequest csr) {
            Judgement<SubscriberRequest> read = new RequestReading(profile, bundle, BODY).judge(csr, Optional.empty());
            CertificateTemplate template = permitted(new Templates(bundle)
                    .subscriber(profile, permitted(read), BODY, Optional.empty(), facts, moment()));
            LintResult<LintedCertificate> result =
                    linter.lint(template, profile, Optional.of(issuer), Optional.empty(), bundle, now);
            if (!(result instanceof LintResult.Clean<LintedCertificate>)) {
                throw new IllegalStateException("the bench's own certificate breaks rules: " + result);
            }
        }

        private static <T> T permitted(Judgement<T> judgement) {
            return switch (judgement) {
                case Judgement.Permitted<T>(T value) -> value;
                case Judgement.Refused<T> refused ->
                    throw new IllegalStateException("the bench's own request is refused: " + refused.refusal());
            };
        }
    }
}
