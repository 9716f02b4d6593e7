package pk.muhr.validation;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import pk.muhr.identity.Role;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;

/** What officers say of people: a proof comes of what two of them wrote alike (RFC 3647 §4.3.2.3, dual control). */
@ApplicationScoped
class PersonStatements {

    private static final String INSERT =
            "insert into person_statement (id, body, account, content_hmac, stated_by)" + " values (?, ?, ?, ?, ?)";
    private static final String OFFICERS = "select officers_who_state(?, ?)";

    private final AgroalDataSource store;
    private final PersonProofs proofs;
    private final IdentifierSecret secret;
    private final AuditRecords audit;
    private final Clock clock;

    PersonStatements(
            AgroalDataSource store, PersonProofs proofs, IdentifierSecret secret, AuditRecords audit, Clock clock) {
        this.store = store;
        this.proofs = proofs;
        this.secret = secret;
        this.audit = audit;
        this.clock = clock;
    }

    /** The officer may not say who this person is. */
    static final class NotByThisOfficer extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        NotByThisOfficer(Throwable cause) {
            super("not by this officer", cause);
        }
    }

    /**
     * Puts on record that an officer says so, and with the second one the proof.
     *
     * @param counts how long a proof counts
     * @return the proof, once two officers said the same
     * @throws NotByThisOfficer when it is themselves, or somebody of a body they act for
     */
    @Transactional
    public Optional<PersonProof> state(PersonStatement statement, Caller officer, Duration counts) {
        officer.require(Role.REGISTRATION_OFFICER);
        String content = secret.hash(statement.content());
        UUID id = UUID.randomUUID();
        try {
            StoreRows.insert(store, INSERT, List.of(statement), (insert, one) -> {
                insert.setObject(1, id);
                insert.setString(2, one.body().value());
                insert.setString(3, one.account().value());
                insert.setString(4, content);
                insert.setString(5, officer.person().value());
            });
        } catch (SQLException e) {
            throw "MU110".equals(e.getSQLState()) ? new NotByThisOfficer(e) : new StoreFailed(e);
        }
        audit.append(AuditEvent.success(
                        "PERSON_STATED",
                        officer.actorAs(Role.REGISTRATION_OFFICER),
                        Map.of("body", statement.body(), "method", statement.method()))
                .withSubject(id.toString()));
        long officers = StoreRows.read(
                        store, OFFICERS, List.of(content, statement.body().value()), row -> row.getLong(1))
                .getFirst();
        if (officers < 2) {
            return Optional.empty();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        PersonProof proof = statement.proof(now, now.plus(counts));
        proofs.register(proof, Optional.of(content), officer.actorAs(Role.REGISTRATION_OFFICER));
        return Optional.of(proof);
    }
}
