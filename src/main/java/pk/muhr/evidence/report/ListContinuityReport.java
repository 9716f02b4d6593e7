package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.AUTHORITY;
import static pk.muhr.evidence.report.ReportDescription.FROM;
import static pk.muhr.evidence.report.ReportDescription.TO;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.AuthorityId;
import pk.muhr.evidence.RecordedPolicies;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.x509.Sha256;

/** Every CRL in its order: which numbers are missing, which lists came late, when there was none that counted. */
@ApplicationScoped
class ListContinuityReport implements Report {

    /** What a list may come later than the policy says: jobs look in turns. */
    private static final int TENTHS = 11;

    private static final ReportDescription DESCRIPTION = ReportDescription.of(
            "crl-continuity",
            "CRLs: numbers, gaps, late ones",
            "CP §8.6; BR §4.9.7; RFC 5280 §5.2.3",
            """
            at         thisUpdate
            authority  whose list
            shard      part of the authority's list; absent for the whole one
            number     of the list
            base       number of the list that this one holds the changes since; absent for a complete one
            until      nextUpdate
            published  when it was signed and published
            entries    in the list
            sha256     of its DER
            before     number of the list before it
            finding    a gap in the numbers, never published, later than crl.every of the policy by more than a tenth, published when the list before had ended, or ended without a successor""",
            FROM,
            TO,
            AUTHORITY);

    private static final String SELECT = """
            select m.this_update as key1, m.authority || ' ' || m.shard || ' ' || m.number as key2, m.this_update as at,
                   m.authority, nullif(m.shard, -1) as shard, m.number, m.base, m.next_update as until,
                   c.published_at as published, m.entries, c.sha256, m.policy_hash as policy, p.number as before,
                   f.this_update as full_before, f.next_update as full_until,
                   case when p.number is null then m.number <> 1 else m.number <> p.number + 1 end as is_gap,
                   c.number is not null and m.base is null and m.next_update < clock_timestamp()
                       and not exists (select 1 from crl_intent l join crl x using (authority, shard, number)
                                       where l.authority = m.authority and l.shard = m.shard and l.number > m.number
                                         and l.base is null)
                       and (m.shard < 0 or exists (select 1 from intent i where i.authority = m.authority
                                                   and i.shard = m.shard and i.not_after > m.next_update)) as is_ended
            from crl_intent m
            left join crl c using (authority, shard, number)
            left join lateral (
                select q.number from crl_intent q
                where q.authority = m.authority and q.shard = m.shard and q.number < m.number
                order by q.number desc limit 1) p on true
            left join lateral (
                select q.this_update, q.next_update from crl_intent q join crl x using (authority, shard, number)
                where q.authority = m.authority and q.shard = m.shard and q.number < m.number and q.base is null
                order by q.number desc limit 1) f on true
            """;

    private final StorePages store;
    private final RecordedPolicies policies;

    ListContinuityReport(StorePages store, RecordedPolicies policies) {
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
            List<String> found = new ArrayList<>();
            if ((Boolean) row.get("is_gap")) {
                found.add("gap before it");
            }
            if (row.get("published") == null) {
                found.add("never published");
            } else if (row.get("base") == null && row.get("full_before") != null) {
                compare(row, found);
            }
            if ((Boolean) row.get("is_ended")) {
                found.add("ended without a successor");
            }
            row.put("finding", found.isEmpty() ? null : String.join("; ", found));
            reader.read(row);
        });
    }

    private void compare(Map<String, Object> row, List<String> found) {
        Optional<Duration> every = policies.named(new Sha256((String) row.get("policy")))
                .hierarchy()
                .authority(AuthorityId.of((String) row.get("authority")).name())
                .map(HierarchyPolicy.Authority::crl)
                .map(HierarchyPolicy.CrlSchedule::every);
        Duration since = Duration.between((Instant) row.get("full_before"), (Instant) row.get("at"));
        if (every.filter(most -> since.compareTo(most.multipliedBy(TENTHS).dividedBy(TENTHS - 1)) > 0)
                .isPresent()) {
            found.add("late: " + since + " after the one before");
        }
        if (((Instant) row.get("published")).isAfter((Instant) row.get("full_until"))) {
            found.add("the one before had ended");
        }
    }
}
