package pk.muhr.evidence.retention;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.evidence.log.Outside;
import pk.muhr.evidence.retention.Destruction.Done;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Sha256;

/**
 * The destruction of a month's records whose time is over, by two officers of different roles (BR §5.2.2). The second one's
 * confirmation destroys them in its own transaction, with the record that says so: a crash leaves all of it or nothing.
 */
@ApplicationScoped
class Destructions {

    private static final String SELECT = """
            select p.*, c.confirmed_by, c.role as confirmed_as, d.years, d.destroyed, d.kept, d.done_at
            from audit_destruction p
            left join audit_destruction_confirmation c on c.proposal = p.id
            left join audit_destruction_done d on d.proposal = p.id
            """;

    private static final String ALL = SELECT + "order by p.proposed_at desc";

    private static final String ONE = SELECT + "where p.id = ?";

    private static final String OBJECTION = "select audit_destruction_objection(?, ?, ?, ?)";

    private static final String PROPOSE =
            "insert into audit_destruction (id, month, archive, proposed_by, role) values (?, ?, ?, ?, ?)";

    private static final String CONFIRM =
            "insert into audit_destruction_confirmation (proposal, confirmed_by, role) values (?, ?, ?)";

    private static final String DESTROY = "select destroy_audit_records(?, ?, ?) is null";

    /** What the database says without two officers who hold their roles, or when the proposal is too old. */
    private static final String LACKS_OFFICERS = "MU131";

    /** Seconds: a month may have millions of records. */
    private static final int PATIENCE = 1800;

    private final AgroalDataSource store;
    private final ActivePolicy policy;
    private final CheckpointSigner signer;
    private final LogConfiguration log;
    private final AuditRecords audit;

    Destructions(
            AgroalDataSource store,
            ActivePolicy policy,
            CheckpointSigner signer,
            LogConfiguration log,
            AuditRecords audit) {
        this.store = store;
        this.policy = policy;
        this.signer = signer;
        this.log = log;
        this.audit = audit;
    }

    /** All that was proposed, the newest first. */
    List<Destruction> all(Caller caller) {
        RetentionOfficers.requireReader(caller);
        return StoreRows.read(store, ALL, List.of(), Destructions::destruction);
    }

    /** Proposes to destroy the records of a month; refused where that could not be done now. */
    @Transactional
    @TransactionConfiguration(timeout = PATIENCE)
    public Destruction propose(YearMonth month, Sha256 archive, Caller caller) {
        Role role = RetentionOfficers.role(caller, List.of());
        require(month, archive);
        UUID id = UUID.randomUUID();
        try {
            StoreRows.insert(store, PROPOSE, List.of(month), (insert, row) -> {
                insert.setObject(1, id);
                insert.setObject(2, row.atDay(1));
                insert.setString(3, archive.hex());
                insert.setString(4, caller.person().value());
                insert.setString(5, role.label());
            });
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
        audit.append(AuditEvent.success(
                        "AUDIT_DESTRUCTION_PROPOSED",
                        caller.actorAs(role),
                        Map.of("proposal", id, "archive", archive.hex()))
                .withSubject(month.toString()));
        return find(id);
    }

    /** Confirms it as an officer of another role, and destroys the records. Their leaves stay in the log. */
    @Transactional
    @TransactionConfiguration(timeout = PATIENCE)
    public Destruction confirm(UUID id, Caller caller) {
        Destruction proposed = find(id);
        if (proposed.done().isPresent()) {
            throw RetentionRefusal.DONE.about(proposed.month());
        }
        Role role = RetentionOfficers.role(caller, List.of(proposed));
        require(proposed.month(), proposed.archive());
        try {
            StoreRows.insert(store, CONFIRM, List.of(id), (insert, row) -> {
                insert.setObject(1, row);
                insert.setString(2, caller.person().value());
                insert.setString(3, role.label());
            });
        } catch (SQLException e) {
            throw LACKS_OFFICERS.equals(e.getSQLState()) ? RetentionRefusal.LAPSED.about(id) : new StoreFailed(e);
        }
        StoreRows.read(store, DESTROY, List.of(id, years(), outside()), row -> row.getBoolean(1));
        Destruction now = find(id);
        Done done = now.done().orElseThrow();
        audit.append(AuditEvent.success(
                        "AUDIT_RECORDS_DESTROYED",
                        caller.actorAs(role),
                        Map.of(
                                "proposal", id,
                                "archive", now.archive().hex(),
                                "years", done.years(),
                                "destroyed", done.destroyed(),
                                "kept", done.kept()))
                .withSubject(now.month().toString()));
        return now;
    }

    private void require(YearMonth month, Sha256 archive) {
        StoreRows.read(
                        store,
                        OBJECTION,
                        List.of(month.atDay(1), archive.hex(), years(), outside()),
                        row -> Optional.ofNullable(row.getString(1)))
                .getFirst()
                .ifPresent(word -> {
                    throw RetentionRefusal.ofObjection(word).about(month);
                });
    }

    private int years() {
        return policy.bundle().certificatePolicy().retentionYears();
    }

    /** Leaves of the signed tree that lies outside; none where that cannot be read. */
    private long outside() {
        try {
            Optional<SignedNote> kept =
                    log.directory().isPresent() ? new Outside(log.directory().get()).checkpoint() : Optional.empty();
            return kept.stream()
                    .flatMap(note -> signer.verifiers().stream().flatMap(key -> key.checkpoint(note).stream()))
                    .mapToLong(checkpoint -> checkpoint.head().size())
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    private Destruction find(UUID id) {
        return StoreRows.read(store, ONE, List.of(id), Destructions::destruction).stream()
                .findFirst()
                .orElseThrow(() -> RetentionRefusal.PROPOSAL_UNKNOWN.about(id));
    }

    private static Destruction destruction(ResultSet row) throws SQLException {
        return new Destruction(
                row.getObject("id", UUID.class),
                YearMonth.from(row.getObject("month", LocalDate.class)),
                new Sha256(row.getString("archive")),
                new PersonId(row.getString("proposed_by")),
                Role.ofLabel(row.getString("role")).orElseThrow(),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                row.getString("confirmed_by") == null ? Optional.empty() : Optional.of(done(row)));
    }

    private static Done done(ResultSet row) throws SQLException {
        return new Done(
                new PersonId(row.getString("confirmed_by")),
                Role.ofLabel(row.getString("confirmed_as")).orElseThrow(),
                row.getObject("done_at", OffsetDateTime.class).toInstant(),
                row.getInt("years"),
                row.getLong("destroyed"),
                row.getLong("kept"));
    }
}
