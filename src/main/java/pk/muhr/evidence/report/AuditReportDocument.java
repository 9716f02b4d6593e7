package pk.muhr.evidence.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report in JSON, as {@link ReportWriter} writes it row by row: for the API's description.
 *
 * @param asked what narrowed it, by the names of the parameters
 * @param rows values by the names of columns; what is absent is left out
 * @param count of the rows; without it the report was cut off
 * @param reviewDue of roles: when the next review is due
 * @param checkpoint of a sample, as are those after it: the signed tree whose root hash, the seed, draws it
 */
public record AuditReportDocument(
        String report,
        String title,
        String clause,
        Instant at,
        Map<String, String> asked,
        List<ReportDescription.Column> columns,
        List<Map<String, Object>> rows,
        long count,
        Optional<Instant> reviewDue,
        Optional<Boolean> reviewOverdue,
        Optional<String> checkpoint,
        Optional<Long> size,
        Optional<String> seed,
        Optional<Instant> issuedBefore,
        Optional<Long> population,
        Optional<Long> drawn,
        Optional<String> method) {}
