package pk.muhr.issuance;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkus.panache.common.Page;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.Addresses;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.validation.ProvedName;
import pk.muhr.x509.Certificate;

/** Intents in PostgreSQL. Leases are measured by the database's clock, which all replicas share. */
@ApplicationScoped
class PostgresIntents implements Intents {

    /** Longer than a signature's deadline by far, so that only a dead signer's lease ends. */
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final String PROOFS = "select proofs_stand(cast(? as uuid[]))";

    /** A number or attempt that is taken, and the refusals of the database's own rules for intents. */
    private static final Set<String> OVERTAKEN =
            Set.of("23505", "40P01", "MU001", "MU002", "MU004", "MU005", "MU010", "MU024", "MU032", "MU045");

    private static final String INSERT = """
            insert into intent (id, request, attempt, authority, issuer_key, serial, profile, body, tbs, subject_key,
                                not_after, policy_hash, shard, lease_end, person, family)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp() + make_interval(secs => ?), ?, ?)
            """;

    /** Every name is qualified: a bare {@code id} in the inner query is the outcome's own. */
    private static final String ABANDONED = "from IntentRow i where i.leaseEnd < instant"
            + " and not exists (select 1 from OutcomeRow o where o.intent = i.id) order by i.leaseEnd";

    /** Two that open many take the locks of their keys in one order, so neither waits for the other in a circle. */
    private static final Comparator<IntentDraft> BY_KEY = Comparator.comparing(
            draft -> draft.linted().content().key().fingerprint().hex());

    private final IntentRows rows;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    PostgresIntents(IntentRows rows, AgroalDataSource store, AuditRecords audit) {
        this.rows = rows;
        this.store = store;
        this.audit = audit;
    }

    @Override
    @Transactional
    public List<Intent> open(List<IntentDraft> drafts) {
        List<IntentDraft> inOrder = drafts.stream().sorted(BY_KEY).toList();
        requireProofs(drafts);
        try {
            StoreRows.insert(store, INSERT, inOrder, PostgresIntents::set);
        } catch (SQLException e) {
            if (!OVERTAKEN.contains(String.valueOf(e.getSQLState()))) {
                throw new StoreFailed(e);
            }
            throw new Superseded("the intent could not be opened: " + e.getMessage(), e);
        }
        audit.append(drafts.stream().map(PostgresIntents::event).toList());
        return drafts.stream()
                .map(draft -> new Intent(
                        draft.id(),
                        draft.request(),
                        draft.authority(),
                        draft.issuerKey(),
                        draft.linted().content().serial()))
                .toList();
    }

    /** What names are proved by may have ended since they were judged. */
    private void requireProofs(List<IntentDraft> drafts) {
        String[] proofs = drafts.stream()
                .flatMap(draft -> draft.proofs().stream())
                .map(proved -> proved.proof().toString())
                .distinct()
                .toArray(String[]::new);
        if (proofs.length > 0
                && !StoreRows.read(store, PROOFS, List.<Object>of((Object) proofs), row -> row.getBoolean(1))
                        .getFirst()) {
            throw new Superseded("a proof of a name ended meanwhile", null);
        }
    }

    private static void set(PreparedStatement insert, IntentDraft draft) throws SQLException {
        Certificate content = draft.linted().content();
        insert.setObject(1, draft.id());
        insert.setObject(2, draft.request().orElse(null), Types.OTHER);
        insert.setInt(3, draft.attempt());
        insert.setString(4, draft.authority().toString());
        insert.setString(5, draft.issuerKey().hex());
        insert.setString(6, content.serial().hex());
        insert.setString(7, draft.linted().profile().value());
        insert.setString(8, draft.body().map(Object::toString).orElse(null));
        insert.setBytes(9, draft.linted().tbs().bytes());
        insert.setString(10, content.key().fingerprint().hex());
        insert.setObject(11, content.notAfter().atOffset(ZoneOffset.UTC));
        insert.setString(12, draft.linted().policy().hex());
        OptionalInt shard = Addresses.shard(content);
        insert.setObject(13, shard.isPresent() ? (short) shard.getAsInt() : null, Types.SMALLINT);
        insert.setDouble(14, LEASE.toSeconds());
        insert.setString(15, draft.holder().person().map(PersonId::value).orElse(null));
        insert.setString(
                16, draft.holder().family().map(CertificateFamily::label).orElse(null));
    }

    private static AuditEvent event(IntentDraft draft) {
        Certificate content = draft.linted().content();
        Map<String, Object> details = new HashMap<>(Map.of(
                "intent", draft.id(),
                "attempt", draft.attempt(),
                "profile", draft.linted().profile(),
                "tbsSha256", draft.linted().tbs().sha256(),
                "notAfter", content.notAfter()));
        if (!draft.proofs().isEmpty()) {
            details.put(
                    "proofs",
                    draft.proofs().stream().map(ProvedName::proof).distinct().toList());
        }
        if (!draft.caa().isEmpty()) {
            details.put("caa", draft.caa());
        }
        AuditEvent event = AuditEvent.success("INTENT_OPENED", draft.actor(), details)
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
