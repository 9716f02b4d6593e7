package pk.muhr.revocation.crl;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.policy.DistributionPoints;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.HierarchyPolicy.CrlSchedule;
import pk.muhr.policy.RevocationListFacts;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.RevocationListExtensions;
import pk.muhr.x509.RevocationListTemplate;

/**
 * What a list of one scope takes over from its authority, which the collection of lists must not be able to sign with.
 *
 * @param address where the complete list of the scope lies
 */
record ListIssuer(ListScope scope, Certificate certificate, HierarchyPolicy.Authority definition, URI address) {

    static ListIssuer of(CertificateAuthority authority, ListScope scope) {
        DistributionPoints points = authority.distributionPoints();
        return new ListIssuer(
                scope,
                authority.certificate(),
                authority.definition(),
                scope.isWhole() ? points.whole() : points.shard(scope.shard().getAsInt()));
    }

    CrlSchedule schedule() {
        return definition.crl();
    }

    boolean keepsExpired() {
        return schedule().keepExpired().orElse(false);
    }

    /** How long a list is good: one of changes twice as long as until the next, so that one missed run does no harm. */
    private Duration validFor(boolean delta) {
        Duration whole = schedule().validFor();
        return schedule()
                .deltaEvery()
                .filter(every -> delta)
                .map(every -> every.multipliedBy(2))
                .filter(twice -> twice.compareTo(whole) < 0)
                .orElse(whole);
    }

    RevocationListTemplate template(BigInteger number, Instant thisUpdate, Optional<BigInteger> start) {
        return new RevocationListTemplate(
                definition.signature(),
                certificate.subject(),
                thisUpdate,
                thisUpdate.plus(validFor(start.isPresent())),
                extensions(number, start));
    }

    private List<Extension> extensions(BigInteger number, Optional<BigInteger> start) {
        List<Extension> all = new ArrayList<>();
        all.add(Extensions.authorityKeyIdentifier(
                certificate.subjectKeyIdentifier().orElseThrow()));
        all.add(RevocationListExtensions.number(number));
        start.map(RevocationListExtensions::deltaIndicator).ifPresent(all::add);
        if (!scope.isWhole()) {
            all.add(RevocationListExtensions.issuingDistributionPoint(address));
        }
        if (start.isEmpty() && schedule().deltaEvery().isPresent()) {
            all.add(RevocationListExtensions.freshest(DistributionPoints.deltaOf(address)));
        }
        if (keepsExpired()) {
            all.add(RevocationListExtensions.expiredCertificates(certificate.notBefore()));
        }
        return all;
    }

    RevocationListFacts facts(Optional<RevocationListFacts.Predecessor> before) {
        return new RevocationListFacts(certificate, definition, address, !scope.isWhole(), before);
    }
}
