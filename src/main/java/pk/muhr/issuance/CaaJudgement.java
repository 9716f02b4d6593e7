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
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.NameKind;

/**
 * Judges the names in the very bytes that will be signed by what the DNS says of who may certify them (CAA): hosts for TLS
 * (BR §3.2.2.8), the domains of mailboxes for e-mail (S/MIME BR §4.2.2.1).
 */
@ApplicationScoped
class CaaJudgement {

    private final Authorizations authorizations;

    CaaJudgement(Authorizations authorizations) {
        this.authorizations = authorizations;
    }

    /** What was found for each name, for the record; or the first that must not be certified. No transaction may be open. */
    Judgement<List<String>> of(Certificate content, CertificateProfile profile, PolicyBundle bundle) {
        List<String> ours = bundle.certificatePolicy().caaIdentifiers().orElse(List.of());
        if (profile.type() == CertificateType.TLS_SERVER) {
            List<DnsName> hosts = content.dnsNames().stream().map(DnsName::new).toList();
            return judged(
                    authorizations.ofHosts(hosts, Set.copyOf(ours)), "issue, for wildcards issuewild", ours, bundle);
        }
        if (profile.type() == CertificateType.SMIME) {
            List<DnsName> domains = content.names(NameKind.EMAIL).stream()
                    .map(mailbox -> new EmailAddress(mailbox).domain())
                    .toList();
            return judged(authorizations.ofMailboxes(domains, Set.copyOf(ours)), "issuemail", ours, bundle);
        }
        return new Judgement.Permitted<>(List.of());
    }

    private static Judgement<List<String>> judged(
            List<Authorization> authorizations, String property, List<String> ours, PolicyBundle bundle) {
        List<String> found = new ArrayList<>();
        for (Authorization each : authorizations) {
            switch (each) {
                case Authorization.Permitted(DnsName name, String what) -> found.add(name + ": " + what);
                case Authorization.Forbidden(DnsName name, String why) -> {
                    return new Judgement.Refused<>(new Refusal.CaaForbids(
                            name + ": " + why,
                            ours.isEmpty()
                                    ? "take the CAA records away, or have the policy say which of them mean us"
                                    : "add a CAA record (" + property + ") that names \"" + ours.getFirst()
                                            + "\", or take those away",
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
