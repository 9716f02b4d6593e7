package pk.muhr.evidence.report;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
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
class AuditReports {

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
        audit.appendAlone(
                AuditEvent.success("REPORT_MADE", by, Map.of("format", format.label(), "query", query.asked()))
                        .withSubject(report.description().name()));
        return out -> writer.write(format, out);
    }
}
