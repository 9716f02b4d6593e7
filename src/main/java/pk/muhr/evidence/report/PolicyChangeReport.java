package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.FROM;
import static pk.muhr.evidence.report.ReportDescription.TO;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

/** Every bundle of policies that was proposed or came into force, with what it changed and who wanted it. */
@ApplicationScoped
class PolicyChangeReport implements Report {

    private static final ReportDescription DESCRIPTION = ReportDescription.of(
            "policy-changes",
            "Policies and profiles: what changed, who approved",
            "CP §8.6, §8.1 (profiles introduced and retired); BR §5.4.1",
            """
            at          when it came into force, or else was proposed
            hash        of the bundle
            version     that the bundle says; absent for the first one
            state       active, replaced, open, withdrawn or outdated
            follows     hash of the bundle that was in force before
            proposedBy  who proposed it
            proposedAt  when
            confirmedBy person, role and time of each officer who confirmed it
            diff        a line for each key that changed
            finding     in force without two officers of different roles; the first one of an installation needs none""",
            FROM,
            TO);

    private static final String SELECT = """
            select t.*, case when state in ('active', 'replaced') and "proposedBy" is not null and officers < 2
                             then 'in force without two officers of different roles' end as finding
            from (
                select coalesce(a.activated_at, c.proposed_at) as key1, coalesce(c.seq, -a.seq) as key2,
                       coalesce(a.activated_at, c.proposed_at) as at, coalesce(a.hash, c.hash) as hash, c.version,
                       case when a.seq = (select max(seq) from policy_activation) then 'active'
                            when a.seq is not null then 'replaced'
                            when exists (select 1 from policy_withdrawal w where w.candidate = c.seq) then 'withdrawn'
                            when c.based_on = (select max(seq) from policy_activation) then 'open'
                            else 'outdated' end as state,
                       (select b.hash from policy_activation b
                        where b.seq = coalesce(c.based_on, a.seq - 1)) as follows,
                       c.proposed_by as "proposedBy", c.proposed_at as "proposedAt",
                       array(select f.person || ' ' || f.role || ' '
                                    || to_char(f.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                             from policy_confirmation f where f.candidate = c.seq order by f.confirmed_at) as "confirmedBy",
                       (select least(count(distinct f.person), count(distinct f.role)) from policy_confirmation f
                        where f.candidate = c.seq) as officers,
                       array(select jsonb_array_elements_text(c.diff)) as diff
                from policy_activation a full join policy_candidate c on c.seq = a.candidate) t
            """;

    private final StorePages store;

    PolicyChangeReport(StorePages store) {
        this.store = store;
    }

    @Override
    public ReportDescription description() {
        return DESCRIPTION;
    }

    @Override
    public void each(ReportQuery query, Reader reader) throws IOException {
        store.each(DESCRIPTION, SELECT, query, reader);
    }
}
