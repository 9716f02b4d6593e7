package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.AUTHORITY;
import static pk.muhr.evidence.report.ReportDescription.BODY;
import static pk.muhr.evidence.report.ReportDescription.FROM;
import static pk.muhr.evidence.report.ReportDescription.PROFILE;
import static pk.muhr.evidence.report.ReportDescription.TO;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

/** How long each revocation and hold took from the first word of it to the first list and answer that told it. */
@ApplicationScoped
class RevocationTimelinessReport implements Report {

    private static final ReportDescription DESCRIPTION = ReportDescription.of(
            "revocation-timeliness",
            "Revocations: received, decided, recorded, told",
            "CP §8.6; BR §4.9.1.1, §4.9.5",
            """
            at              when it was recorded
            sha256          fingerprint of the certificate; absent for one whose signing was cut off
            serial          its serial number
            authority       its issuer
            profile         it was issued by
            body            it was issued to
            kind            held, or revoked
            reason          as a CRL has it (RFC 5280 §5.3.1)
            by              who did it
            received        the first word of it: a problem report, an order or a proposal before, or the call itself
            decided         when the last officer whom it took agreed
            listedIn        number of the first list that shows it
            listedAt        when that list was published
            answeredAt      the first OCSP answer that was made with it known
            seconds         from received to the first of both
            limitHours      24 for a compromised key, 120 for others
            finding         late, or not told yet and late already""",
            FROM,
            TO,
            AUTHORITY,
            PROFILE,
            BODY);

    private static final String SELECT = """
            select t.*, extract(epoch from told - received) as seconds,
                   case when coalesce(told, clock_timestamp()) - received > make_interval(hours => "limitHours")
                        then case when told is null then 'not told yet' else 'told late' end end as finding
            from (
                select r.recorded_at as key1, r.seq as key2, r.recorded_at as at, o.certificate_sha256 as sha256, r.serial,
                       r.authority, i.profile, i.body, lower(r.kind) as kind,
                       (array['unspecified', 'keyCompromise', 'cACompromise', 'affiliationChanged', 'superseded',
                              'cessationOfOperation', 'certificateHold', null, 'removeFromCRL', 'privilegeWithdrawn',
                              'aACompromise'])[r.reason + 1] as reason,
                       r.revoked_by as by,
                       least(r.recorded_at, p.received_at, d.placed_at, a.proposed_at) as received,
                       coalesce(d.confirmed_at, d.placed_at, a.confirmed_at, r.recorded_at) as decided,
                       l.number as "listedIn", l.published_at as "listedAt", s.answered_at as "answeredAt",
                       least(l.published_at, s.answered_at) as told,
                       case when r.reason in (1, 2) then 24 else 120 end as "limitHours"
                from revocation r
                left join intent i on i.issuer_key = r.issuer_key and i.serial = r.serial
                left join outcome o on o.intent = i.id
                left join lateral (
                    select min(q.received_at) as received_at from problem_report q
                    where q.sha256 in (o.certificate_sha256, i.subject_key) and q.received_at <= r.recorded_at) p on true
                left join lateral (
                    select q.placed_at, c.confirmed_at from revocation_order_target x
                    join revocation_order q on q.id = x.revocation_order
                    left join revocation_order_confirmation c on c.revocation_order = q.id
                    where x.certificate_sha256 = o.certificate_sha256 and q.placed_at <= r.recorded_at
                    order by q.placed_at limit 1) d on true
                left join lateral (
                    select q.proposed_at, c.confirmed_at from authority_revocation q
                    join authority_revocation_confirmation c on c.proposal = q.id
                    where q.issuer_key = r.issuer_key and q.serial = r.serial and q.proposed_at <= r.recorded_at
                    order by q.proposed_at limit 1) a on true
                left join lateral (
                    select c.number, c.published_at from crl_intent m join crl c using (authority, shard, number)
                    where m.authority = r.authority and m.shard = coalesce(r.shard, -1) and m.cut_off >= r.seq
                      and (m.expired_before is null or r.not_after >= m.expired_before or r.seq > m.expired_cut_off)
                    order by m.number limit 1) l on true
                left join lateral (
                    select min(w.at) as answered_at from (
                        select min(b.from_at) as at from ocsp_batch b
                        where b.issuer_key = r.issuer_key and b.reach >= r.seq
                        union all
                        select min(b.produced_at) from ocsp_answer b
                        where b.issuer_key = r.issuer_key and b.serial = r.serial and b.reach >= r.seq) w) s on true
                where r.kind <> 'RELEASED') t
            """;

    private final StorePages store;

    RevocationTimelinessReport(StorePages store) {
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
