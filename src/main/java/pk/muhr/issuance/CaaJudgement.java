package pk.muhr.issuance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.Refusal;
import pk.muhr.validation.caa.Authorization;
import pk.muhr.validation.caa.Authorizations;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.DnsName;

/** Judges the hosts in the very bytes that will be signed for TLS by what the DNS says of who may certify them (CAA). */
@ApplicationScoped
class CaaJudgement {

    private final Authorizations authorizations;

    CaaJudgement(Authorizations authorizations) {
        this.authorizations = authorizations;
    }

    /** What was found for each host, for the record; or the first that must not be certified. No transaction may be open. */
    Judgement<List<String>> of(Certificate content, CertificateProfile profile, PolicyBundle bundle) {
        if (profile.type() != CertificateType.TLS_SERVER) {
            return new Judgement.Permitted<>(List.of());
        }
        Set<String> identifiers =
                Set.copyOf(bundle.certificatePolicy().caaIdentifiers().orElse(List.of()));
        List<DnsName> hosts = content.dnsNames().stream().map(DnsName::new).toList();
        List<String> found = new ArrayList<>();
        for (Authorization each : authorizations.of(hosts, identifiers)) {
            switch (each) {
                case Authorization.Permitted(DnsName name, String what) -> found.add(name + ": " + what);
                case Authorization.Forbidden(DnsName name, String why) -> {
                    return new Judgement.Refused<>(new Refusal.CaaForbids(
                            name + ": " + why,
                            identifiers.isEmpty()
                                    ? "take the CAA records away, or have the policy say which of them mean us"
                                    : "add a CAA record that says issue \""
                                            + identifiers.iterator().next()
                                            + "\", issuewild for wildcards, or take those away",
                            bundle.placeOfCaaIdentifiers()));
                }
                case Authorization.Unknown(DnsName name, String why) -> {
                    return new Judgement.Refused<>(new Refusal.CaaUnanswered(name + ": " + why));
                }
            }
        }
        return new Judgement.Permitted<>(found);
    }
}
