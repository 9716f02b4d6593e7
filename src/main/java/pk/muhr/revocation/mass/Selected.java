package pk.muhr.revocation.mass;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;

import pk.muhr.policy.ProfileId;
import pk.muhr.revocation.RevocationPolicy;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/**
 * Asks the database for the certificates of a selection: issued to a body, not revoked for good, and still listed by their
 * authority. Within the transaction of {@link MassRevocations}.
 */
@ApplicationScoped
class Selected {

    private static final String FROM = """
             from intent i join outcome o on o.intent = i.id left join request q on q.id = i.request
            where o.state = 'ISSUED' and i.body is not null
              and not exists (select 1 from authority a where a.spki_sha256 = i.subject_key)
              and not exists (select 1 from revocation r
                              where r.issuer_key = i.issuer_key and r.serial = i.serial and r.kind = 'REVOKED')
              and (i.not_after >= :now or i.authority = any(string_to_array(:kept, ',')))
              and (cast(:key as text) is null or i.subject_key = :key)
              and (cast(:body as text) is null or i.body = :body)
              and (cast(:profile as text) is null or i.profile = :profile)
              and (cast(:authority as text) is null or i.authority = :authority)
              and (cast(:policyHash as text) is null or i.policy_hash = :policyHash)
              and (cast(:requester as text) is null or q.requester = :requester)
              and (cast(:approver as text) is null
                   or exists (select 1 from request_approval a where a.request = i.request and a.approver = :approver))
              and (cast(:issuedFrom as text) is null or o.recorded_at >= cast(:issuedFrom as timestamptz))
              and (cast(:issuedTo as text) is null or o.recorded_at < cast(:issuedTo as timestamptz))
              and (cast(:certificates as text) is null
                   or o.certificate_sha256 = any(string_to_array(:certificates, ',')))
            """;

    private final EntityManager entities;
    private final RevocationPolicy policy;

    Selected(EntityManager entities, RevocationPolicy policy) {
        this.entities = entities;
        this.policy = policy;
    }

    long count(Selection selection) {
        return (Long) query(selection, "select count(*)", "", Long.class).getSingleResult();
    }

    /** How many officers so many certificates take; the database's own rule. */
    int officers(long certificates) {
        return (Integer) entities.createNativeQuery("select revocation_officers(:count)", Integer.class)
                .setParameter("count", certificates)
                .getSingleResult();
    }

    /** Their number for each value of a column of {@code intent}. */
    SortedMap<String, Long> countBy(Selection selection, String column) {
        SortedMap<String, Long> counts = new TreeMap<>();
        rows(selection, "select i." + column + " as name, count(*) as number", "group by 1")
                .forEach(row -> counts.put(row.get("name", String.class), row.get("number", Long.class)));
        return counts;
    }

    /** The profiles among them that do not let this reason be given. */
    List<String> unwilling(Selection selection, RevocationReason reason) {
        return rows(selection, "select i.profile as profile, min(i.policy_hash) as policy", "group by 1 order by 1")
                .stream()
                .filter(row -> !policy.permits(
                        new ProfileId(row.get("profile", String.class)),
                        new Sha256(row.get("policy", String.class)),
                        reason))
                .map(row -> row.get("profile", String.class))
                .toList();
    }

    /** Some of their fingerprints. */
    List<Sha256> sample(Selection selection, int most) {
        List<?> found = query(selection, "select o.certificate_sha256", "order by 1", String.class)
                .setMaxResults(most)
                .getResultList();
        return found.stream().map(row -> new Sha256((String) row)).toList();
    }

    /** Over the fingerprints of all of them, in their order. */
    Sha256 digest(Selection selection) {
        String all = "string_agg(o.certificate_sha256, '' order by o.certificate_sha256)";
        return new Sha256((String) query(
                        selection,
                        "select encode(sha256(convert_to(coalesce(" + all + ", ''), 'UTF8')), 'hex')",
                        "",
                        String.class)
                .getSingleResult());
    }

    /** Writes down for an order which they are. */
    long write(Selection selection, UUID order) {
        String what = "insert into revocation_order_target (revocation_order, position, certificate_sha256)"
                + " select :order, row_number() over (order by o.certificate_sha256), o.certificate_sha256";
        return bound(entities.createNativeQuery(what + FROM), selection)
                .setParameter("order", order)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private List<Tuple> rows(Selection selection, String what, String end) {
        return query(selection, what, end, Tuple.class).getResultList();
    }

    private Query query(Selection selection, String what, String end, Class<?> type) {
        return bound(entities.createNativeQuery(what + FROM + end, type), selection);
    }

    private Query bound(Query query, Selection selection) {
        return query.setParameter("now", policy.now())
                .setParameter("kept", policy.keepingExpired())
                .setParameter("key", selection.key().orElse(null))
                .setParameter("body", selection.body().orElse(null))
                .setParameter("profile", selection.profile().orElse(null))
                .setParameter("authority", selection.authority().orElse(null))
                .setParameter("policyHash", selection.policyHash().orElse(null))
                .setParameter("requester", selection.requester().orElse(null))
                .setParameter("approver", selection.approver().orElse(null))
                .setParameter(
                        "issuedFrom",
                        selection.issuedFrom().map(Instant::toString).orElse(null))
                .setParameter(
                        "issuedTo", selection.issuedTo().map(Instant::toString).orElse(null))
                .setParameter(
                        "certificates",
                        selection
                                .certificates()
                                .map(all -> String.join(",", all))
                                .orElse(null));
    }
}
