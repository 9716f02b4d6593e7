package pk.muhr.enrolment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/** The files that were attached to requests. */
@ApplicationScoped
public class EvidenceFiles {

    private static final String KEEP =
            "insert into evidence_file (sha256, media_type, content) values (?, ?, ?) on conflict (sha256) do nothing";
    private static final String ATTACH = "insert into request_evidence (request, sha256, attached_by) values (?, ?, ?)"
            + " on conflict (request, sha256) do nothing";
    private static final String OF = """
            select e.sha256, f.media_type, octet_length(f.content), e.attached_by, e.attached_at
            from request_evidence e join evidence_file f using (sha256) where e.request = ? order by e.attached_at
            """;
    private static final String ONE = """
            select f.media_type, f.content from request_evidence e join evidence_file f using (sha256)
            where e.request = ? and e.sha256 = ?
            """;

    private final AgroalDataSource store;
    private final AuditRecords audit;

    EvidenceFiles(AgroalDataSource store, AuditRecords audit) {
        this.store = store;
        this.audit = audit;
    }

    /** A file as it stands beside a request; {@code size} in bytes. */
    public record Attached(Sha256 sha256, EvidenceFile.Kind kind, int size, PersonId by, Instant at) {}

    /**
     * Attaches a file; the same file again changes nothing.
     *
     * @throws DecisionRefused when the request waits for no decision
     * @throws TooMany when it has ten files
     */
    @Transactional
    public void attach(Caller caller, UUID request, EvidenceFile file) {
        Sha256 hash = file.sha256();
        try (Connection connection = store.getConnection();
                PreparedStatement keep = connection.prepareStatement(KEEP);
                PreparedStatement attach = connection.prepareStatement(ATTACH)) {
            keep.setString(1, hash.hex());
            keep.setString(2, file.kind().mediaType());
            keep.setBytes(3, file.content());
            keep.executeUpdate();
            attach.setObject(1, request);
            attach.setString(2, hash.hex());
            attach.setString(3, caller.person().value());
            if (attach.executeUpdate() == 0) {
                return;
            }
        } catch (SQLException e) {
            throw switch (String.valueOf(e.getSQLState())) {
                case "MU020" -> new DecisionRefused(DecisionRefused.Why.NOTHING_TO_DECIDE, e);
                case "MU091" -> new TooMany(e);
                default -> new StoreFailed(e);
            };
        }
        audit.append(AuditEvent.success(
                        "EVIDENCE_ATTACHED",
                        caller.actor(),
                        Map.of("sha256", hash, "mediaType", file.kind().mediaType()))
                .withRequest(request));
    }

    /** What is attached to a request, the oldest first. */
    public List<Attached> of(UUID request) {
        return StoreRows.read(
                store,
                OF,
                List.of(request),
                row -> new Attached(
                        new Sha256(row.getString(1)),
                        EvidenceFile.Kind.of(row.getString(2)).orElseThrow(),
                        row.getInt(3),
                        new PersonId(row.getString(4)),
                        row.getObject(5, OffsetDateTime.class).toInstant()));
    }

    /** One of them. */
    public Optional<EvidenceFile> find(UUID request, Sha256 hash) {
        return StoreRows.read(
                        store,
                        ONE,
                        List.of(request, hash.hex()),
                        row -> new EvidenceFile(
                                EvidenceFile.Kind.of(row.getString(1)).orElseThrow(), row.getBytes(2)))
                .stream()
                .findFirst();
    }

    /** A request has as many files as it may. */
    public static final class TooMany extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        TooMany(Throwable cause) {
            super("too many files", cause);
        }
    }
}
