package pk.muhr.revocation.observer;

import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.policy.DistributionPoints;
import pk.muhr.policy.IssuerFacts;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.SerialNumber;

/**
 * Everything that there is to look at, and what it must look like: each authority's certificate and lists, and what OCSP
 * says of a certificate in force, a revoked one, a number that was never used, and the authority itself.
 */
final class Looks {

    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);
    private static final int LONGEST_CERTIFICATE = 64 * 1024;

    private final Hierarchy hierarchy;
    private final CertificateStatuses statuses;
    private final Expectations expectations;
    private final PublicAddress network;
    private final OcspExchange ocsp;
    private final Duration lag;
    private final Clock clock;
    private final SecureRandom random;

    Looks(
            Hierarchy hierarchy,
            CertificateStatuses statuses,
            Expectations expectations,
            PublicAddress network,
            Duration lag,
            Clock clock,
            SecureRandom random) {
        this.hierarchy = hierarchy;
        this.statuses = statuses;
        this.expectations = expectations;
        this.network = network;
        this.ocsp = new OcspExchange(network, clock);
        this.lag = lag;
        this.clock = clock;
        this.random = random;
    }

    /** All of them; certificates to ask about are drawn anew each time. */
    List<Look> all() {
        List<Look> all = new ArrayList<>();
        for (CertificateAuthority authority : hierarchy.authorities()) {
            IssuerFacts facts = authority.facts();
            all.add(new Look(
                    "certificate " + authority.id(),
                    facts.caIssuers(),
                    () -> certificate(facts.caIssuers(), authority)));
            lists(authority).forEach(address -> all.addAll(lists(address, authority)));
            all.addAll(sample(authority));
        }
        return all;
    }

    /** The list of everything, and each part that new certificates name. */
    private static List<URI> lists(CertificateAuthority authority) {
        IssuerFacts facts = authority.facts();
        List<URI> addresses = new ArrayList<>(List.of(facts.crl().whole()));
        facts.crl().shards().ifPresent(count -> {
            for (int number = 0; number < count; number++) {
                addresses.add(facts.crl().of(new SerialNumber(BigInteger.valueOf((long) count + number))));
            }
        });
        return addresses;
    }

    /** The complete list at an address, and the list of changes that belongs to it. */
    private List<Look> lists(URI complete, CertificateAuthority authority) {
        String subject = "crl " + authority.id() + part(complete, authority);
        List<Look> both = new ArrayList<>();
        both.add(new Look(subject, complete, () -> complete(complete, authority)));
        if (authority.definition().crl().deltaEvery().isPresent()) {
            URI changes = DistributionPoints.deltaOf(complete);
            both.add(new Look(subject + " changes", changes, () -> changes(changes, complete, authority)));
        }
        return both;
    }

    private static String part(URI address, CertificateAuthority authority) {
        return isWhole(address, authority) ? "" : " " + address.getPath().replaceAll(".*/(\\d+)\\.crl", "$1");
    }

    private static boolean isWhole(URI address, CertificateAuthority authority) {
        return address.equals(authority.facts().crl().whole());
    }

    private List<Look> sample(CertificateAuthority authority) {
        Certificate issuer = authority.certificate();
        List<Look> sample = new ArrayList<>();
        SerialNumber never = SerialNumber.random(random);
        expectations
                .issued(issuer.key().fingerprint(), SerialNumber.random(random))
                .ifPresent(serial -> sample.add(status(authority, "in-force", serial)));
        expectations
                .revoked(issuer.key().fingerprint(), SerialNumber.random(random))
                .ifPresent(serial -> sample.add(status(authority, "revoked", serial)));
        sample.add(status(authority, "unused", never));
        authority
                .issuer()
                .flatMap(above -> hierarchy.withKey(above.key().fingerprint()))
                .ifPresent(above -> sample.add(status(above, "authority " + authority.id(), issuer.serial())));
        return sample;
    }

    private Look status(CertificateAuthority authority, String kind, SerialNumber serial) {
        URI address = authority.facts().ocsp();
        return new Look("ocsp " + authority.id() + " " + kind, address, () -> answer(address, authority, serial));
    }

    private void certificate(URI address, CertificateAuthority authority) throws Broken {
        try (AnswerBody body = network.get(address, "application/pkix-cert")) {
            Broken.unless(
                    java.util.Arrays.equals(
                            body.whole(LONGEST_CERTIFICATE),
                            authority.certificate().der().bytes()),
                    "is not the certificate of " + authority.id());
        }
    }

    private void complete(URI address, CertificateAuthority authority) throws Broken {
        StreamedList list = list(address, address, authority);
        Broken.unless(list.base().isEmpty(), "is a CRL of changes where the complete one belongs");
    }

    private void changes(URI address, URI complete, CertificateAuthority authority) throws Broken {
        StreamedList list = list(address, complete, authority);
        Broken.unless(list.base().isPresent(), "is a complete CRL where the changes belong");
    }

    /** What a complete list and its changes have in common; both name the address of the complete one. */
    private StreamedList list(URI address, URI complete, CertificateAuthority authority) throws Broken {
        StreamedList list;
        try (AnswerBody body = network.get(address, "application/pkix-crl")) {
            list = ListReading.read(body, authority.certificate().key(), Set.of());
        }
        Instant now = clock.instant();
        Broken.unless(list.issuer().equals(authority.certificate().subject().der()), "is a CRL of somebody else");
        Broken.unless(list.verifies(), "is a CRL that " + authority.id() + " did not sign");
        Broken.unless(
                isWhole(complete, authority)
                        ? list.distributionPoint().isEmpty()
                        : list.distributionPoint().equals(Optional.of(complete.toString())),
                "is a CRL of another distribution point: "
                        + list.distributionPoint().orElse("all"));
        Broken.unless(
                !list.thisUpdate().isAfter(now.plus(CLOCKS_APART)), "is a CRL of the future: " + list.thisUpdate());
        Broken.unless(
                list.nextUpdate().filter(now::isBefore).isPresent(),
                "is a CRL that was good until "
                        + list.nextUpdate().map(Instant::toString).orElse("no time"));
        Expectations.Superseded known = expectations
                .published(authority.id(), list.sha256())
                .orElseThrow(() -> new Broken("is a CRL that is not on record: number "
                        + list.number().map(BigInteger::toString).orElse("none") + ", SHA-256 " + list.sha256()));
        Broken.unless(
                known.at().filter(at -> at.plus(lag).isBefore(now)).isEmpty(),
                "is CRL " + list.number().orElse(BigInteger.ZERO) + ", which a newer one replaced at "
                        + known.at().map(Instant::toString).orElse(""));
        return list;
    }

    /** The database is asked before and after, because the status may change while the answer is under way. */
    private void answer(URI address, CertificateAuthority authority, SerialNumber serial) throws Broken {
        Certificate issuer = authority.certificate();
        CertificateStatus before = statuses.of(issuer.key().fingerprint(), serial);
        OcspExchange.Status said = ocsp.cached(address, issuer, serial);
        CertificateStatus after = statuses.of(issuer.key().fingerprint(), serial);
        boolean recent = after instanceof CertificateStatus.Revoked(Instant at, var _)
                && at.plus(lag).isAfter(clock.instant());
        Broken.unless(
                said == expected(before, authority) || said == expected(after, authority) || recent,
                "says " + said + " of the serial number " + serial.hex() + ", which is " + expected(after, authority));
    }

    private static OcspExchange.Status expected(CertificateStatus status, CertificateAuthority authority) {
        return switch (status) {
            case CertificateStatus.Good() -> OcspExchange.Status.GOOD;
            case CertificateStatus.Revoked _ -> OcspExchange.Status.REVOKED;
            case CertificateStatus.Unknown(boolean intended) ->
                !intended && authority.definition().ocsp().revokesUnused()
                        ? OcspExchange.Status.REVOKED
                        : OcspExchange.Status.UNKNOWN;
        };
    }
}
