package pk.muhr.validation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.panache.common.Sort;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.x509.DnsName;

/** Which body has shown control of which domain. */
@ApplicationScoped
public class DomainProofs {

    /** Native, because a list among a query's parameters makes Hibernate translate the query anew each time. */
    private static final String COVERING = """
            select * from domain_proof
            where body = :body and domain = any(:domains) and proved_at <= :at and expires_at > :at
            order by expires_at desc
            """;

    private final DomainProofRows rows;
    private final AuditRecords audit;

    DomainProofs(DomainProofRows rows, AuditRecords audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /**
     * A proof that the body controls the name at that moment: of the name itself or of a domain above it. A proof of
     * {@code x} covers the wildcard {@code *.x}. Of several, the one that counts longest.
     */
    @Transactional
    public Optional<DomainProof> covering(BodyId body, DnsName name, Instant at) {
        return Optional.ofNullable(covering(body, List.of(name), at).get(name));
    }

    /** For each of the names that has one, the proof that {@link #covering(BodyId, DnsName, Instant)} gives. */
    @Transactional
    public Map<DnsName, DomainProof> covering(BodyId body, List<DnsName> names, Instant at) {
        String[] domains = names.stream()
                .flatMap(name -> name.withParents().stream())
                .map(DnsName::value)
                .distinct()
                .toArray(String[]::new);
        List<DomainProof> candidates = rows.getSession()
                .createNativeQuery(COVERING, DomainProofRow.class)
                .setParameter("body", body.value())
                .setParameter("domains", domains)
                .setParameter("at", at)
                .getResultStream()
                .map(DomainProofRow::proof)
                .toList();
        Map<DnsName, DomainProof> found = new HashMap<>();
        for (DnsName name : names) {
            candidates.stream()
                    .filter(proof -> proof.covers(name, at))
                    .findFirst()
                    .ifPresent(proof -> found.put(name, proof));
        }
        return found;
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

    /** Puts a proof on record. */
    @Transactional
    public void register(DomainProof proof, Actor by) {
        rows.persist(DomainProofRow.of(proof));
        audit.append(AuditEvent.success(
                        "DOMAIN_PROVED",
                        by,
                        Map.of(
                                "proof", proof.id(),
                                "body", proof.body(),
                                "method", proof.method(),
                                "expiresAt", proof.expiresAt()))
                .withSubject(proof.domain().value()));
    }
}
