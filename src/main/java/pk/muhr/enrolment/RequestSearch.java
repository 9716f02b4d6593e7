package pk.muhr.enrolment;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.identity.BodyId;
import pk.muhr.issuance.CertificateSearch;
import pk.muhr.policy.ProfileId;
import pk.muhr.problem.StoreQuery;
import pk.muhr.validation.PersonProof;
import pk.muhr.validation.PersonProofs;
import pk.muhr.x509.NaturalIdentifier;

/** Finds requests, newest first. A body's scope is part of the question (invariant I6). */
@ApplicationScoped
public class RequestSearch {

    private static final String SELECT = """
            select r.id, r.requester, r.body, r.profile, r.content_sha256, r.submitted_at, r.approvals, r.approval_needs, r.expires_at
            from request r where true""";

    private static final String ISSUED = "exists (select 1 from intent i join outcome o on o.intent = i.id"
            + " where i.request = r.id and o.state = 'ISSUED')";
    private static final String DECIDED =
            "exists (select 1 from request_decision d where d.request = r.id and d.decision ";
    private static final String TURNED_DOWN = DECIDED + "<> 'approved')";
    private static final String OPEN = "r.approvals > 0 and r.expires_at > now()";

    /**
     * Each of these is asked for one request at a time, by an index, and whose approval counts last, of the few without a
     * certificate or a no: a join would read the certificates of all years.
     */
    private static final String AGREED = """
            case when (select true from intent i join outcome o on o.intent = i.id
                       where i.request = r.id and o.state = 'ISSUED' limit 1) then %1$s
                 when (select true from request_decision d where d.request = r.id and d.decision <> 'approved' limit 1)
                 then %1$s
                 else (select true from request_decision d where d.request = r.id and d.decision = 'approved') is true
                      and r.approvals <= approvals_standing(r.id) end""";

    /** The same order, by no index: the few that are open are found by when they end, not among the newest of all. */
    private static final String OF_FEW = "r.submitted_at + interval '0' desc, r.id desc";

    private static final String NAMED = """
            r.id in (select cast(? as uuid) union all select request from request_name where value = ?
                     union all select i.request from outcome o join intent i on i.id = o.intent
                               where o.certificate_sha256\s""";

    private final AgroalDataSource store;
    private final PersonProofs people;

    RequestSearch(AgroalDataSource store, PersonProofs people) {
        this.store = store;
        this.people = people;
    }

    /**
     * At most {@code count} of them.
     *
     * @param scope the one body whose requests the caller may see; everybody's where it is empty
     */
    public List<RecordedRequest> find(RequestQuery query, Optional<BodyId> scope, int count) {
        return statement(query, scope, count, people::of).rows(store, Requests::recorded);
    }

    /**
     * The question to the database.
     *
     * @param people who a number belongs to
     */
    public static StoreQuery statement(
            RequestQuery query,
            Optional<BodyId> scope,
            int count,
            Function<NaturalIdentifier, List<PersonProof>> people) {
        StoreQuery statement = new StoreQuery(SELECT)
                .andSame("r.body", scope.map(BodyId::value))
                .andSame("r.body", query.body().map(BodyId::value))
                .andSame("r.profile", query.profile().map(ProfileId::value));
        query.state().ifPresent(state -> statement.and(condition(state)));
        query.after()
                .ifPresent(last -> statement.and(
                        "(r.submitted_at, r.id) < (select l.submitted_at, l.id from request l where l.id = ?)", last));
        query.before().ifPresent(time -> statement.and("r.submitted_at < ?", time.atOffset(ZoneOffset.UTC)));
        query.text().ifPresent(text -> named(statement, text.strip(), people));
        return statement.limited(
                query.state().filter(RequestSearch::isOpen).isPresent() ? OF_FEW : "r.submitted_at desc, r.id desc",
                count);
    }

    private static boolean isOpen(RequestQuery.State state) {
        return state == RequestQuery.State.VALIDATED || state == RequestQuery.State.APPROVED;
    }

    private static String condition(RequestQuery.State state) {
        return switch (state) {
            case VALIDATED -> OPEN + " and not " + AGREED.formatted(true);
            case APPROVED -> OPEN + " and " + AGREED.formatted(false);
            case ISSUED -> ISSUED;
            case REJECTED, WITHDRAWN -> "r.approvals > 0 and " + DECIDED + "= '" + state.label() + "')";
            case EXPIRED -> "r.approvals > 0 and r.expires_at <= now() and not " + TURNED_DOWN + " and not " + ISSUED;
        };
    }

    private static void named(
            StoreQuery statement, String text, Function<NaturalIdentifier, List<PersonProof>> people) {
        StoreQuery.Condition certificate = CertificateSearch.matching(text, people);
        List<Object> values = new ArrayList<>();
        values.add(id(text));
        values.add(text.toLowerCase(Locale.ROOT));
        values.addAll(certificate.values());
        statement.and(NAMED + certificate.text() + ")", values.toArray());
    }

    private static String id(String text) {
        try {
            return UUID.fromString(text).toString();
        } catch (IllegalArgumentException e) {
            return new UUID(0, 0).toString(); // nobody's
        }
    }
}
