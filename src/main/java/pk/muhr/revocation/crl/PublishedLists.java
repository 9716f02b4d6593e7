package pk.muhr.revocation.crl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationListFrame;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SignatureAlgorithm;

/** Every CRL that was published, for reading. The newest of its kind is the one served. */
@ApplicationScoped
public class PublishedLists {

    private static final String PUBLISHED =
            "select i, c from CrlIntentRow i join CrlRow c on c.authority = i.authority and c.shard = i.shard"
                    + " and c.number = i.number where i.authority = :authority and i.shard = :shard";

    /** One row for each scope of an authority: the whole list, then its parts. */
    private static final String STATES = """
            select s.shard as shard,
                   case when s.shard < 0
                        then (select max(r.seq) from revocation r where r.authority = :authority)
                        else (select max(r.seq) from revocation r where r.authority = :authority and r.shard = s.shard)
                   end as newest,
                   whole.number as whole_number, delta.number as delta_number
            from generate_series(:first, :last) s(shard)
            left join lateral (select i.number from crl_intent i join crl c using (authority, shard, number)
                 where i.authority = :authority and i.shard = s.shard and i.base is null
                 order by i.number desc limit 1) whole on true
            left join lateral (select i.number from crl_intent i join crl c using (authority, shard, number)
                 where i.authority = :authority and i.shard = s.shard and i.base is not null
                 order by i.number desc limit 1) delta on true
            """;

    private static final String LAST_SHARD =
            "select coalesce(max(shard), -1) as shard from intent where authority = :authority and not_after > :after";

    private final EntityManager entities;
    private final Map<String, PublishedList> known = new ConcurrentHashMap<>(); // of each kind the newest; none changes

    PublishedLists(EntityManager entities) {
        this.entities = entities;
    }

    /** The complete list of this scope that is served; none before its first. */
    @Transactional
    public Optional<PublishedList> newest(ListScope scope) {
        return newest(scope, " and i.base is null");
    }

    /** The list of changes of this scope that is served; none where there are none. */
    @Transactional
    public Optional<PublishedList> newestDelta(ListScope scope) {
        return newest(scope, " and i.base is not null");
    }

    /** The highest number that was drawn in this scope, for a list that was published or was going to be; or 0. */
    @Transactional
    BigInteger lastNumber(ListScope scope) {
        return entities.createQuery(
                        "select coalesce(max(i.number), 0) from CrlIntentRow i where i.authority = :authority"
                                + " and i.shard = :shard",
                        BigInteger.class)
                .setParameter("authority", scope.authority().toString())
                .setParameter("shard", (short) scope.column())
                .getSingleResult();
    }

    /** A list by its number. */
    @Transactional
    public Optional<PublishedList> numbered(ListScope scope, BigInteger number) {
        return row(scope, number).map(row -> list(scope, row));
    }

    /** All that is needed to make the bytes of a list again. */
    @Transactional
    RecordedList recorded(PublishedList list) {
        Tuple row = row(list.scope(), list.number()).orElseThrow();
        CrlIntentRow intent = row.get(0, CrlIntentRow.class);
        CrlRow signed = row.get(1, CrlRow.class);
        if (signed.der != null) {
            return new RecordedList.Whole(list, Der.of(signed.der));
        }
        return new RecordedList.FromEvents(
                list,
                content(intent),
                new RevocationListFrame(Der.of(intent.head), Der.of(intent.tail), intent.tbsLength),
                SignatureAlgorithm.of(AlgorithmIdentifier.getInstance(
                                Der.of(signed.signatureAlgorithm).decode()))
                        .orElseThrow(),
                Der.of(signed.signature));
    }

    /** How things stand with every scope of an authority, up to and with the given part. */
    @Transactional
    List<ScopeState> states(AuthorityId authority, int lastShard) {
        return states(authority, ListScope.whole(authority).column(), lastShard);
    }

    /** How things stand with one scope. */
    @Transactional
    ScopeState state(ListScope scope) {
        return states(scope.authority(), scope.column(), scope.column()).getFirst();
    }

    private List<ScopeState> states(AuthorityId authority, int first, int last) {
        List<?> rows = entities.createNativeQuery(STATES, Tuple.class)
                .setParameter("authority", authority.toString())
                .setParameter("first", first)
                .setParameter("last", last)
                .getResultList();
        return rows.stream().map(row -> state(authority, (Tuple) row)).toList();
    }

    /** The highest part of the authority's list that certificates name which end after the given moment. */
    @Transactional
    OptionalInt lastShard(AuthorityId authority, Instant after) {
        Number last = (Number) ((Tuple) entities.createNativeQuery(LAST_SHARD, Tuple.class)
                        .setParameter("authority", authority.toString())
                        .setParameter("after", after)
                        .getSingleResult())
                .get("shard");
        return last.intValue() < 0 ? OptionalInt.empty() : OptionalInt.of(last.intValue());
    }

    /** What a stored list holds. */
    static ListContent content(CrlIntentRow row) {
        return new ListContent(
                ListScope.of(AuthorityId.of(row.authority), row.shard),
                row.cutOff,
                row.thisUpdate,
                Optional.ofNullable(row.expiredBefore)
                        .map(before -> new ListContent.Expired(before, row.expiredCutOff)),
                Optional.ofNullable(row.base).map(base -> new ListContent.Start(base, row.baseCutOff)));
    }

    private ScopeState state(AuthorityId authority, Tuple row) {
        ListScope scope = ListScope.of(authority, ((Number) row.get("shard")).intValue());
        Number newest = (Number) row.get("newest");
        return new ScopeState(
                scope,
                newest == null ? 0 : newest.longValue(),
                numbered(scope, row, "whole"),
                numbered(scope, row, "delta"));
    }

    private Optional<PublishedList> numbered(ListScope scope, Tuple row, String kind) {
        return Optional.ofNullable(row.get(kind + "_number", BigDecimal.class))
                .map(BigDecimal::toBigIntegerExact)
                .map(number -> known.compute(
                        scope + " " + kind,
                        (_, list) -> list != null && list.number().equals(number)
                                ? list
                                : numbered(scope, number).orElseThrow()));
    }

    private Optional<Tuple> row(ListScope scope, BigInteger number) {
        return entities.createQuery(PUBLISHED + " and i.number = :number", Tuple.class)
                .setParameter("authority", scope.authority().toString())
                .setParameter("shard", (short) scope.column())
                .setParameter("number", number)
                .getResultStream()
                .findFirst();
    }

    private Optional<PublishedList> newest(ListScope scope, String kind) {
        return entities.createQuery(PUBLISHED + kind + " order by i.number desc", Tuple.class)
                .setParameter("authority", scope.authority().toString())
                .setParameter("shard", (short) scope.column())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(row -> list(scope, row));
    }

    private static PublishedList list(ListScope scope, Tuple row) {
        CrlIntentRow intent = row.get(0, CrlIntentRow.class);
        return new PublishedList(
                scope,
                intent.number,
                intent.thisUpdate,
                intent.nextUpdate,
                intent.cutOff,
                Optional.ofNullable(intent.base),
                new Sha256(row.get(1, CrlRow.class).sha256));
    }
}
