package pk.muhr.revocation.crl;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import org.postgresql.PGConnection;

import pk.muhr.problem.StoreFailed;

/**
 * The entries of lists as bytes, put together by the database from the events: one pass over them in their order, as a
 * stream, so that memory does not grow with their number.
 */
@ApplicationScoped
public class RevokedEntries {

    private static final String OF_SCOPE = " r.authority = :authority%s and r.seq > :after and r.seq <= :reach";
    private static final String OF_PART = " and r.shard = :shard";

    /** The newest event of a certificate counts; one that another follows within the reach does not. */
    private static final String NEWEST =
            " and not exists (select 1 from revocation later where later.supersedes = r.seq and later.seq <= :reach)";

    private static final String EXPIRED = " r.not_after < :expiredBefore and r.seq <= :expiredReach";

    /** An entry that is dated after the list, by a clock that was ahead, gets the date of the list (RFC 5280 §5.1.2.6). */
    private static final String DATED = """
            select case when x.revoked_at <= :at then x.entry else overlay(x.entry
                       placing convert_to(to_char(:at at time zone 'UTC', 'YYMMDDHH24MISS') || 'Z', 'UTF8')
                       from get_byte(x.entry, 3) + 7) end
            from (%s) x order by x.seq
            """;

    private static final String COMPLETE = """
            select r.seq, r.revoked_at, r.entry from revocation r where%s and r.entry is not null%s
            """;

    /** A release takes the entry of the hold off the list: the same, with the reason removeFromCRL (RFC 5280 §5.3.1). */
    private static final String CHANGES = """
            select r.seq, coalesce(held.revoked_at, r.revoked_at) as revoked_at,
                   coalesce(r.entry, set_byte(held.entry, get_byte(held.entry, 3) + 32, 8)) as entry
            from revocation r left join revocation held on r.kind = 'RELEASED' and held.seq = r.supersedes
            where%s%s
            """;

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-zA-Z]+)");
    private static final String COPY = "copy (%s) to stdout (format binary)";

    private static final String RELEASED = "select count(*) from revocation r where" + OF_SCOPE
            + " and r.kind = 'RELEASED' and r.supersedes <= :after";

    private static final String GONE = "select count(*) from revocation r where" + OF_SCOPE
            + " and r.entry is not null and" + EXPIRED + "%s" + NEWEST;

    private final EntityManager entities;
    private final AgroalDataSource store;

    RevokedEntries(EntityManager entities, AgroalDataSource store) {
        this.entities = entities;
        this.store = store;
    }

    /** Writes the entries of a list, in the order of the events. */
    @Transactional
    public void write(ListContent content, OutputStream out) throws IOException {
        try (Connection connection = store.getConnection();
                CopiedColumn entries =
                        new CopiedColumn(connection.unwrap(PGConnection.class), COPY.formatted(literal(content)))) {
            entries.writeTo(out);
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /**
     * How many entries of a complete list have a reason not to stand in the one after it: they were released, or are left
     * out since they expired.
     */
    @Transactional
    public long departed(ListContent before, ListContent now) {
        long released = count(scoped(now, RELEASED, before.reach(), now.reach()));
        if (now.expired().isEmpty() || now.expired().equals(before.expired())) {
            return released;
        }
        String leftOutBefore =
                before.expired().isEmpty() ? "" : " and not (r.not_after < :before and r.seq <= :beforeReach)";
        Query query = scoped(now, GONE.formatted("%s", leftOutBefore), 0, before.reach());
        bind(query, now.expired().get());
        before.expired().ifPresent(expired -> query.setParameter("before", expired.before())
                .setParameter("beforeReach", expired.reach()));
        return released + count(query);
    }

    /** The query with its values in it, since COPY takes no parameters; none of them is anybody's text. */
    private static String literal(ListContent content) {
        ListScope scope = content.scope();
        Map<String, String> values = new HashMap<>(Map.of(
                "authority", "'" + scope.authority() + "'",
                "after", "" + content.start().map(ListContent.Start::reach).orElse(0L),
                "reach", "" + content.reach(),
                "at", moment(content.at())));
        scope.shard().ifPresent(shard -> values.put("shard", "" + shard));
        content.expired().ifPresent(expired -> {
            values.put("expiredBefore", moment(expired.before()));
            values.put("expiredReach", "" + expired.reach());
        });
        return PARAMETER
                .matcher(DATED.formatted(entries(content)).formatted(scope.isWhole() ? "" : OF_PART))
                .replaceAll(name -> Objects.requireNonNull(values.get(name.group(1)), name.group(1)));
    }

    private static String moment(Instant at) {
        return "timestamptz '" + at + "'";
    }

    private static String entries(ListContent content) {
        if (content.start().isPresent()) {
            return CHANGES.formatted(OF_SCOPE, NEWEST);
        }
        String stays = content.expired().isEmpty() ? "" : " and (r.not_after is null or not (" + EXPIRED + "))";
        return COMPLETE.formatted(OF_SCOPE, NEWEST + stays);
    }

    private Query scoped(ListContent content, String sql, long after, long reach) {
        Query query = entities.createNativeQuery(sql.formatted(content.scope().isWhole() ? "" : OF_PART), Tuple.class)
                .setParameter("authority", content.scope().authority().toString())
                .setParameter("after", after)
                .setParameter("reach", reach);
        content.scope().shard().ifPresent(shard -> query.setParameter("shard", shard));
        return query;
    }

    private static void bind(Query query, ListContent.Expired expired) {
        query.setParameter("expiredBefore", expired.before()).setParameter("expiredReach", expired.reach());
    }

    private static long count(Query query) {
        return ((Tuple) query.getSingleResult()).get(0, Long.class);
    }
}
