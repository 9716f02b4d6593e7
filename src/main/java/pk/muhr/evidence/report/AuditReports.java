package pk.muhr.evidence.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import com.fasterxml.jackson.databind.ObjectMapper;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;

/** The reports there are. That somebody takes one is on record before its first row leaves. */
@ApplicationScoped
public class AuditReports {

    private static final String PAGE = "page";

    private final List<Report> reports;
    private final AuditRecords audit;
    private final ObjectMapper json;
    private final Clock clock;

    AuditReports(Instance<Report> reports, AuditRecords audit, ObjectMapper json, Clock clock) {
        this.reports = reports.stream()
                .sorted(Comparator.comparing(report -> report.description().name()))
                .toList();
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /** Writes a report that is on record. */
    @FunctionalInterface
    interface Begun {
        void writeTo(OutputStream out) throws IOException;
    }

    /** What each of them shows. */
    List<ReportDescription> descriptions() {
        return reports.stream().map(Report::description).toList();
    }

    /** The report of this name. */
    Optional<Report> named(String name) {
        return reports.stream()
                .filter(report -> report.description().name().equals(name))
                .findFirst();
    }

    /**
     * Begins a report.
     *
     * @throws pk.muhr.problem.ProblemException when it cannot answer that question
     */
    Begun begin(Report report, ReportQuery query, ReportFormat format, Actor by) {
        Instant now = clock.instant();
        ReportWriter writer = new ReportWriter(report, query, now, json);
        recordTaken(report, query, format.label(), by);
        return out -> writer.write(format, out);
    }

    /**
     * A report as a page shows it.
     *
     * @param heading what is said above the rows, by name
     * @param whole whether these are all the rows
     */
    public record Table(Map<String, Object> heading, List<Map<String, Object>> rows, boolean whole) {}

    /**
     * The beginning of a report, which is on record as taken.
     *
     * @param most rows
     * @throws pk.muhr.problem.ProblemException when it cannot answer that question
     */
    public Table table(String name, ReportQuery query, int most, Actor by) {
        Report report = named(name).orElseThrow();
        Map<String, Object> heading = report.heading(query);
        recordTaken(report, query, PAGE, by);
        List<Map<String, Object>> rows = new ArrayList<>();
        try {
            report.bare(query, row -> {
                if (rows.size() == most) {
                    throw new Enough();
                }
                rows.add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
            });
            return new Table(heading, List.copyOf(rows), true);
        } catch (Enough _) {
            return new Table(heading, List.copyOf(rows), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** More rows than are shown. */
    private static final class Enough extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private void recordTaken(Report report, ReportQuery query, String format, Actor by) {
        audit.appendAlone(AuditEvent.success("REPORT_MADE", by, Map.of("format", format, "query", query.asked()))
                .withSubject(report.description().name()));
    }
}
