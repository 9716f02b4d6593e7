package pk.muhr.revocation.report;

import pk.muhr.problem.Problem;

/** Why there is no report, said in the same words to programs and on the record of what pages refuse. */
public final class ReportRefusal {

    private ReportRefusal() {}

    /**
     * It is no report.
     *
     * @param fix what to do about it
     */
    public static Problem malformed(String fix) {
        return Problem.of(400, "report-malformed", "Not a report", "Something is missing or too long.")
                .withFix(fix);
    }

    /** More came than can be read. */
    public static Problem tooMany() {
        return Problem.of(
                        429, "reports-too-many", "Too many reports", "More came within the last hour than can be read.")
                .withFix("send it again in an hour, or by the contact in the certification practice statement");
    }

    /**
     * Nobody made it.
     *
     * @param fix where there are reports
     */
    public static Problem unknown(String fix) {
        return Problem.of(404, "report-unknown", "No such report", "Nothing is known of it.")
                .withFix(fix);
    }
}
