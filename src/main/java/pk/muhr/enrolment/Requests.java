package pk.muhr.enrolment;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.issuance.PreparedCertificate;
import pk.muhr.policy.ApprovalNeeds;
import pk.muhr.policy.ProfileId;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/** The requests on record. A body's scope is part of every question to it (invariant I6). */
@ApplicationScoped
public class Requests {

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String INSERT = """
            insert into request (id, body, requester, profile, idempotency_key, content_sha256, content, submitted_at,
                                 approvals, expires_at, approval_needs)
            values (?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ?, ?)
            """;

    private static final String COUNT_ALONE = "select pg_advisory_xact_lock(hashtextextended(?, 0))";

    private static final String MADE = """
            select count(*) from request
            where body = ? and profile = ? and submitted_at > clock_timestamp() - interval '24 hours'
            """;

    private static final String NAME = "insert into request_name (request, value) values (?, ?)";

    private static final String OF_KEY = """
            select id, body, profile, content_sha256, submitted_at, approvals, expires_at, approval_needs from request
            where requester = ? and idempotency_key = ?
            """;

    private final RequestRows rows;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    Requests(RequestRows rows, AgroalDataSource store, AuditRecords audit) {
        this.rows = rows;
        this.store = store;
        this.audit = audit;
    }

    /**
     * A request on its way to the record.
     *
     * @param names what it is found by while officers decide about it
     */
    record Arrived(RecordedRequest recorded, NewRequest request, Optional<IdempotencyKey> key, List<String> names) {

        static Arrived of(
                RecordedRequest recorded,
                NewRequest request,
                Optional<IdempotencyKey> key,
                PreparedCertificate prepared) {
            return new Arrived(
                    recorded, request, key, recorded.decision().isPresent() ? prepared.searchNames() : List.of());
        }
    }

    private record Named(UUID request, String name) {}

    /**
     * Puts requests of one body on record, with their audit records.
     *
     * @param perDay how many requests by a profile a body may make within 24 hours, for profiles that say so
     * @throws KeyInUse when the requester used an idempotency key before; nothing is written then
     * @throws QuotaReached when the body may not ask for so many; nothing is written then
     */
    @Transactional
    void add(Caller caller, List<Arrived> arrived, Map<ProfileId, Integer> perDay) {
        requireQuota(arrived, perDay);
        try {
            StoreRows.insert(store, INSERT, arrived, Requests::set);
            List<Named> names = arrived.stream()
                    .flatMap(each -> each.names().stream()
                            .map(name -> new Named(each.recorded().id(), name)))
                    .toList();
            if (!names.isEmpty()) {
                StoreRows.insert(store, NAME, names, (insert, named) -> {
                    insert.setObject(1, named.request());
                    insert.setString(2, named.name());
                });
            }
        } catch (SQLException e) {
            boolean keyed = arrived.stream().anyMatch(each -> each.key().isPresent());
            throw keyed && UNIQUE_VIOLATION.equals(e.getSQLState()) ? new KeyInUse(e) : new StoreFailed(e);
        }
        audit.append(arrived.stream().map(each -> event(caller, each)).toList());
    }

    private static AuditEvent event(Caller caller, Arrived arrived) {
        RecordedRequest recorded = arrived.recorded();
        return AuditEvent.success(
                        "REQUEST_SUBMITTED",
                        caller.actor(),
                        Map.of(
                                "profile", recorded.profile(),
                                "body", recorded.body(),
                                "approvals",
                                        recorded.decision()
                                                .map(RecordedRequest.Awaited::approvals)
                                                .orElse(0),
                                "contentSha256", recorded.contentHash(),
                                "key", arrived.request().csr().key().label()))
                .withRequest(recorded.id());
    }

    private static void set(PreparedStatement insert, Arrived arrived) throws SQLException {
        RecordedRequest request = arrived.recorded();
        insert.setObject(1, request.id());
        insert.setString(2, request.body().value());
        insert.setString(3, request.requester().value());
        insert.setString(4, request.profile().value());
        insert.setString(5, arrived.key().map(IdempotencyKey::value).orElse(null));
        insert.setString(6, request.contentHash().hex());
        insert.setString(7, RequestContent.text(arrived.request()));
        insert.setObject(8, request.submittedAt().atOffset(ZoneOffset.UTC));
        insert.setInt(
                9, request.decision().map(RecordedRequest.Awaited::approvals).orElse(0));
        insert.setObject(
                10,
                request.decision()
                        .map(awaited -> awaited.until().atOffset(ZoneOffset.UTC))
                        .orElse(null),
                Types.TIMESTAMP_WITH_TIMEZONE);
        insert.setString(
                11,
                request.decision()
                        .map(RecordedRequest.Awaited::needs)
                        .orElse(ApprovalNeeds.TOKEN)
                        .label());
    }

    /** Whoever counts waits for whoever counted before to be done, so that two never take the last one. */
    private void requireQuota(List<Arrived> arrived, Map<ProfileId, Integer> perDay) {
        Map<ProfileId, List<RecordedRequest>> limited = arrived.stream()
                .map(Arrived::recorded)
                .filter(request -> perDay.containsKey(request.profile()))
                .collect(Collectors.groupingBy(
                        RecordedRequest::profile,
                        () -> new TreeMap<>(Comparator.comparing(ProfileId::value)),
                        Collectors.toList()));
        limited.forEach((profile, more) -> {
            BodyId body = more.getFirst().body();
            StoreRows.read(store, COUNT_ALONE, List.of("quota " + body + " " + profile), _ -> body);
            long made = made(body, profile);
            if (made + more.size() > perDay.get(profile)) {
                throw new QuotaReached(profile, made);
            }
        });
    }

    /** How many requests by this profile a body made within 24 hours. */
    long made(BodyId body, ProfileId profile) {
        return StoreRows.read(store, MADE, List.of(body.value(), profile.value()), row -> row.getLong(1))
                .getFirst();
    }

    /** A body asks for more in a day than the policy lets it; the transaction is rolled back. */
    static final class QuotaReached extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private final transient ProfileId profile;
        private final long made;

        QuotaReached(ProfileId profile, long made) {
            super("the body made " + made + " requests by " + profile);
            this.profile = profile;
            this.made = made;
        }

        ProfileId profile() {
            return profile;
        }

        long made() {
            return made;
        }
    }

    /** Two requests with one idempotency key met; the transaction is rolled back. */
    static final class KeyInUse extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        KeyInUse(Throwable cause) {
            super("the idempotency key is taken", cause);
        }
    }

    /** The request that this person gave this key. */
    public Optional<RecordedRequest> find(PersonId requester, IdempotencyKey key) {
        return StoreRows.read(store, OF_KEY, List.of(requester.value(), key.value()), row -> recorded(requester, row))
                .stream()
                .findFirst();
    }

    /** A request by its id, of the given body where one is given. */
    @Transactional
    public Optional<RecordedRequest> find(UUID id, Optional<BodyId> scope) {
        return (scope.isPresent()
                        ? rows.find("id = ?1 and body = ?2", id, scope.get().value())
                        : rows.find("id", id))
                .firstResultOptional()
                .map(Requests::recorded);
    }

    /** What a request asks for, as far as it is kept: a person's number is not. */
    @Transactional
    public NewRequest content(RecordedRequest request) {
        return rows.find("id", request.id())
                .firstResultOptional()
                .map(row -> RequestContent.of(request, row.content))
                .orElseThrow();
    }

    /** The same of several requests, by their ids. */
    @Transactional
    public Map<UUID, NewRequest> contents(Collection<RecordedRequest> requests) {
        Map<UUID, RecordedRequest> wanted =
                requests.stream().collect(Collectors.toMap(RecordedRequest::id, each -> each));
        return rows.stream("id in ?1", wanted.keySet())
                .collect(Collectors.toMap(row -> row.id, row -> RequestContent.of(wanted.get(row.id), row.content)));
    }

    private static Optional<RecordedRequest.Awaited> awaited(int approvals, Optional<Instant> until, String needs) {
        return until.map(at -> new RecordedRequest.Awaited(approvals, at, ApprovalNeeds.of(needs)));
    }

    static RecordedRequest recorded(ResultSet row) throws SQLException {
        return recorded(new PersonId(row.getString("requester")), row);
    }

    static RecordedRequest recorded(PersonId requester, ResultSet row) throws SQLException {
        return new RecordedRequest(
                row.getObject("id", UUID.class),
                new BodyId(row.getString("body")),
                requester,
                new ProfileId(row.getString("profile")),
                new Sha256(row.getString("content_sha256")),
                row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
                awaited(
                        row.getInt("approvals"),
                        Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        row.getString("approval_needs")));
    }

    private static RecordedRequest recorded(RequestRow row) {
        return new RecordedRequest(
                row.id,
                new BodyId(row.body),
                new PersonId(row.requester),
                new ProfileId(row.profile),
                new Sha256(row.contentSha256),
                row.submittedAt,
                awaited(row.approvals, Optional.ofNullable(row.expiresAt), row.approvalNeeds));
    }
}
