package pk.muhr.revocation.report;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.x509.Sha256;

/** Every problem report, and what became of it. */
@ApplicationScoped
public class ProblemReports {

    /** BR §4.9.5. */
    private static final Duration ANSWER = Duration.ofHours(24);

    private static final int SECRET_OCTETS = 32;
    private static final Actor JOB = Actor.system("problem-reports");
    private static final Role[] OFFICERS = {Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER};

    private static final String LOCK =
            "select cast(pg_advisory_xact_lock(hashtextextended('problem reports', 0)) as text)";

    private static final String INSERT = """
            insert into problem_report (id, secret_sha256, kind, subject, sha256, description, contact, received_at,
                                        answer_due, revocation_due)
            values (:id, :secret, :kind, :subject, cast(:sha256 as text), :description, :contact, :received, :answer,
                    :revocation)
            """;

    private static final String OPEN = """
            select * from problem_report r where not exists
                (select 1 from problem_report_step s where s.report = r.id and s.step = 'closed')
            order by received_at
            """;

    private final EntityManager entities;
    private final AuditRecords audit;
    private final Clock clock;
    private final SecureRandom random;
    private final int mostPerHour;

    ProblemReports(
            EntityManager entities,
            AuditRecords audit,
            Clock clock,
            SecureRandom random,
            @ConfigProperty(name = "muhr.reports.per-hour", defaultValue = "120") int mostPerHour) {
        this.entities = entities;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.mostPerHour = mostPerHour;
    }

    /** A report that is on record, and the secret that its reporter follows it by. */
    public record Received(ProblemReport report, String secret) {}

    /** Puts a report on record; empty when more came within the hour than people can read. */
    @Transactional
    public Optional<Received> receive(NewReport report) {
        entities.createNativeQuery(LOCK, String.class).getSingleResult();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long lately = ((Number)
                        entities.createNativeQuery("select count(*) from problem_report where received_at > :since")
                                .setParameter("since", now.minus(Duration.ofHours(1)))
                                .getSingleResult())
                .longValue();
        if (lately >= mostPerHour) {
            return Optional.empty();
        }
        byte[] octets = new byte[SECRET_OCTETS];
        random.nextBytes(octets);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        UUID id = UUID.randomUUID();
        entities.createNativeQuery(INSERT)
                .setParameter("id", id)
                .setParameter("secret", hash(secret))
                .setParameter("kind", report.kind().label())
                .setParameter("subject", report.subject())
                .setParameter("sha256", report.sha256().map(Sha256::hex).orElse(null))
                .setParameter("description", report.description())
                .setParameter("contact", report.contact())
                .setParameter("received", now)
                .setParameter("answer", now.plus(ANSWER))
                .setParameter("revocation", now.plus(report.kind().revocation()))
                .executeUpdate();
        audit.append(AuditEvent.success(
                        "PROBLEM_REPORTED",
                        Actor.anonymous(),
                        Map.of(
                                "kind", report.kind().label(),
                                "sha256", report.sha256().map(Sha256::hex).orElse("")))
                .withSubject(id.toString()));
        return find(id).map(found -> new Received(found, secret));
    }

    /** The report that this secret belongs to. */
    @Transactional
    public Optional<ProblemReport> ofSecret(String secret) {
        return reports("select * from problem_report where secret_sha256 = :value", hash(secret)).stream()
                .findFirst();
    }

    /** Those that are not closed, the oldest first; for officers and auditors. */
    @Transactional
    public List<ProblemReport> open(Caller caller) {
        caller.require(Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR);
        return open();
    }

    /** Those that are not closed, the oldest first. */
    @Transactional
    List<ProblemReport> open() {
        return reports(OPEN, null);
    }

    /** What an officer has to say of a report. */
    public enum Answer {
        /** The preliminary report is given (BR §4.9.5). */
        ANSWERED("PROBLEM_REPORT_ANSWERED"),
        /** Nothing is left to be done. */
        CLOSED("PROBLEM_REPORT_CLOSED");

        private final String event;

        Answer(String event) {
            this.event = event;
        }
    }

    /**
     * Answers or closes a report; empty when there is none.
     *
     * @throws ReportClosed when it is closed already
     */
    @Transactional
    public Optional<ProblemReport> answer(UUID id, Answer answer, String said, Caller caller) {
        caller.require(OFFICERS);
        Optional<ProblemReport> before = find(id);
        if (before.isEmpty()) {
            return before;
        }
        if (before.get().state().equals("closed")) {
            throw new ReportClosed(id);
        }
        step(
                id,
                answer.name().toLowerCase(java.util.Locale.ROOT),
                said,
                caller.person().value());
        audit.append(AuditEvent.success(answer.event, caller.actor(), Map.of("said", said))
                .withSubject(id.toString()));
        return find(id);
    }

    /** A report that nothing can be added to. */
    public static final class ReportClosed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ReportClosed(UUID id) {
            super("report " + id + " is closed");
        }
    }

    /** Puts on record, once for each that is overdue, that a report waits too long. */
    @Transactional
    void overdue(ProblemReport report, Instant now) {
        for (String what : report.overdue(now)) {
            if (report.steps().stream().noneMatch(done -> done.step().equals(what))
                    && step(report.id(), what, "", JOB.id()) == 1) {
                audit.append(AuditEvent.failure("PROBLEM_REPORT_OVERDUE", JOB, Map.of("what", what))
                        .withSubject(report.id().toString()));
            }
        }
    }

    private int step(UUID id, String step, String said, String by) {
        return entities.createNativeQuery("insert into problem_report_step (report, step, said, recorded_by)"
                        + " values (:report, :step, :said, :by) on conflict do nothing")
                .setParameter("report", id)
                .setParameter("step", step)
                .setParameter("said", said)
                .setParameter("by", by)
                .executeUpdate();
    }

    private Optional<ProblemReport> find(UUID id) {
        return reports("select * from problem_report where id = :value", id).stream()
                .findFirst();
    }

    @SuppressWarnings("unchecked")
    private List<ProblemReport> reports(String query, Object value) {
        var prepared = entities.createNativeQuery(query, Tuple.class);
        if (value != null) {
            prepared.setParameter("value", value);
        }
        List<Tuple> rows = prepared.getResultList();
        return rows.stream().map(this::report).toList();
    }

    private ProblemReport report(Tuple row) {
        UUID id = row.get("id", UUID.class);
        return new ProblemReport(
                id,
                ProblemKind.ofLabel(row.get("kind", String.class)).orElseThrow(),
                row.get("subject", String.class),
                Optional.ofNullable(row.get("sha256", String.class)),
                row.get("description", String.class),
                row.get("contact", String.class),
                row.get("received_at", Instant.class),
                row.get("answer_due", Instant.class),
                row.get("revocation_due", Instant.class),
                steps(id));
    }

    @SuppressWarnings("unchecked")
    private List<ProblemReport.Step> steps(UUID id) {
        List<Tuple> rows = entities.createNativeQuery(
                        "select step, said, recorded_by, recorded_at from problem_report_step where report = :id order by seq",
                        Tuple.class)
                .setParameter("id", id)
                .getResultList();
        return rows.stream()
                .map(row -> new ProblemReport.Step(
                        row.get("step", String.class),
                        row.get("said", String.class),
                        row.get("recorded_by", String.class),
                        row.get("recorded_at", Instant.class)))
                .toList();
    }

    private static String hash(String secret) {
        return Sha256.of(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hex();
    }
}
