package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.BODY;
import static pk.muhr.evidence.report.ReportDescription.FROM;
import static pk.muhr.evidence.report.ReportDescription.TO;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

/** Everything that takes more than one person, and the persons whom it took. */
@ApplicationScoped
class DualControlReport implements Report {

    private static final ReportDescription DESCRIPTION = ReportDescription.of(
            "dual-control",
            "Operations under dual control, with the persons",
            "CP §8.4, §8.6; BR §5.2.2",
            """
            at        when the last person agreed
            operation certificate-request, policy, appointment, appointment-end, appointment-review, authority-revocation, revocation-order, issuance-resumption, body-verification, person-proof, audit-destruction or legal-hold-release
            subject   what it was about
            body      whose, where it is one's
            persons   all who took part, each once; whoever asked is the first
            needed    how many different persons it takes
            finding   fewer persons than it takes""",
            FROM,
            TO,
            BODY);

    private static final String SELECT = """
            select at as key1, operation || ' ' || id as key2, at, operation, subject, body, needed,
                   array(select u.person from unnest(all_persons) with ordinality as u (person, place)
                         where u.person is not null group by u.person order by min(u.place)) as persons,
                   case when (select count(distinct u) from unnest(all_persons) u) < needed
                        then 'fewer persons than it takes' end as finding
            from (
                select d.decided_at as at, 'certificate-request' as operation, cast(r.id as text) as id,
                       cast(r.id as text) as subject, r.body,
                       r.requester || array(select a.approver from request_approval a
                                            where a.request = r.id order by a.seq) as all_persons,
                       r.approvals + 1 as needed
                from request_decision d join request r on r.id = d.request
                where d.decision = 'approved' and r.approvals > 0
                union all
                select a.activated_at, 'policy', cast(a.seq as text), a.hash, null,
                       array(select f.person from policy_confirmation f where f.candidate = a.candidate
                             order by f.confirmed_at), 2
                from policy_activation a where a.candidate is not null
                union all
                select coalesce(h.confirmed_at, h.appointed_at), 'appointment', cast(h.id as text),
                       h.person || ' ' || h.role, h.body, array[h.proposed_by, h.confirmed_by], 2
                from appointment_history() h where h.appointed_at is not null
                union all
                select h.ended_at, 'appointment-end', cast(h.id as text), h.person || ' ' || h.role, h.body,
                       array[h.suspended_by, h.ended_by], 2
                from appointment_history() h where h.ended_at is not null
                union all
                select c.confirmed_at, 'appointment-review', cast(r.id as text), r.list_sha256, null,
                       array[r.reviewed_by, c.confirmed_by], 2
                from appointment_review r join appointment_review_confirmation c on c.review = r.id
                union all
                select c.confirmed_at, 'authority-revocation', cast(p.id as text), p.authority || ' ' || p.serial, null,
                       array[p.proposed_by, c.confirmed_by], 2
                from authority_revocation p join authority_revocation_confirmation c on c.proposal = p.id
                union all
                select d.done_at, 'audit-destruction', cast(p.id as text), to_char(p.month, 'YYYY-MM'), null,
                       array[p.proposed_by, c.confirmed_by], 2
                from audit_destruction_done d join audit_destruction p on p.id = d.proposal
                join audit_destruction_confirmation c on c.proposal = p.id
                union all
                select x.released_at, 'legal-hold-release', cast(x.hold as text), h.reason, h.body,
                       array[(select r.released_by from legal_hold_release r
                              where r.hold = x.hold and r.seq < x.seq and r.released_by <> x.released_by
                                and r.role <> x.role order by r.seq desc limit 1), x.released_by], 2
                from legal_hold_release x join legal_hold h on h.id = x.hold where x.complete
                union all
                select b.done_at, 'revocation-order', cast(o.id as text), o.certificates || ' certificates', null,
                       array[o.placed_by, c.confirmed_by], o.officers
                from revocation_order o
                join revocation_order_batch b on b.revocation_order = o.id and b.first = 1
                left join revocation_order_confirmation c on c.revocation_order = o.id
                where o.officers > 1
                union all
                select s.decided_at, 'issuance-resumption', cast(s.seq as text), s.reason, null,
                       array[(select p.decided_by from issuance_stop p
                              where p.seq < s.seq and p.kind = 'resumption-proposed' order by p.seq desc limit 1),
                             s.decided_by], 2
                from issuance_stop s where s.kind = 'resumed'
                union all
                select e.recorded_at, 'body-verification', cast(e.seq as text), e.body, e.body,
                       array[(select p.recorded_by from body_event p
                              where p.body = e.body and p.seq < e.seq order by p.seq desc limit 1), e.recorded_by], 2
                from body_event e where e.state = 'verified'
                union all
                select p.recorded_at, 'person-proof', cast(p.id as text), p.account, p.body,
                       array(select s.stated_by from person_statement s
                             where s.content_hmac = p.content_hmac and s.stated_at <= p.recorded_at
                               and s.stated_at > p.recorded_at - interval '14 days' order by s.stated_at), 2
                from person_proof p where p.content_hmac is not null) t
            """;

    private final StorePages store;

    DualControlReport(StorePages store) {
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
