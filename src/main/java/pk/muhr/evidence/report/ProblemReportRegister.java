package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.FROM;
import static pk.muhr.evidence.report.ReportDescription.TO;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

/** Every problem report that anybody made, with its clocks. */
@ApplicationScoped
class ProblemReportRegister implements Report {

    private static final ReportDescription DESCRIPTION = ReportDescription.of(
            "problem-reports",
            "Register of problem reports, with their clocks",
            "CP §8.6; BR §4.9.3, §4.9.5",
            """
            at            when it was received
            id            of the report
            kind          compromised, misissued, misuse or other
            sha256        of the certificate or key that it is about
            description   what the reporter wrote
            answerDue     24 hours later
            answeredAt    the first answer, or its closing
            revocationDue until when a certificate that it is true of must be revoked
            revokedAt     when that certificate was revoked
            closedAt      when nothing was left to be done
            steps         what was said and done, each with who and when
            finding       answered late, or not decided in time""",
            FROM,
            TO);

    private static final String SELECT = """
            select at as key1, id as key2, t.*,
                   nullif(concat_ws('; ',
                       case when coalesce("answeredAt", clock_timestamp()) > "answerDue" then 'answered late' end,
                       case when coalesce(least("revokedAt", "closedAt"), clock_timestamp()) > "revocationDue"
                            then 'not decided in time' end), '') as finding
            from (
                select r.received_at as at, r.id, r.kind, r.sha256, r.description, r.answer_due as "answerDue",
                       r.revocation_due as "revocationDue",
                       (select min(s.recorded_at) from problem_report_step s
                        where s.report = r.id and s.step in ('answered', 'closed')) as "answeredAt",
                       (select min(s.recorded_at) from problem_report_step s
                        where s.report = r.id and s.step = 'closed') as "closedAt",
                       (select min(v.recorded_at) from outcome o join intent i on i.id = o.intent
                        join revocation v on v.issuer_key = i.issuer_key and v.serial = i.serial and v.kind = 'REVOKED'
                        where o.certificate_sha256 = r.sha256) as "revokedAt",
                       array(select to_char(s.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' '
                                    || s.step || ' ' || s.recorded_by || ' ' || s.said
                             from problem_report_step s where s.report = r.id order by s.seq) as steps
                from problem_report r) t
            """;

    private final StorePages store;

    ProblemReportRegister(StorePages store) {
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
