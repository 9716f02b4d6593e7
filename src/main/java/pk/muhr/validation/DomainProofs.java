package pk.muhr.validation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.DnsName;

/** Which body has shown control of which domain. */
@ApplicationScoped
public class DomainProofs {

    private static final String STANDING = """
            select p.id, p.body, p.domain, p.method, p.proved_at, p.expires_at from domain_proof p
            where p.body = ? and not exists (select 1 from domain_proof_end e where e.proof = p.id)
            """;

    /** Bare, because Hibernate would translate a query that has a list among its parameters anew each time. */
    private static final String COVERING =
            STANDING + " and p.domain = any(?) and p.proved_at <= ? and p.expires_at > ? order by p.proved_at desc";

    private static final String NEWEST_FIRST = STANDING + " order by p.proved_at desc";

    private final DomainProofRows rows;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    DomainProofs(DomainProofRows rows, AgroalDataSource store, AuditRecords audit) {
        this.rows = rows;
        this.store = store;
        this.audit = audit;
    }

    /**
     * A proof that the body controls the name at that moment: of the name itself or of a domain above it. A proof of
     * {@code x} covers the wildcard {@code *.x}. Of several, the newest.
     */
    public Optional<DomainProof> covering(BodyId body, DnsName name, Instant at) {
        return Optional.ofNullable(covering(body, List.of(name), at).get(name));
    }

    /** For each of the names that has one, the proof that {@link #covering(BodyId, DnsName, Instant)} gives. */
    public Map<DnsName, DomainProof> covering(BodyId body, List<DnsName> names, Instant at) {
        return covering(candidates(body, names, at), names, at);
    }

    /** The same among these proofs of one body, newest first. */
    static Map<DnsName, DomainProof> covering(List<DomainProof> candidates, List<DnsName> names, Instant at) {
        Map<DnsName, DomainProof> found = new HashMap<>();
        for (DnsName name : names) {
            candidates.stream()
                    .filter(proof -> proof.covers(name, at))
                    .findFirst()
                    .ifPresent(proof -> found.put(name, proof));
        }
        return found;
    }

    /** Unexpired proofs of these names or of domains above them, newest first. */
    private List<DomainProof> candidates(BodyId body, List<DnsName> names, Instant at) {
        String[] domains = names.stream()
                .flatMap(name -> name.withParents().stream())
                .map(DnsName::value)
                .distinct()
                .toArray(String[]::new);
        OffsetDateTime moment = at.atOffset(ZoneOffset.UTC);
        return StoreRows.read(store, COVERING, List.of(body.value(), domains, moment, moment), DomainProofs::proof);
    }

    private static DomainProof proof(ResultSet row) throws SQLException {
        return new DomainProof(
                row.getObject("id", UUID.class),
                new BodyId(row.getString("body")),
                new DnsName(row.getString("domain")),
                row.getString("method"),
                row.getObject("proved_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    /** The domains that the body has an unexpired proof for. */
    public List<String> domains(BodyId body, Instant at) {
        return of(body).stream()
                .filter(proof -> proof.covers(proof.domain(), at))
                .map(proof -> proof.domain().value())
                .distinct()
                .toList();
    }

    /** The body's proofs that nobody has ended, expired ones too, newest first. */
    public List<DomainProof> of(BodyId body) {
        return StoreRows.read(store, NEWEST_FIRST, List.of(body.value()), DomainProofs::proof);
    }

    /** The proof with this id, ended or not. */
    @Transactional
    public Optional<DomainProof> find(UUID id) {
        return rows.findByIdOptional(id).map(DomainProofRow::proof);
    }

    /** Whether another body's proof of this very domain counts; a closed body's does not. */
    public boolean isHeldByAnother(BodyId body, DnsName domain, Instant at) {
        return StoreRows.read(
                        store,
                        "select domain_is_held(?, ?, ?)",
                        List.of(domain.value(), body.value(), at.atOffset(ZoneOffset.UTC)),
                        row -> row.getBoolean(1))
                .getFirst();
    }

    /**
     * Ends a proof: from this commit on nothing is issued by it, and other bodies may prove the domain.
     *
     * @return whether it stood until now
     */
    @Transactional
    public boolean end(DomainProof proof, Actor by) {
        int ended = rows.getEntityManager()
                .createNativeQuery("insert into domain_proof_end (proof, ended_by) values (:proof, :by)"
                        + " on conflict do nothing")
                .setParameter("proof", proof.id())
                .setParameter("by", by.id())
                .executeUpdate();
        if (ended == 1) {
            audit.append(AuditEvent.success("DOMAIN_PROOF_ENDED", by, Map.of("proof", proof.id(), "body", proof.body()))
                    .withSubject(proof.domain().value()));
        }
        return ended == 1;
    }

    /** Puts a proof on record. */
    @Transactional
    public void register(DomainProof proof, Actor by) {
        register(proof, Map.of(), by);
    }

    /**
     * Puts a proof on record, and says so in the audit trail.
     *
     * @param evidence what led to it, by name
     */
    @Transactional
    public void register(DomainProof proof, Map<String, Object> evidence, Actor by) {
        rows.persistAndFlush(DomainProofRow.of(proof));
        Map<String, Object> details = new HashMap<>(evidence);
        details.putAll(Map.of(
                "proof", proof.id(),
                "body", proof.body(),
                "method", proof.method(),
                "expiresAt", proof.expiresAt()));
        audit.append(AuditEvent.success("DOMAIN_PROVED", by, details)
                .withSubject(proof.domain().value()));
    }
}
