package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.FROM;
import static pk.muhr.evidence.report.ReportDescription.TO;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

/** Which rules said no, and how often: there are few rules, so few rows. */
@ApplicationScoped
class RefusalReport implements Report {

    private static final ReportDescription DESCRIPTION =
            ReportDescription.of("refusals", "Refusals by rule and day", "CP §8.6, §8.1; BR §8.7", """
            at     the day, in UTC
            rule   that said no
            clause where it stands
            times  how often
            actors how many different callers""", FROM, TO);

    private static final String SELECT = """
            select day as key1, rule as key2, day as at, rule, max(clause) as clause, count(*) as times,
                   count(distinct actor) as actors
            from (
                select date_trunc('day', a.recorded_at, 'UTC') as day, a.actor, a.details ->> 'clause' as clause,
                       jsonb_array_elements_text(
                           coalesce(a.details -> 'rules', jsonb_build_array(a.details -> 'rule'))) as rule
                from audit_record a where a.event in ('REQUEST_REFUSED', 'LINT_OBJECTED')) r
            where rule is not null group by day, rule
            """;

    private final StorePages store;

    RefusalReport(StorePages store) {
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
