package pk.muhr.validation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkus.panache.common.Sort;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.problem.StoreFailed;
import pk.muhr.x509.DnsName;

/** Which body has shown control of which domain. */
@ApplicationScoped
public class DomainProofs {

    /** Bare, because Hibernate would translate a query that has a list among its parameters anew each time. */
    private static final String COVERING = """
            select id, domain, method, proved_at, expires_at from domain_proof
            where body = ? and domain = any(?) and proved_at <= ? and expires_at > ?
            order by expires_at desc
            """;

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
     * {@code x} covers the wildcard {@code *.x}. Of several, the one that counts longest.
     */
    public Optional<DomainProof> covering(BodyId body, DnsName name, Instant at) {
        return Optional.ofNullable(covering(body, List.of(name), at).get(name));
    }

    /** For each of the names that has one, the proof that {@link #covering(BodyId, DnsName, Instant)} gives. */
    public Map<DnsName, DomainProof> covering(BodyId body, List<DnsName> names, Instant at) {
        List<DomainProof> candidates = candidates(body, names, at);
        Map<DnsName, DomainProof> found = new HashMap<>();
        for (DnsName name : names) {
            candidates.stream()
                    .filter(proof -> proof.covers(name, at))
                    .findFirst()
                    .ifPresent(proof -> found.put(name, proof));
        }
        return found;
    }

    /** Unexpired proofs of these names or of domains above them; those that count longest come first. */
    private List<DomainProof> candidates(BodyId body, List<DnsName> names, Instant at) {
        Object[] domains = names.stream()
                .flatMap(name -> name.withParents().stream())
                .map(DnsName::value)
                .distinct()
                .toArray();
        OffsetDateTime moment = at.atOffset(ZoneOffset.UTC);
        List<DomainProof> candidates = new ArrayList<>();
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(COVERING)) {
            query.setString(1, body.value());
            query.setArray(2, connection.createArrayOf("text", domains));
            query.setObject(3, moment);
            query.setObject(4, moment);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    candidates.add(new DomainProof(
                            row.getObject("id", UUID.class),
                            body,
                            new DnsName(row.getString("domain")),
                            row.getString("method"),
                            row.getObject("proved_at", OffsetDateTime.class).toInstant(),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant()));
                }
            }
            return candidates;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** The domains that the body has an unexpired proof for. */
    public List<String> domains(BodyId body, Instant at) {
        return of(body).stream()
                .filter(proof -> proof.covers(proof.domain(), at))
                .map(proof -> proof.domain().value())
                .distinct()
                .toList();
    }

    /** Every proof of a body, expired ones too, newest first. */
    @Transactional
    public List<DomainProof> of(BodyId body) {
        return rows.find("body = ?1", Sort.descending("provedAt"), body.value()).stream()
                .map(DomainProofRow::proof)
                .toList();
    }

    /** Whether another body's proof of this very domain counts. */
    @Transactional
    public boolean isHeldByAnother(BodyId body, DnsName domain, Instant at) {
        return rows.count("domain = ?1 and body <> ?2 and expiresAt > ?3", domain.value(), body.value(), at) > 0;
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
                "edition", DomainMethod.EDITION,
                "expiresAt", proof.expiresAt()));
        audit.append(AuditEvent.success("DOMAIN_PROVED", by, details)
                .withSubject(proof.domain().value()));
    }
}
