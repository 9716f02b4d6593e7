package pk.muhr.issuance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.identity.BodyId;
import pk.muhr.problem.StoreFailed;
import pk.muhr.validation.PersonProof;
import pk.muhr.validation.PersonProofs;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * Finds certificates of subscribers, newest first. A person's number leads to the accounts that proved to be that person,
 * and from there to every certificate that names them, whether or not the number stands in it.
 */
@ApplicationScoped
public class CertificateSearch {

    private static final String REVOKED =
            "exists (select 1 from revocation r where r.issuer_key = i.issuer_key and r.serial = i.serial)";

    private static final String MATCHING = """
            and o.certificate_sha256 in (
                select certificate_sha256 from certificate_name where value = any(?)
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
        StringBuilder text =
                new StringBuilder("select o.certificate_sha256 from outcome o join intent i on i.id = o.intent"
                        + " where o.state = 'ISSUED' and i.request is not null ");
        List<Object> values = new ArrayList<>();
        scope.ifPresent(body -> and(text, values, "i.body = ?", body.value()));
        query.body().ifPresent(body -> and(text, values, "i.body = ?", body.value()));
        query.profile().ifPresent(profile -> and(text, values, "i.profile = ?", profile.value()));
        query.notAfterBefore().ifPresent(end -> and(text, values, "i.not_after < ?", end.atOffset(ZoneOffset.UTC)));
        query.state().ifPresent(state -> and(text, values, condition(state)));
        query.after()
                .ifPresent(last -> and(
                        text,
                        values,
                        "(o.recorded_at, o.certificate_sha256) < (select l.recorded_at, l.certificate_sha256"
                                + " from outcome l where l.certificate_sha256 = ?)",
                        last.hex()));
        query.text().map(SearchTerm::of).ifPresent(term -> matching(text, values, term));
        text.append("order by o.recorded_at desc, o.certificate_sha256 desc limit ?");
        values.add(count);
        return certificates.all(fingerprints(text.toString(), values));
    }

    private static String condition(CertificateQuery.State state) {
        return switch (state) {
            case VALID -> "i.not_after >= now() and not " + REVOKED;
            case EXPIRED -> "i.not_after < now() and not " + REVOKED;
            case REVOKED -> REVOKED;
        };
    }

    private static void and(StringBuilder text, List<Object> values, String condition, Object... more) {
        text.append("and ").append(condition).append(' ');
        values.addAll(List.of(more));
    }

    private void matching(StringBuilder text, List<Object> values, SearchTerm term) {
        List<PersonProof> proofs = term.person().map(people::of).orElse(List.of());
        text.append(MATCHING);
        values.add(term.values().toArray(String[]::new));
        values.add(term.fingerprint().map(Sha256::hex).orElse(""));
        values.add(term.serial().map(SerialNumber::hex).orElse(""));
        values.add(proofs.stream().map(proof -> proof.body().value()).toArray(String[]::new));
        values.add(proofs.stream().map(proof -> proof.account().value()).toArray(String[]::new));
    }

    private List<Sha256> fingerprints(String text, List<Object> values) {
        List<Sha256> found = new ArrayList<>();
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(text)) {
            for (int at = 0; at < values.size(); at++) {
                Object value = values.get(at);
                query.setObject(
                        at + 1, value instanceof String[] many ? connection.createArrayOf("text", many) : value);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Sha256(row.getString(1)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }
}
