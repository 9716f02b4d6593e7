package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.BODY;
import static pk.muhr.evidence.report.ReportDescription.FROM;
import static pk.muhr.evidence.report.ReportDescription.TO;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.identity.AppointmentReviews;

/** Who held which role when, who came and left, and whether somebody looked at it every quarter. */
@ApplicationScoped
class RoleReport implements Report {

    private static final ReportDescription DESCRIPTION = ReportDescription.of(
            "roles",
            "Roles over time, and their quarterly reviews",
            "CP §8.4, §8.6; EN 319 411-1 §6.4.4; NCSSR §2",
            """
            kind        appointment, or review
            at          when the role began or was proposed, or the review was confirmed
            until       when it was suspended or ended; absent while it is held
            person      who holds it, or reviewed first
            role        that is held
            body        for which a subscriber acts
            proposedBy  who proposed it
            confirmedBy who confirmed it
            suspendedBy who suspended it
            endedBy     who ended it
            reason      of its end
            finding     held together with what excludes it, never confirmed, or a review more than 92 days after the one before""",
            FROM,
            TO,
            BODY);

    private static final String SELECT = """
            select at as key1, kind || ' ' || id as key2, t.*
            from (
                select 'appointment' as kind, coalesce(h.appointed_at, h.proposed_at) as at, cast(h.id as text) as id,
                       least(h.suspended_at, h.ended_at) as until, h.person, h.role, h.body,
                       h.proposed_by as "proposedBy", h.confirmed_by as "confirmedBy", h.suspended_by as "suspendedBy",
                       h.ended_by as "endedBy", h.reason,
                       case when h.appointed_at is null then 'not confirmed'
                            else (select 'held together with ' || string_agg(distinct concat_ws(' ', o.role, o.body), ', ')
                                  from appointment_history() o
                                  where o.person = h.person and o.id <> h.id and o.appointed_at is not null
                                    and (o.role <> h.role and 'auditor' in (o.role, h.role)
                                         or o.role = h.role and o.body is distinct from h.body)
                                    and tstzrange(o.appointed_at, least(o.suspended_at, o.ended_at))
                                        && tstzrange(h.appointed_at, least(h.suspended_at, h.ended_at))) end as finding
                from appointment_history() h
                union all
                select 'review', c.confirmed_at, cast(r.id as text), c.confirmed_at, r.reviewed_by, null, null, null,
                       c.confirmed_by, null, null, null,
                       case when c.confirmed_at - coalesce(
                                (select max(p.confirmed_at) from appointment_review_confirmation p
                                 where p.confirmed_at < c.confirmed_at),
                                (select min(a.appointed_at) from appointment a)) > interval '92 days'
                            then 'more than 92 days after the review before' end
                from appointment_review r join appointment_review_confirmation c on c.review = r.id) t
            """;

    private final StorePages store;
    private final AppointmentReviews reviews;
    private final Clock clock;

    RoleReport(StorePages store, AppointmentReviews reviews, Clock clock) {
        this.store = store;
        this.reviews = reviews;
        this.clock = clock;
    }

    @Override
    public ReportDescription description() {
        return DESCRIPTION;
    }

    /** When the next review is due, and whether that has passed. */
    @Override
    public Map<String, Object> heading(ReportQuery query) {
        Map<String, Object> heading = new LinkedHashMap<>();
        Optional<Instant> due = reviews.last().map(last -> last.plus(AppointmentReviews.INTERVAL));
        due.ifPresent(time -> {
            heading.put("reviewDue", time.toString());
            heading.put("reviewOverdue", clock.instant().isAfter(time));
        });
        return heading;
    }

    @Override
    public void each(ReportQuery query, Reader reader) throws IOException {
        store.each(DESCRIPTION, SELECT, query, reader);
    }
}
