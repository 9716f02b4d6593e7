package pk.muhr.enrolment;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.RefusalEvents;
import pk.muhr.policy.ProfileId;
import pk.muhr.problem.LineProblem;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/** Batches of requests, and what became of each line. */
@ApplicationScoped
class Batches {

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String BEGIN = """
            insert into request_batch (id, body, requester, idempotency_key, content_sha256, lines)
            values (?, ?, ?, ?, ?, ?) on conflict (requester, idempotency_key) do nothing
            returning id, body, requester, content_sha256, lines, started_at
            """;
    private static final String BATCH =
            "select id, body, requester, content_sha256, lines, started_at from request_batch ";
    private static final String OF_KEY = BATCH + "where requester = ? and idempotency_key = ?";
    private static final String ONE = BATCH + "where id = ? and (cast(? as text) is null or body = ?)";

    private static final String LINE = """
            insert into request_batch_line (batch, line, request, problem) values (?, ?, ?, cast(? as json))
            """;
    private static final String LINES = """
            select l.line, l.problem, r.id, r.requester, r.body, r.profile, r.content_sha256, r.submitted_at, r.approvals,
                   r.expires_at, r.approval_needs
            from request_batch_line l left join request r on r.id = l.request
            where l.batch = ? and l.line between ? and ?
            """;

    private static final String PROGRESS = """
            select count(i.at), count(l.problem), count(*) filter (where r.approvals > 0 and i.at is null),
                   count(*) filter (where r.approvals = 0 and i.at is null), max(greatest(l.recorded_at, i.at))
            from request_batch_line l left join request r on r.id = l.request left join lateral (
                select o.recorded_at as at from intent n join outcome o on o.intent = n.id
                where n.request = r.id and o.state = 'ISSUED') i on true
            where l.batch = ?
            """;

    private final AgroalDataSource store;
    private final AuditRecords audit;
    private final Requests requests;

    Batches(AgroalDataSource store, AuditRecords audit, Requests requests) {
        this.store = store;
        this.audit = audit;
        this.requests = requests;
    }

    /** A line that came to something: a request, or a problem. */
    record Line(int number, Optional<Requests.Arrived> arrived, Optional<LineProblem> problem) {}

    /** A line on record. */
    record RecordedLine(int number, Optional<RecordedRequest> request, Optional<String> problem) {}

    /** Another connection works on the same batch and has one of the lines; the transaction is rolled back. */
    static final class LineTaken extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        LineTaken(Throwable cause) {
            super("a line of the batch is taken", cause);
        }
    }

    /** The batch that this person gave this key, which begins now unless it did before. */
    @Transactional
    public RequestBatch begin(Caller caller, BodyId body, IdempotencyKey key, Sha256 content, int lines) {
        String requester = caller.person().value();
        List<RequestBatch> begun = StoreRows.read(
                store,
                BEGIN,
                List.of(UUID.randomUUID(), body.value(), requester, key.value(), content.hex(), lines),
                Batches::batch);
        begun.forEach(batch -> audit.append(AuditEvent.success(
                        "BATCH_STARTED", caller.actor(), Map.of("body", body, "lines", lines, "contentSha256", content))
                .withSubject(batch.id().toString())));
        return begun.isEmpty()
                ? StoreRows.read(store, OF_KEY, List.of(requester, key.value()), Batches::batch)
                        .getFirst()
                : begun.getFirst();
    }

    /** A batch by its id, of the given body where one is given. */
    public Optional<RequestBatch> find(UUID id, Optional<BodyId> scope) {
        String body = scope.map(BodyId::value).orElse(null);
        return StoreRows.read(store, ONE, Arrays.asList(id, body, body), Batches::batch).stream()
                .findFirst();
    }

    /** How far it is. */
    public RequestBatch.Progress progress(RequestBatch batch) {
        return StoreRows.read(
                        store,
                        PROGRESS,
                        List.of(batch.id()),
                        row -> new RequestBatch.Progress(
                                row.getInt(1),
                                row.getInt(2),
                                row.getInt(3),
                                row.getInt(4),
                                Optional.ofNullable(row.getObject(5, OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant)))
                .getFirst();
    }

    /** What is on record of the lines with these numbers, which follow each other. */
    public Map<Integer, RecordedLine> recorded(RequestBatch batch, Collection<Integer> numbers) {
        Map<Integer, RecordedLine> found = new HashMap<>();
        int first = numbers.stream().min(Integer::compare).orElse(0);
        int last = numbers.stream().max(Integer::compare).orElse(0);
        StoreRows.read(store, LINES, List.of(batch.id(), first, last), Batches::line)
                .forEach(line -> found.put(line.number(), line));
        return found;
    }

    /**
     * Puts lines on record, and the requests that they led to, in one transaction. A crash before its end leaves nothing of
     * them; after it, requests that the next repetition of the batch takes up.
     *
     * @throws LineTaken when one of them is on record already; nothing is written then
     * @throws Requests.QuotaReached when the body may not ask for so many; nothing is written then
     */
    @Transactional
    public void add(Caller caller, RequestBatch batch, List<Line> lines, Map<ProfileId, Integer> perDay) {
        requests.add(
                caller, lines.stream().flatMap(line -> line.arrived().stream()).toList(), perDay);
        try {
            StoreRows.insert(store, LINE, lines, (insert, line) -> set(insert, batch, line));
        } catch (SQLException e) {
            throw UNIQUE_VIOLATION.equals(e.getSQLState()) ? new LineTaken(e) : new StoreFailed(e);
        }
        audit.append(lines.stream()
                .flatMap(line -> line.problem().stream())
                .map(problem -> RefusalEvents.of(problem.refused(), caller.actor()))
                .toList());
    }

    private static void set(PreparedStatement insert, RequestBatch batch, Line line) throws SQLException {
        insert.setObject(1, batch.id());
        insert.setInt(2, line.number());
        insert.setObject(
                3, line.arrived().map(arrived -> arrived.recorded().id()).orElse(null), Types.OTHER);
        insert.setString(4, line.problem().map(LineProblem::json).orElse(null));
    }

    private static RecordedLine line(ResultSet row) throws SQLException {
        Optional<String> problem = Optional.ofNullable(row.getString("problem"));
        return new RecordedLine(
                row.getInt("line"),
                problem.isPresent()
                        ? Optional.empty()
                        : Optional.of(Requests.recorded(new PersonId(row.getString("requester")), row)),
                problem);
    }

    private static RequestBatch batch(ResultSet row) throws SQLException {
        return new RequestBatch(
                row.getObject("id", UUID.class),
                new BodyId(row.getString("body")),
                new PersonId(row.getString("requester")),
                new Sha256(row.getString("content_sha256")),
                row.getInt("lines"),
                row.getObject("started_at", OffsetDateTime.class).toInstant());
    }
}
