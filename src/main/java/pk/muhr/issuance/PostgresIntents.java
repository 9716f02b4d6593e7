package pk.muhr.issuance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.panache.common.Page;
import org.hibernate.JDBCException;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.x509.Certificate;

/** Intents in PostgreSQL. Leases are measured by the database's clock, which all replicas share. */
@ApplicationScoped
class PostgresIntents implements Intents {

    /** Longer than a signature's deadline by far, so that only a dead signer's lease ends. */
    static final Duration LEASE = Duration.ofSeconds(20);

    /** A number or attempt that is taken, and the refusals of the database's own rules for intents. */
    private static final Set<String> OVERTAKEN = Set.of("23505", "MU001", "MU002", "MU004", "MU005");

    private static final String INSERT = """
            insert into intent (id, request, attempt, authority, issuer_key, serial, profile, body, tbs, subject_key,
                                not_after, policy_hash, lease_end)
            values (:id, cast(:request as uuid), :attempt, :authority, :issuerKey, :serial, :profile, :body, :tbs,
                    :subjectKey, :notAfter, :policyHash, clock_timestamp() + make_interval(secs => :lease))
            """;

    /** Every name is qualified: a bare {@code id} in the inner query is the outcome's own. */
    private static final String ABANDONED = "from IntentRow i where i.leaseEnd < instant"
            + " and not exists (select 1 from OutcomeRow o where o.intent = i.id) order by i.leaseEnd";

    private final IntentRows rows;
    private final AuditRecords audit;

    PostgresIntents(IntentRows rows, AuditRecords audit) {
        this.rows = rows;
        this.audit = audit;
    }

    @Override
    @Transactional
    public Intent open(IntentDraft draft) {
        Certificate content = draft.linted().content();
        try {
            rows.getEntityManager()
                    .createNativeQuery(INSERT)
                    .setParameter("id", draft.id())
                    .setParameter(
                            "request", draft.request().map(Object::toString).orElse(null))
                    .setParameter("attempt", draft.attempt())
                    .setParameter("authority", draft.authority().toString())
                    .setParameter("issuerKey", draft.issuerKey().hex())
                    .setParameter("serial", content.serial().hex())
                    .setParameter("profile", draft.linted().profile().value())
                    .setParameter("body", draft.body().map(Object::toString).orElse(null))
                    .setParameter("tbs", draft.linted().tbs().bytes())
                    .setParameter("subjectKey", content.key().fingerprint().hex())
                    .setParameter("notAfter", content.notAfter())
                    .setParameter("policyHash", draft.linted().policy().hex())
                    .setParameter("lease", (double) LEASE.toSeconds())
                    .executeUpdate();
        } catch (JDBCException e) {
            if (!OVERTAKEN.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            throw new Superseded(
                    "the intent could not be opened: " + e.getSQLException().getMessage(), e);
        }
        audit.append(event(draft, content));
        return new Intent(draft.id(), draft.request(), draft.authority(), draft.issuerKey(), content.serial());
    }

    private static AuditEvent event(IntentDraft draft, Certificate content) {
        AuditEvent event = AuditEvent.success(
                        "INTENT_OPENED",
                        draft.actor(),
                        Map.of(
                                "intent", draft.id(),
                                "attempt", draft.attempt(),
                                "profile", draft.linted().profile(),
                                "tbsSha256", draft.linted().tbs().sha256(),
                                "notAfter", content.notAfter()))
                .withAuthority(draft.authority().toString())
                .withPolicy(draft.linted().policy())
                .withSubject(content.serial().hex());
        return draft.request().map(event::withRequest).orElse(event);
    }

    @Override
    @Transactional
    public List<Intent> abandoned(int count) {
        return rows.find(ABANDONED).page(Page.ofSize(count)).stream()
                .map(IntentRow::intent)
                .toList();
    }
}
