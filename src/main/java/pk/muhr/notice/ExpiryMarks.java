package pk.muhr.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;

import pk.muhr.policy.Floors;

/**
 * At which marks before its end each certificate was. One that is revoked or renewed by then passes its mark and nobody is
 * told.
 */
@ApplicationScoped
class ExpiryMarks {

    private static final String PASS = """
            with due as (
                select o.certificate_sha256, q.id as request, q.body, q.requester, i.not_after, i.issuer_key, i.serial
                from intent i join outcome o on o.intent = i.id and o.state = 'ISSUED' join request q on q.id = i.request
                where %s and not exists (
                    select 1 from expiry_mark m where m.certificate_sha256 = o.certificate_sha256 and m.mark = :mark)
                limit :most),
            passed as (
                insert into expiry_mark (certificate_sha256, mark) select d.certificate_sha256, :mark from due d
                on conflict do nothing returning certificate_sha256),
            told as (
                insert into notice (kind, body, address, language, request, certificate_sha256, keep_until)
                select 'expiring', d.body, r.address, r.language, d.request, d.certificate_sha256,
                       least(d.not_after, cast(:now as timestamptz) + interval '3 days')
                from passed p join due d on d.certificate_sha256 = p.certificate_sha256
                cross join lateral notice_recipients(d.body, d.requester) r
                where not is_renewed(d.certificate_sha256) and not exists (
                    select 1 from revocation v
                    where v.issuer_key = d.issuer_key and v.serial = d.serial and v.kind = 'REVOKED'))
            select count(*) from passed
            """;

    /** Between this mark and the next, of a certificate that was issued before it. */
    private static final String ORDINARY = PASS.formatted("""
            i.not_after > cast(:now as timestamptz) + :next * interval '1 day'
                and i.not_after <= cast(:now as timestamptz) + :this * interval '1 day'
                and i.not_after - i.opened_at > :short * interval '1 second'
                and i.not_after - i.opened_at >= :this * interval '1 day'
            """);

    private static final String SHORT = PASS.formatted("""
            i.not_after > :now and i.not_after <= cast(:now as timestamptz) + :short * interval '1 second'
                and i.not_after - i.opened_at <= :short * interval '1 second'
                and (i.not_after - :now) * :this <= i.not_after - i.opened_at
                and (:next = 0 or (i.not_after - :now) * :next > i.not_after - i.opened_at)
            """);

    private final EntityManager entities;

    ExpiryMarks(EntityManager entities) {
        this.entities = entities;
    }

    /** Lets at most so many certificates pass this mark; says how many did. */
    @Transactional
    int pass(Mark mark, Floors floors, Instant now, int most) {
        Query passing = entities.createNativeQuery(mark.isShort() ? SHORT : ORDINARY, Long.class)
                .setParameter("mark", mark.label())
                .setParameter("this", mark.number())
                .setParameter("next", mark.next())
                .setParameter("short", Duration.ofDays(floors.shortLivedDays()).toSeconds())
                .setParameter("now", now)
                .setParameter("most", most);
        return ((Number) passing.getSingleResult()).intValue();
    }

    /**
     * A mark: days before the end, or for short lives the part of the life that is left.
     *
     * @param next the number of the mark after it; zero for the last
     */
    record Mark(boolean isShort, int number, int next) {

        String label() {
            return isShort ? "1/" + number : "P" + number + "D";
        }

        static List<Mark> of(boolean isShort, List<Integer> numbers) {
            return IntStream.range(0, numbers.size())
                    .mapToObj(
                            at -> new Mark(isShort, numbers.get(at), at + 1 < numbers.size() ? numbers.get(at + 1) : 0))
                    .toList();
        }
    }
}
