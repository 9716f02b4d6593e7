package pk.muhr.enrolment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/** What people said of requests. Who may say what, how shown, and once, the rules of the tables have the last word on (V15, V17, V20). */
@ApplicationScoped
public class Decisions {

    private static final Actor JOB = Actor.system("approvals");

    private static final String APPROVE =
            "insert into request_approval (request, approver, content_sha256, certificate_sha256) values (?, ?, ?, ?)";
    private static final String DECIDE =
            "insert into request_decision (request, decision, decided_by, reason) values (?, ?, ?, ?)";
    private static final String APPROVALS =
            "select approver, certificate_sha256, given_at, approval_stands(a) from request_approval a where request = ? order by seq";
    /** As above; whether somebody is an officer still is asked once of each, since it takes longer than all the rest. */
    private static final String APPROVALS_OF_ALL = """
            with given as materialized (select * from request_approval where request = any(cast(? as uuid[]))),
                 officer as materialized (select approver, holds_role(approver, 'registration-officer') as holds
                                          from (select distinct approver from given) each)
            select a.request, a.approver, a.certificate_sha256, a.given_at,
                   case when a.certificate_sha256 is null or not o.holds then o.holds
                        else approval_stands(cast(row(a.*) as request_approval)) end
            from given a join officer o on o.approver = a.approver order by a.seq
            """;

    private static final String STANDING = "select approvals_standing(?)";

    /** What was approved may be turned down or taken back after that. */
    private static final String DECISION = """
            select decision, decided_by, reason, decided_at from request_decision where request = ?
            order by decision = 'approved' limit 1
            """;

    private static final String DECISIONS = """
            select distinct on (request) request, decision, decided_by, reason, decided_at from request_decision
            where request = any(cast(? as uuid[])) order by request, decision = 'approved'
            """;

    /** Approved in time, by approvals that stand, and without a certificate or an attempt that may still become one. */
    private static final String UNFINISHED = """
            select d.request from request_decision d join request r on r.id = d.request
            where d.decision = 'approved' and body_state(r.body) = 'active' and r.expires_at > clock_timestamp() and d.decided_at < clock_timestamp() - interval '10 s'
              and r.approvals <= approvals_standing(r.id)
              and not exists (select 1 from request_decision t where t.request = r.id and t.decision <> 'approved')
              and not exists (select 1 from intent i left join outcome o on o.intent = i.id
                              where i.request = r.id and o.state is distinct from 'ORPHANED')
            order by random() limit ?
            """;

    /** With approvals enough but no decision: one of them counts again, since its certificate was released. */
    private static final String UNDECIDED = """
            select r.id from request r
            where r.approvals > 0 and r.expires_at > clock_timestamp() and r.approvals <= approvals_standing(r.id)
              and not exists (select 1 from request_decision d where d.request = r.id)
            order by random() limit ?
            """;

    private final AgroalDataSource store;
    private final AuditRecords audit;

    Decisions(AgroalDataSource store, AuditRecords audit) {
        this.store = store;
        this.audit = audit;
    }

    /**
     * Puts one officer's approval on record and, with the last that is needed, the decision, which stays when approvals of
     * others take the place of those that stand no more.
     *
     * @throws DecisionRefused when the officer may not, or there is nothing to decide any more
     */
    @Transactional
    void approve(Caller officer, RecordedRequest request, Sha256 content) {
        int needed = request.decision().map(RecordedRequest.Awaited::approvals).orElse(0);
        Optional<String> certificate = officer.certificate().map(Sha256::hex);
        write(APPROVE, request.id(), officer.person().value(), content.hex(), certificate.orElse(null));
        long given = StoreRows.read(store, STANDING, List.of(request.id()), row -> row.getLong(1))
                .getFirst();
        Map<String, Object> details = new TreeMap<>(Map.of("given", given, "needed", needed));
        details.put("shownBy", certificate.isPresent() ? "certificate" : "token");
        certificate.ifPresent(sha256 -> details.put("certificateSha256", sha256));
        record("REQUEST_APPROVED", officer, Role.REGISTRATION_OFFICER, request, details);
        if (given >= needed && of(request.id()).isEmpty()) {
            decide(request, Decision.Kind.APPROVED, officer.person(), null);
        }
    }

    /**
     * Puts the decision on record that follows from approvals that all count again, as the newest one's.
     *
     * @throws DecisionRefused when it is decided already
     */
    @Transactional
    void approve(RecordedRequest request) {
        List<Approval> standing =
                approvals(request.id()).stream().filter(Approval::counts).toList();
        if (standing.isEmpty()) {
            return; // until a moment ago
        }
        long given = standing.stream().map(Approval::by).distinct().count();
        PersonId newest = standing.getLast().by();
        decide(request, Decision.Kind.APPROVED, newest, null);
        record("REQUEST_APPROVED", JOB, request, Map.of("given", given, "lastBy", newest));
    }

    /**
     * Puts on record that an officer turned the request down.
     *
     * @throws DecisionRefused when it is decided already
     */
    @Transactional
    void reject(Caller officer, RecordedRequest request, String reason) {
        decide(request, Decision.Kind.REJECTED, officer.person(), reason);
        record("REQUEST_REJECTED", officer, Role.REGISTRATION_OFFICER, request, Map.of("reason", reason));
    }

    /**
     * Puts on record that the body does not want it any more.
     *
     * @throws DecisionRefused when it is decided already
     */
    @Transactional
    void withdraw(Caller subscriber, RecordedRequest request) {
        decide(request, Decision.Kind.WITHDRAWN, subscriber.person(), null);
        record("REQUEST_WITHDRAWN", subscriber, Role.SUBSCRIBER, request, Map.of());
    }

    /** Who approved a request, the first one first. */
    public List<Approval> approvals(UUID request) {
        return StoreRows.read(store, APPROVALS, List.of(request), row -> approval(row, 1));
    }

    /** Who approved each of these requests, by request; nothing of those that nobody approved. */
    Map<UUID, List<Approval>> approvalsOf(Collection<UUID> requests) {
        return StoreRows.read(
                        store,
                        APPROVALS_OF_ALL,
                        List.of((Object) texts(requests)),
                        row -> Map.entry(row.getObject(1, UUID.class), approval(row, 2)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Approval approval(ResultSet row, int first) throws SQLException {
        return new Approval(
                new PersonId(row.getString(first)),
                Optional.ofNullable(row.getString(first + 1)).map(Sha256::new),
                instant(row, first + 2),
                row.getBoolean(first + 3));
    }

    /** What was decided about a request, if anything was. */
    public Optional<Decision> of(UUID request) {
        return StoreRows.read(store, DECISION, List.of(request), row -> decision(row, 1)).stream()
                .findFirst();
    }

    /** What was decided about each of these requests, by request; nothing of those that nothing was decided about. */
    Map<UUID, Decision> of(Collection<UUID> requests) {
        return StoreRows.read(
                        store,
                        DECISIONS,
                        List.of((Object) texts(requests)),
                        row -> Map.entry(row.getObject(1, UUID.class), decision(row, 2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Decision decision(ResultSet row, int first) throws SQLException {
        return new Decision(
                Decision.Kind.ofLabel(row.getString(first)),
                new PersonId(row.getString(first + 1)),
                Optional.ofNullable(row.getString(first + 2)),
                instant(row, first + 3));
    }

    private static String[] texts(Collection<UUID> requests) {
        return requests.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** Requests that have their approvals and no decision, in no order. */
    List<UUID> undecided(int count) {
        return StoreRows.read(store, UNDECIDED, List.of(count), row -> row.getObject(1, UUID.class));
    }

    /** Approved requests whose issuance was cut short, in no order: those that are refused hold up no others. */
    List<UUID> unfinished(int count) {
        return StoreRows.read(store, UNFINISHED, List.of(count), row -> row.getObject(1, UUID.class));
    }

    private void decide(RecordedRequest request, Decision.Kind decision, PersonId by, String reason) {
        write(DECIDE, request.id(), decision.label(), by.value(), reason);
    }

    private void record(String event, Caller by, Role as, RecordedRequest request, Map<String, Object> more) {
        record(event, by.actorAs(as), request, more);
    }

    private void record(String event, Actor by, RecordedRequest request, Map<String, Object> more) {
        Map<String, Object> details = new TreeMap<>(more);
        details.put("profile", request.profile());
        details.put("body", request.body());
        details.put("contentSha256", request.contentHash());
        audit.append(AuditEvent.success(event, by, details).withRequest(request.id()));
    }

    private void write(String statement, Object... values) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(statement)) {
            for (int at = 0; at < values.length; at++) {
                insert.setObject(at + 1, values[at]);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            DecisionRefused.Why why = DecisionRefused.Why.ofCode(e.getSQLState());
            throw why == null ? new StoreFailed(e) : new DecisionRefused(why, e);
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
