package pk.muhr.issuance;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.identity.BodyId;
import pk.muhr.policy.ProfileId;
import pk.muhr.problem.StoreQuery;
import pk.muhr.validation.PersonProof;
import pk.muhr.validation.PersonProofs;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * Finds certificates of subscribers, newest first. A person's number leads to the accounts that proved to be that person,
 * and from there to every certificate that names them, whether or not the number stands in it.
 */
@ApplicationScoped
public class CertificateSearch {

    /** By the time of the request, which an index gives in order, for all and for each body. */
    private static final String SELECT = "select o.certificate_sha256 from request q join intent i on i.request = q.id"
            + " join outcome o on o.intent = i.id where o.state = 'ISSUED'";

    /** The same order, by no index: those that end soon are found by their end, not among the newest of all. */
    private static final String OF_FEW = "q.submitted_at + interval '0' desc, o.certificate_sha256 desc";

    private static final String REVOKED =
            "exists (select 1 from revocation r where r.issuer_key = i.issuer_key and r.serial = i.serial)";

    private static final String MATCHING = """
            in (select certificate_sha256 from certificate_name where value = any(?)
                union all select ?
                union all select p.certificate_sha256 from intent s join outcome p on p.intent = s.id where s.serial = ?
                union all select p.certificate_sha256 from intent s join outcome p on p.intent = s.id
                          where (s.body, s.person) in (select * from unnest(?, ?)))
            """;

    private final AgroalDataSource store;
    private final PersonProofs people;
    private final IssuedCertificates certificates;

    CertificateSearch(AgroalDataSource store, PersonProofs people, IssuedCertificates certificates) {
        this.store = store;
        this.people = people;
        this.certificates = certificates;
    }

    /**
     * At most {@code count} of them.
     *
     * @param scope the one body whose certificates the caller may see; everybody's where it is empty (invariant I6)
     */
    public List<IssuedCertificate> find(CertificateQuery query, Optional<BodyId> scope, int count) {
        return certificates.all(
                statement(query, scope, count, people::of).rows(store, row -> new Sha256(row.getString(1))));
    }

    /**
     * The question to the database, which gives fingerprints.
     *
     * @param people who a number belongs to
     */
    public static StoreQuery statement(
            CertificateQuery query,
            Optional<BodyId> scope,
            int count,
            Function<NaturalIdentifier, List<PersonProof>> people) {
        StoreQuery statement = new StoreQuery(SELECT)
                .andSame("q.body", scope.map(BodyId::value))
                .andSame("q.body", query.body().map(BodyId::value))
                .andSame("i.profile", query.profile().map(ProfileId::value));
        query.notAfterBefore().ifPresent(end -> statement.and("i.not_after < ?", end.atOffset(ZoneOffset.UTC)));
        query.state().ifPresent(state -> statement.and(condition(state)));
        query.after()
                .ifPresent(last -> statement.and(
                        "(q.submitted_at, o.certificate_sha256) < (select r.submitted_at, l.certificate_sha256"
                                + " from outcome l join intent s on s.id = l.intent join request r on r.id = s.request"
                                + " where l.certificate_sha256 = ?)",
                        last.hex()));
        query.text()
                .map(text -> matching(text, people))
                .ifPresent(found -> statement.and(
                        "o.certificate_sha256 " + found.text(), found.values().toArray()));
        boolean soon = query.notAfterBefore().isPresent()
                && query.state().filter(CertificateQuery.State.VALID::equals).isPresent();
        return statement.limited(soon ? OF_FEW : "q.submitted_at desc, o.certificate_sha256 desc", count);
    }

    /** What must hold of a fingerprint that a text finds: by serial number, fingerprint, name, or identifier. */
    public static StoreQuery.Condition matching(String text, Function<NaturalIdentifier, List<PersonProof>> people) {
        SearchTerm term = SearchTerm.of(text);
        List<PersonProof> proofs = term.person().map(people).orElse(List.of());
        return new StoreQuery.Condition(
                MATCHING,
                List.of(
                        term.values().toArray(String[]::new),
                        term.fingerprint().map(Sha256::hex).orElse(""),
                        term.serial().map(SerialNumber::hex).orElse(""),
                        proofs.stream().map(proof -> proof.body().value()).toArray(String[]::new),
                        proofs.stream().map(proof -> proof.account().value()).toArray(String[]::new)));
    }

    private static String condition(CertificateQuery.State state) {
        return switch (state) {
            case VALID -> "i.not_after >= now() and not " + REVOKED;
            case EXPIRED -> "i.not_after < now() and not " + REVOKED;
            case REVOKED -> REVOKED;
        };
    }
}
