package pk.muhr.accreditation;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import pk.muhr.lint.Linter;
import pk.muhr.policy.AuthorityName;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateProfile.Kind;
import pk.muhr.policy.Citation;
import pk.muhr.policy.DistributionPoints;
import pk.muhr.policy.Finding;
import pk.muhr.policy.HierarchyPolicy.Authority;
import pk.muhr.policy.IssuerFacts;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.Refusal;
import pk.muhr.policy.Templates;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.Der;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SubjectPublicKey;

/**
 * One certificate for every authority, for the responder of each, and for every profile and key of subscribers, made by
 * the templates that issue and judged by the linter that issues. No key signs them: they cannot leave this class.
 */
final class PolicySpecimens {

    private static final Der NO_SIGNATURE = Der.of("a specimen, signed by nobody".getBytes(StandardCharsets.UTF_8));
    private static final Citation FORM = new Citation("RFC 5280 §4.1");

    private final PolicyBundle bundle;
    private final Templates templates;
    private final Templates.Moment moment;
    private final Linter linter = new Linter();
    private final Map<AuthorityName, Certificate> issuers = new HashMap<>();
    private final List<Objection> objections = new ArrayList<>();

    /**
     * A rule that a specimen breaks.
     *
     * @param authority that the certificate is for, if it is for one
     * @param variant which of the profile's specimens: its key, or the authority that it belongs to
     */
    record Objection(CertificateProfile profile, Optional<Authority> authority, String variant, Finding finding) {}

    /** Which certificate, and who issues it. */
    private record Order(
            CertificateProfile profile, Optional<Authority> authority, Optional<Authority> issuer, String variant) {}

    private PolicySpecimens(PolicyBundle bundle, Instant now) {
        this.bundle = bundle;
        this.templates = new Templates(bundle);
        BigInteger longest = BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE);
        this.moment = new Templates.Moment(now, new SerialNumber(longest));
    }

    /** What the linter would say of the certificates that could be issued under the bundle at the given moment. */
    static List<Objection> objections(PolicyBundle bundle, Instant now) {
        PolicySpecimens specimens = new PolicySpecimens(bundle, now);
        bundle.hierarchy().authorities().forEach(specimens::authority);
        bundle.hierarchy().authorities().forEach(specimens::responder);
        bundle.profiles().stream()
                .filter(profile -> profile.kind() == Kind.SUBSCRIBER)
                .forEach(specimens::subscriber);
        return List.copyOf(specimens.objections);
    }

    private void authority(Authority authority) {
        CertificateProfile profile = bundle.profile(authority.profile()).orElseThrow();
        Optional<Authority> issuer = authority.issuer().flatMap(bundle.hierarchy()::authority);
        Order order = new Order(
                profile, Optional.of(authority), issuer, authority.name().value());
        judge(
                        order,
                        () -> new Judgement.Permitted<>(
                                issuer.isEmpty()
                                        ? templates.root(profile, authority, key(authority), moment)
                                        : templates.authority(
                                                profile, authority, key(authority), facts(issuer.get()), moment)))
                .ifPresent(certificate -> issuers.put(authority.name(), certificate));
    }

    private void responder(Authority authority) {
        CertificateProfile profile =
                bundle.profile(authority.responderKey().profile()).orElseThrow();
        Map<AttributeType, String> subject = new HashMap<>(authority.subject());
        subject.put(AttributeType.COMMON_NAME, "OCSP responder " + authority.name() + "-g1");
        Order order = new Order(
                profile,
                Optional.empty(),
                Optional.of(authority),
                authority.name().value());
        judge(
                order,
                () -> new Judgement.Permitted<>(templates.responder(
                        profile,
                        DistinguishedName.of(subject.entrySet().stream()
                                .map(entry -> new DistinguishedName.Attribute(entry.getKey(), entry.getValue()))
                                .toList()),
                        SpecimenKeys.of("responder", profile.keys().getFirst()),
                        facts(authority),
                        moment)));
    }

    private void subscriber(CertificateProfile profile) {
        Authority issuer =
                profile.authority().flatMap(bundle.hierarchy()::authority).orElseThrow();
        SpecimenNames names = new SpecimenNames(issuer, bundle.hierarchy().domainOf(issuer.name()));
        for (KeyAlgorithm key : profile.keys()) {
            judge(
                    new Order(profile, Optional.empty(), Optional.of(issuer), key.label()),
                    () -> templates.subscriber(
                            profile,
                            names.request(profile, SpecimenKeys.of("subscriber", key)),
                            names.body(),
                            names.person(profile),
                            facts(issuer),
                            moment));
        }
    }

    /** The specimen, broken rules and all; nothing when it cannot be made or its issuer could not. */
    private Optional<Certificate> judge(Order order, Supplier<Judgement<CertificateTemplate>> template) {
        Optional<Certificate> issuer = order.issuer().map(authority -> issuers.get(authority.name()));
        if (order.issuer().isPresent() && issuer.isEmpty()) {
            return Optional.empty(); // it is said of the issuer
        }
        try {
            return switch (template.get()) {
                case Judgement.Refused(Refusal refusal) -> {
                    object(order, new Finding(refusal.rule(), refusal.citation(), refusal.value()));
                    yield Optional.empty();
                }
                case Judgement.Permitted(CertificateTemplate permitted) -> {
                    Certificate specimen = Certificate.assemble(permitted.tbs(), permitted.signature(), NO_SIGNATURE);
                    linter.judge(specimen, order.profile(), issuer, order.authority(), bundle)
                            .forEach(finding -> object(order, finding));
                    yield Optional.of(specimen);
                }
            };
        } catch (IllegalArgumentException e) {
            object(order, new Finding("certificate-form", FORM, e.getMessage()));
            return Optional.empty();
        }
    }

    private void object(Order order, Finding finding) {
        objections.add(new Objection(order.profile(), order.authority(), order.variant(), finding));
    }

    private static SubjectPublicKey key(Authority authority) {
        return SpecimenKeys.of(authority.name().value(), authority.key());
    }

    private IssuerFacts facts(Authority authority) {
        Certificate certificate = issuers.get(authority.name());
        URI address = URI.create("http://pki.example/" + authority.name() + ".crl");
        return new IssuerFacts(
                certificate.subject(),
                certificate.key().keyIdentifier(),
                authority.signature(),
                certificate.notAfter(),
                address,
                address,
                new DistributionPoints(address, authority.crl().shards()));
    }
}
