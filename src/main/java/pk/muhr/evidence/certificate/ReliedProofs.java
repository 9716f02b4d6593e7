package pk.muhr.evidence.certificate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.problem.StoreQuery;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/** What each certificate rests on: the proofs that stood when its signing was decided, as the record of that says. */
@ApplicationScoped
public class ReliedProofs {

    private static final String COLUMNS = """
            case when d.id is not null then 'domain' when m.id is not null then 'mailbox'
                        when n.id is not null then 'person' when b.id is not null then 'organization'
                        when k.id is not null then 'key-protection' else 'unknown' end as kind,
                   coalesce(d.domain, m.address, n.account, b.body, k.spki_sha256) as of,
                   coalesce(d.method, m.method, n.method, b.method, k.method) as method,
                   coalesce(d.proved_at, m.proved_at, n.proved_at, b.proved_at, k.proved_at) as proved_at,
                   coalesce(de.ended_at, ne.ended_at) as ended_at
            """;

    private static final String JOINS = """
            left join domain_proof d on d.id = cast(p.proof as uuid)
            left join domain_proof_end de on de.proof = d.id
            left join mailbox_proof m on m.id = cast(p.proof as uuid)
            left join person_proof n on n.id = cast(p.proof as uuid)
            left join person_proof_end ne on ne.proof = n.id
            left join body_proof b on b.id = cast(p.proof as uuid)
            left join key_protection_proof k on k.id = cast(p.proof as uuid)
            """;

    private static final String NAMED = "select p.proof, " + COLUMNS + "from unnest(?) p(proof) " + JOINS;

    /** A row for each intent and proof. One that is named and not to be found has no time. */
    public static final String SELECT = """
            select i.opened_at as at, o.certificate_sha256 as sha256, i.serial, i.authority, i.profile, i.body,
                   i.policy_hash as policy, p.proof,
                   %s
            from intent i
            left join outcome o on o.intent = i.id
            cross join lateral (
                select distinct t.proof from audit_record a
                cross join lateral jsonb_array_elements_text(a.details -> 'proofs') t(proof)
                where a.event = 'INTENT_OPENED' and a.subject = i.serial and a.authority = i.authority
                  and a.details ->> 'intent' = cast(i.id as text) and t.proof ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                union all
                select * from (select cast(q.id as text) from key_protection_proof q
                               where i.family = 'code-signing' and q.spki_sha256 = i.subject_key and q.body = i.body
                                 and q.proved_at <= i.opened_at
                               order by q.proved_at desc limit 1) w) p
            %s
            """.formatted(COLUMNS.strip(), JOINS.strip());

    private final AgroalDataSource store;

    ReliedProofs(AgroalDataSource store) {
        this.store = store;
    }

    /** Those of one certificate. */
    List<CertificateEvidence.ProofPart> of(Sha256 certificate) {
        return new StoreQuery("select * from (" + SELECT + ") q where true")
                .and("sha256 = ?", certificate.hex())
                .rows(store, ReliedProofs::part);
    }

    /** What these proofs are, in no order; one that is not to be found has no time. */
    public List<CertificateEvidence.ProofPart> named(Collection<UUID> proofs) {
        String[] ids = proofs.stream().map(UUID::toString).distinct().toArray(String[]::new);
        List<Object> values = List.of((Object) ids);
        return StoreRows.read(store, NAMED, values, ReliedProofs::part);
    }

    private static CertificateEvidence.ProofPart part(ResultSet row) throws SQLException {
        return new CertificateEvidence.ProofPart(
                row.getString("proof"),
                row.getString("kind"),
                Optional.ofNullable(row.getString("of")),
                Optional.ofNullable(row.getString("method")),
                time(row, "proved_at"),
                time(row, "ended_at"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
