package pk.muhr.enrolment;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.panache.common.Page;
import org.hibernate.exception.ConstraintViolationException;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Sha256;

/** The requests on record. A body's scope is part of every question to it (invariant I6). */
@ApplicationScoped
class Requests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RequestRows rows;
    private final AuditRecords audit;

    Requests(RequestRows rows, AuditRecords audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /**
     * Puts a request on record, with its audit record.
     *
     * @throws KeyInUse when the requester used this idempotency key before; nothing is written then
     */
    @Transactional
    public RecordedRequest add(
            Caller caller, UUID id, BodyId body, NewRequest request, Optional<IdempotencyKey> key, Instant at) {
        RequestRow row = new RequestRow();
        row.id = id;
        row.body = body.value();
        row.requester = caller.person().value();
        row.profile = request.profile().value();
        row.idempotencyKey = key.map(IdempotencyKey::value).orElse(null);
        row.contentSha256 = request.contentHash().hex();
        row.content = content(request);
        row.submittedAt = at;
        try {
            rows.persistAndFlush(row);
        } catch (ConstraintViolationException e) {
            if (key.isPresent() && "23505".equals(e.getSQLState())) {
                throw new KeyInUse(e);
            }
            throw e;
        }
        audit.append(AuditEvent.success(
                        "REQUEST_SUBMITTED",
                        caller.actor(),
                        Map.of(
                                "profile", request.profile(),
                                "body", body,
                                "contentSha256", request.contentHash(),
                                "key", request.csr().key().label()))
                .withRequest(row.id));
        return recorded(row);
    }

    /** Two requests with one idempotency key met; the transaction is rolled back. */
    static final class KeyInUse extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        KeyInUse(Throwable cause) {
            super("the idempotency key is taken", cause);
        }
    }

    /** The request that this person gave this key. */
    @Transactional
    public Optional<RecordedRequest> find(PersonId requester, IdempotencyKey key) {
        return rows.find("requester = ?1 and idempotencyKey = ?2", requester.value(), key.value())
                .firstResultOptional()
                .map(Requests::recorded);
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

    /** The newest requests, of the given body where one is given. */
    @Transactional
    public List<RecordedRequest> newest(Optional<BodyId> scope, int count) {
        return (scope.isPresent()
                        ? rows.find(
                                "body = ?1 order by submittedAt desc",
                                scope.get().value())
                        : rows.find("order by submittedAt desc"))
                .page(Page.ofSize(count)).stream().map(Requests::recorded).toList();
    }

    private static String content(NewRequest request) {
        Map<String, Object> content = new TreeMap<>();
        content.put(
                "csr", Base64.getEncoder().encodeToString(request.csr().der().bytes()));
        request.names().ifPresent(names -> {
            content.put("commonName", names.commonName().orElse(null));
            content.put("subjectAltName", names.alternativeNames());
        });
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text is always JSON", e);
        }
    }

    private static RecordedRequest recorded(RequestRow row) {
        return new RecordedRequest(
                row.id,
                new BodyId(row.body),
                new PersonId(row.requester),
                new ProfileId(row.profile),
                new Sha256(row.contentSha256),
                row.submittedAt);
    }
}
