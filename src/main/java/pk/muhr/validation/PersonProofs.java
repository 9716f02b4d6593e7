package pk.muhr.validation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.panache.common.Sort;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.PersonClaim;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NaturalIdentifier;

/** Whom each body has vouched for, and who they are. */
@ApplicationScoped
public class PersonProofs {

    private static final String STANDING = "from PersonProofRow p where p.body = ?1 and p.account = ?2"
            + " and p.provedAt > ?3 and p.provedAt <= ?4 and p.expiresAt > ?4"
            + " and not exists (select 1 from PersonProofEndRow e where e.proof = p.id) order by p.provedAt desc";

    private static final String UNENDED = "from PersonProofRow p where p.body = ?1"
            + " and not exists (select 1 from PersonProofEndRow e where e.proof = p.id) order by p.provedAt desc";

    private static final String BESIDE = "from PersonProofRow p where exists (select 1 from PersonProofRow n"
            + " where n.id = ?1 and n.body = p.body and n.account = p.account"
            + " and not exists (select 1 from PersonProofEndRow e where e.proof = n.id))"
            + " and not exists (select 1 from PersonProofEndRow e where e.proof = p.id)";

    private final PersonProofRows rows;
    private final AuditRecords audit;

    PersonProofs(PersonProofRows rows, AuditRecords audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /**
     * What is proved of the person with this account at that moment, where it agrees with every word of the claim. Of
     * several proofs of one person only the newest counts: a request worded like an older one finds nothing.
     *
     * @param provedAfter older proofs do not count
     */
    @Transactional
    public Optional<PersonProof> agreeing(
            BodyId body, PersonId account, PersonClaim claim, Instant provedAfter, Instant at) {
        return rows.find(STANDING, body.value(), account.value(), provedAfter, at)
                .firstResultOptional()
                .map(PersonProofRow::proof)
                .filter(agreesWith(claim));
    }

    /**
     * Ends a proof, and whatever else the body holds of the same account: from this commit on nothing is issued in the name
     * of this person, not even by what the proof took the place of.
     *
     * @return whether it stood until now
     */
    @Transactional
    public boolean end(UUID proof, Actor by) {
        return rows.find(BESIDE, proof).stream()
                        .map(row -> row.proof().id())
                        .filter(id -> endAlone(id, by))
                        .count()
                > 0;
    }

    private boolean endAlone(UUID proof, Actor by) {
        int ended = rows.getEntityManager()
                .createNativeQuery("insert into person_proof_end (proof, ended_by) select id, :by from person_proof"
                        + " where id = :proof on conflict do nothing")
                .setParameter("proof", proof)
                .setParameter("by", by.id())
                .executeUpdate();
        if (ended == 1) {
            audit.append(AuditEvent.success("PERSON_PROOF_ENDED", by, Map.of()).withSubject(proof.toString()));
        }
        return ended == 1;
    }

    /** The proof with this id, ended or not. */
    @Transactional
    public Optional<PersonProof> find(UUID id) {
        return rows.findByIdOptional(id).map(PersonProofRow::proof);
    }

    /** The body's proofs that nobody has ended, newest first. */
    @Transactional
    public List<PersonProof> standing(BodyId body) {
        return rows.find(UNENDED, body.value()).stream()
                .map(PersonProofRow::proof)
                .toList();
    }

    /** Every proof of a person with this number that the body holds, newest first. */
    @Transactional
    public List<PersonProof> of(BodyId body, NaturalIdentifier person) {
        return rows
                .find("body = ?1 and identifier = ?2", Sort.descending("provedAt"), body.value(), person.semantics())
                .stream()
                .map(PersonProofRow::proof)
                .toList();
    }

    /** Every proof of a person with this number, whichever body holds it. */
    @Transactional
    public List<PersonProof> of(NaturalIdentifier person) {
        return rows.find("identifier = ?1", person.semantics()).stream()
                .map(PersonProofRow::proof)
                .toList();
    }

    /** Puts a proof on record. The audit record names the proof and not the person. */
    @Transactional
    public void register(PersonProof proof, Actor by) {
        register(proof, Optional.empty(), by);
    }

    /** @param stated the keyed hash of what two officers said alike */
    @Transactional
    void register(PersonProof proof, Optional<String> stated, Actor by) {
        rows.persist(PersonProofRow.of(proof, stated));
        rows.flush();
        audit.append(AuditEvent.success(
                        "PERSON_PROVED",
                        by,
                        Map.of("body", proof.body(), "method", proof.method(), "expiresAt", proof.expiresAt()))
                .withSubject(proof.id().toString()));
    }

    private static Predicate<PersonProof> agreesWith(PersonClaim claim) {
        return proof -> agrees(claim.givenName(), Optional.of(proof.givenName()))
                && agrees(claim.surname(), Optional.of(proof.surname()))
                && agrees(claim.title(), proof.title())
                && agrees(claim.pseudonym(), proof.pseudonym())
                && claim.identifier().map(proof.identifier()::equals).orElse(true);
    }

    private static boolean agrees(Optional<String> claimed, Optional<LegibleText> proved) {
        return claimed.isEmpty() || claimed.equals(proved.map(LegibleText::value));
    }
}
