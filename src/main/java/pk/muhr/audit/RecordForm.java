package pk.muhr.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;

import pk.muhr.x509.Sha256;

/** How an event is written into its columns, and read from them. */
public final class RecordForm {

    /** The columns that {@link #record(ResultSet)} reads. */
    public static final String COLUMNS =
            "seq, recorded_at, event, outcome, actor, actor_role, authority, policy_hash, request, subject, details";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private RecordForm() {}

    static AuditRecordRow row(AuditEvent event) {
        AuditRecordRow row = new AuditRecordRow();
        row.event = event.event();
        row.outcome = event.outcome().label();
        row.actor = Legible.text(event.actor().id());
        row.actorRole = event.actor().role().map(Legible::text).orElse(null);
        row.authority = event.authority().map(Legible::text).orElse(null);
        row.policyHash = event.policy().map(Sha256::hex).orElse(null);
        row.request = event.request().orElse(null);
        row.subject = event.subject().map(Legible::text).orElse(null);
        row.details = json(event.details());
        return row;
    }

    static AuditRecord record(AuditRecordRow row) {
        AuditEvent event = new AuditEvent(
                row.event,
                Outcome.ofLabel(row.outcome),
                new Actor(row.actor, Optional.ofNullable(row.actorRole)),
                Optional.ofNullable(row.authority),
                Optional.ofNullable(row.policyHash).map(Sha256::new),
                Optional.ofNullable(row.request),
                Optional.ofNullable(row.subject),
                members(row.details));
        return new AuditRecord(row.seq, row.recordedAt, event);
    }

    /**
     * The record in the row that the result stands on.
     *
     * @param row with {@link #COLUMNS} among its columns
     */
    public static AuditRecord record(ResultSet row) throws SQLException {
        AuditEvent event = new AuditEvent(
                row.getString("event"),
                Outcome.ofLabel(row.getString("outcome")),
                new Actor(row.getString("actor"), Optional.ofNullable(row.getString("actor_role"))),
                Optional.ofNullable(row.getString("authority")),
                Optional.ofNullable(row.getString("policy_hash")).map(Sha256::new),
                Optional.ofNullable(row.getObject("request", UUID.class)),
                Optional.ofNullable(row.getString("subject")),
                members(row.getString("details")));
        return new AuditRecord(
                row.getLong("seq"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                event);
    }

    /** One line of JSON, names in order: the same values always give the same text. */
    static String json(Map<String, Object> details) {
        try {
            return JSON.writeValueAsString(Legible.members(details));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("details that cannot be written as JSON", e);
        }
    }

    private static Map<String, Object> members(String json) {
        try {
            return JSON.readValue(json, MEMBERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit record's details are not JSON", e);
        }
    }
}
