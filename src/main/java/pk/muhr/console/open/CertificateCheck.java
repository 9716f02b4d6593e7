package pk.muhr.console.open;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.console.CertificateFacts;
import pk.muhr.issuance.CertificateQuery;
import pk.muhr.issuance.CertificateSearch;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * What everybody may know of a certificate. Whoever has it, has all that stands in it. Whoever has only its number learns
 * whether it counts, and no name of a person: numbers could be tried, and must not become a register of people. So it is
 * found by its whole serial number or fingerprint only, and names are shown where its profile is one of machines and
 * organisations. Certificates of web servers, whose names are public (RFC 9162), are found by the name of their host too.
 */
@ApplicationScoped
class CertificateCheck {

    private static final Set<CertificateType> OF_NO_PERSON = EnumSet.of(
            CertificateType.TLS_SERVER,
            CertificateType.AUTHENTICATION_DEVICE,
            CertificateType.ESEAL,
            CertificateType.CODE_SIGNER,
            CertificateType.TIME_STAMPING_UNIT,
            CertificateType.OCSP_RESPONDER,
            CertificateType.ROOT_CA,
            CertificateType.DOMAIN_CA,
            CertificateType.ISSUING_CA);

    private static final Pattern LAST_LABEL_IN_LETTERS = Pattern.compile(".*\\.[a-z][a-z0-9-]*");
    private static final int MOST_OF_A_HOST = 10;
    private static final int LOOKED_THROUGH = 50;

    private final CertificatePath path;
    private final Hierarchy hierarchy;
    private final IssuedCertificates certificates;
    private final CertificateSearch search;
    private final ActivePolicy policy;
    private final Clock clock;

    CertificateCheck(
            CertificatePath path,
            Hierarchy hierarchy,
            IssuedCertificates certificates,
            CertificateSearch search,
            ActivePolicy policy,
            Clock clock) {
        this.path = path;
        this.hierarchy = hierarchy;
        this.certificates = certificates;
        this.search = search;
        this.policy = policy;
        this.clock = clock;
    }

    /** Of one that the visitor has. */
    CheckedCertificate of(Certificate certificate) {
        return checked(certificate, true);
    }

    /** Of all that have this number, fingerprint or host; none where nothing is known. */
    List<CheckedCertificate> find(String text) {
        String hex = text.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
        if (hex.matches("[0-9a-f]{64}")) {
            Sha256 fingerprint = new Sha256(hex);
            return found(certificates.find(fingerprint).stream(), own -> own.fingerprint()
                    .equals(fingerprint));
        }
        if (hex.matches("[0-9a-f]{1,40}")) {
            return serial(hex)
                    .map(serial -> found(certificates.withSerial(serial).stream(), own -> own.serial()
                            .equals(serial)))
                    .orElse(List.of());
        }
        return host(text.strip()).map(this::ofHost).orElse(List.of());
    }

    private static Optional<SerialNumber> serial(String hex) {
        try {
            return Optional.of(SerialNumber.ofHex(hex));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<DnsName> host(String text) {
        try {
            return Optional.of(new DnsName(text))
                    .filter(name -> LAST_LABEL_IN_LETTERS.matcher(name.value()).matches());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private List<CheckedCertificate> found(
            Stream<IssuedCertificate> issued, java.util.function.Predicate<Certificate> wanted) {
        Stream<CheckedCertificate> authorities = hierarchy.authorities().stream()
                .map(CertificateAuthority::certificate)
                .filter(wanted)
                .map(own -> checked(own, true));
        Stream<CheckedCertificate> others = issued.filter(each -> !path.isAuthority(each.certificate()))
                .map(each -> checked(each.certificate(), isOfNoPerson(each)));
        return Stream.concat(authorities, others).toList();
    }

    private List<CheckedCertificate> ofHost(DnsName host) {
        CertificateQuery query = new CertificateQuery(
                Optional.of(host.value()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return search.find(query, Optional.empty(), LOOKED_THROUGH).stream()
                .filter(each -> type(each).equals(Optional.of(CertificateType.TLS_SERVER)))
                .filter(each -> each.certificate().dnsNames().contains(host.value()))
                .limit(MOST_OF_A_HOST)
                .map(each -> checked(each.certificate(), true))
                .toList();
    }

    private boolean isOfNoPerson(IssuedCertificate issued) {
        return issued.person().isEmpty()
                && type(issued).filter(OF_NO_PERSON::contains).isPresent();
    }

    private Optional<CertificateType> type(IssuedCertificate issued) {
        return policy.bundle().profile(issued.profile()).map(CertificateProfile::type);
    }

    private CheckedCertificate checked(Certificate certificate, boolean named) {
        Instant now = clock.instant();
        Optional<CertificateFacts> facts =
                Optional.of(certificate).filter(_ -> named).flatMap(this::readable);
        Optional<CertificateAuthority> issuer = path.issuer(certificate);
        if (issuer.isEmpty()) {
            Verdict verdict = path.isClaimed(certificate) ? Verdict.IMITATION : Verdict.FOREIGN;
            return new CheckedCertificate(certificate, verdict, facts, List.of(), now);
        }
        List<PathStep> steps = path.steps(certificate, issuer.get(), facts.map(CertificateFacts::title), now);
        return new CheckedCertificate(certificate, verdict(certificate, steps, now), facts, steps, now);
    }

    /** Somebody else's certificate may say things in forms that no standard has. */
    private Optional<CertificateFacts> readable(Certificate certificate) {
        try {
            CertificateFacts facts = CertificateFacts.of(certificate);
            List.of(
                    facts.subject(),
                    facts.names(),
                    facts.purposes(),
                    certificate.serial(),
                    certificate.policies(),
                    certificate.notBefore(),
                    certificate.notAfter());
            return Optional.of(facts);
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    private Verdict verdict(Certificate certificate, List<PathStep> steps, Instant now) {
        PathStep last = steps.getLast();
        if (last.status().filter(CertificateStatus.Revoked.class::isInstance).isPresent()) {
            return last.reason().equals(Optional.of(RevocationReason.CERTIFICATE_HOLD))
                    ? Verdict.HELD
                    : Verdict.REVOKED;
        }
        if (!path.isAuthority(certificate)
                && certificates.find(certificate.fingerprint()).isEmpty()) {
            return Verdict.UNRECORDED;
        }
        if (steps.stream().anyMatch(step -> step.revokedAt().isPresent() || !step.verified())) {
            return Verdict.AUTHORITY_REVOKED;
        }
        if (now.isAfter(certificate.notAfter())) {
            return Verdict.EXPIRED;
        }
        return now.isBefore(certificate.notBefore()) ? Verdict.NOT_YET : Verdict.VALID;
    }
}
