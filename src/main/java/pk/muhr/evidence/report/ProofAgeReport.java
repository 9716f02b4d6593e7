package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.AUTHORITY;
import static pk.muhr.evidence.report.ReportDescription.BODY;
import static pk.muhr.evidence.report.ReportDescription.FROM;
import static pk.muhr.evidence.report.ReportDescription.PROFILE;
import static pk.muhr.evidence.report.ReportDescription.TO;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.evidence.RecordedPolicies;
import pk.muhr.evidence.certificate.ReliedProofs;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.Floors;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Sha256;

/** How old each proof was when a certificate relied on it, beside what the policy then let it be. */
@ApplicationScoped
class ProofAgeReport implements Report {

    private static final ReportDescription DESCRIPTION = ReportDescription.of(
            "validation-data-age",
            "Age of validation data when it was used",
            "CP §8.6; BR §4.2.1; S/MIME BR §4.2.1; CSBR §6.2.7.4.2",
            """
            at        when signing was decided
            sha256    fingerprint of the certificate; absent where signing was cut off
            serial    its serial number
            authority its issuer
            profile   it was issued by
            body      it was issued to
            proof     id of the proof
            kind      domain, mailbox, person, organization or key-protection
            of        the domain, the address, the account, the body or the key
            method    how it was proved
            provedAt  when it was proved
            ageHours  how old it was
            limitDays how old it could be, by the policy of the certificate
            finding   older than that, ended before, or not on record""",
            FROM,
            TO,
            AUTHORITY,
            PROFILE,
            BODY);

    private static final String SELECT =
            "select at as key1, serial || ' ' || authority || ' ' || proof as key2, u.* from (" + ReliedProofs.SELECT
                    + ") u";

    private final StorePages store;
    private final RecordedPolicies policies;

    ProofAgeReport(StorePages store, RecordedPolicies policies) {
        this.store = store;
        this.policies = policies;
    }

    @Override
    public ReportDescription description() {
        return DESCRIPTION;
    }

    @Override
    public void each(ReportQuery query, Reader reader) throws IOException {
        store.each(DESCRIPTION, SELECT, query, row -> {
            judge(row);
            reader.read(row);
        });
    }

    private void judge(Map<String, Object> row) {
        if (row.get("proved_at") == null) {
            row.put("finding", "not on record");
            return;
        }
        Instant used = (Instant) row.get("at");
        Instant proved = (Instant) row.get("proved_at");
        Duration limit = limit(row, used);
        row.put("provedAt", proved);
        row.put("ageHours", Duration.between(proved, used).toHours());
        row.put("limitDays", limit.toDays());
        if (!used.isBefore(proved.plus(limit))) {
            row.put("finding", "older than the policy let it be");
        } else if (row.get("ended_at") instanceof Instant ended && ended.isBefore(used)) {
            row.put("finding", "ended before");
        }
    }

    private Duration limit(Map<String, Object> row, Instant used) {
        PolicyBundle bundle = policies.named(new Sha256((String) row.get("policy")));
        CertificateType type = bundle.profile(new ProfileId((String) row.get("profile")))
                .orElseThrow()
                .type();
        Floors floors = bundle.floors();
        return switch ((String) row.get("kind")) {
            case "domain" -> floors.domainProofMaximum(type, used);
            case "mailbox" -> floors.mailboxProofMaximum();
            case "person" -> floors.personProofMaximum();
            case "organization" -> floors.organizationProofMaximum(type);
            default -> floors.keyProtectionProofMaximum();
        };
    }
}
