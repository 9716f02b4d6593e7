package pk.muhr.revocation.crl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.lint.LintResult;
import pk.muhr.lint.LintedRevocationList;
import pk.muhr.lint.Linter;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.RevocationListFacts;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationListTemplate;
import pk.muhr.x509.Sha256;

/**
 * Where lists are opened and published. The newest of a scope is the one served: its insert is the swap. Numbers only rise
 * and thisUpdate never goes back, whoever writes (invariant I11). A list is stored as what determines its bytes: the
 * events up to a cut-off, what stands around the entries, and the signature (decision 0015).
 */
@ApplicationScoped
public class RevocationLists {

    /** One maker at a time draws a scope's next number; held for the transaction, never for a signature. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)";

    private static final String OF_SCOPE =
            "select i from CrlIntentRow i where i.authority = :authority and i.shard = :shard";

    private static final String PUBLISHED = " and exists (select 1 from CrlRow c where c.authority = i.authority"
            + " and c.shard = i.shard and c.number = i.number)";

    private static final String COMPLETE = PUBLISHED + " and i.base is null";

    private static final String TAKE_OVER = """
            insert into crl_intent (authority, shard, number, this_update, next_update, cut_off, tbs, policy_hash)
            values (:authority, :shard, :number, :thisUpdate, :nextUpdate, :reach, :tbs, :policy)
            """;

    private final EntityManager entities;
    private final RevokedEntries entries;
    private final ActivePolicy policy;
    private final Linter linter;
    private final AuditRecords audit;
    private final Clock clock;

    RevocationLists(
            EntityManager entities,
            RevokedEntries entries,
            ActivePolicy policy,
            Linter linter,
            AuditRecords audit,
            Clock clock) {
        this.entities = entities;
        this.entries = entries;
        this.policy = policy;
        this.linter = linter;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A list that somebody wants made.
     *
     * @param reach from {@link pk.muhr.revocation.Revocations#reach}: what it must hold at least
     * @param delta whether only the changes since an earlier list
     */
    record Wish(ListIssuer issuer, long reach, boolean delta, Actor by) {

        ListScope scope() {
            return issuer.scope();
        }
    }

    /**
     * Draws the next number and commits it with what determines the exact bytes to sign. A crash after this commit leaves a
     * gap in the numbers: the next maker draws a higher one, and the list before stays served.
     *
     * @param spool where the entries are put, which the list takes along
     * @throws BrokenList when the linter refuses the list; no number was used
     */
    @Transactional
    OpenedList open(Wish wish, Spool spool) {
        lock(wish.scope());
        Optional<CrlIntentRow> before = first(wish.scope(), " order by i.number desc");
        PolicyBundle bundle = policy.bundle();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant thisUpdate = before.map(row -> row.thisUpdate)
                .filter(last -> last.isAfter(now))
                .orElse(now);
        // another maker may have looked later and opened earlier: nothing that was listed is left out again
        long reach = Math.max(wish.reach(), before.map(row -> row.cutOff).orElse(0L));
        ListContent content = new ListContent(
                wish.scope(),
                reach,
                thisUpdate,
                wish.delta() ? Optional.empty() : expired(wish.issuer(), thisUpdate),
                wish.delta() ? Optional.of(start(wish.issuer(), thisUpdate)) : Optional.empty());
        BigInteger number =
                before.map(row -> row.number).orElse(BigInteger.ZERO).add(BigInteger.ONE);
        RevocationListTemplate template =
                wish.issuer().template(number, thisUpdate, content.start().map(ListContent.Start::number));
        fill(spool, content);
        RevocationListFacts facts = wish.issuer().facts(predecessor(content));
        OpenedList opened =
                switch (linter.lintRevocationList(template, spool.entries(), facts, bundle, now)) {
                    case LintResult.Clean<LintedRevocationList>(LintedRevocationList linted) ->
                        new OpenedList(content, number, template, linted);
                    case LintResult.Broken<LintedRevocationList> broken ->
                        throw new BrokenList(wish.scope(), broken.findings());
                };
        entities.persist(row(opened, bundle.hash()));
        audit.append(event(
                        "CRL_OPENED",
                        opened,
                        wish.by(),
                        Map.of("tbsSha256", opened.linted().sha256(), "reach", reach))
                .withPolicy(bundle.hash()));
        return opened;
    }

    /**
     * Publishes a list whose signature was verified. A crash before this commit leaves a signature over bytes that are on
     * record and that nobody received; from this commit on every replica serves the list.
     *
     * @param sha256 of the whole list in DER
     */
    @Transactional
    PublishedList publish(OpenedList opened, Der signature, Sha256 sha256, Actor by) {
        ListScope scope = opened.content().scope();
        CrlRow row = new CrlRow();
        row.authority = scope.authority().toString();
        row.shard = (short) scope.column();
        row.number = opened.number();
        row.signatureAlgorithm =
                Der.of(opened.linted().algorithm().identifier()).bytes();
        row.signature = signature.bytes();
        row.sha256 = sha256.hex();
        entities.persist(row);
        RevocationListTemplate template = opened.template();
        audit.append(event(
                "CRL_PUBLISHED",
                opened,
                by,
                Map.of(
                        "sha256", sha256,
                        "entries", opened.linted().count(),
                        "thisUpdate", template.thisUpdate(),
                        "nextUpdate", template.nextUpdate())));
        return new PublishedList(
                scope,
                opened.number(),
                template.thisUpdate(),
                template.nextUpdate(),
                opened.content().reach(),
                opened.content().start().map(ListContent.Start::number),
                sha256);
    }

    /**
     * Takes over a list that was published and that this older database does not have, so that the next one has a higher
     * number and is no older. One of changes uses up its number only: the next one is made anew.
     *
     * @return whether it was newer than the last one here
     */
    @Transactional
    boolean takeOver(ListScope scope, RevocationList list, Actor by) {
        lock(scope);
        BigInteger number = list.number().orElseThrow();
        Optional<CrlIntentRow> before = first(scope, " order by i.number desc");
        if (before.filter(last -> last.number.compareTo(number) >= 0).isPresent()) {
            return false;
        }
        entities.createNativeQuery(TAKE_OVER)
                .setParameter("authority", scope.authority().toString())
                .setParameter("shard", scope.column())
                .setParameter("number", number)
                .setParameter("thisUpdate", list.thisUpdate())
                .setParameter("nextUpdate", list.nextUpdate().orElseThrow())
                .setParameter("reach", before.map(last -> last.cutOff).orElse(0L)) // so the next one is due at once
                .setParameter("tbs", list.tbs().bytes())
                .setParameter("policy", policy.bundle().hash().hex())
                .executeUpdate();
        Sha256 sha256 = Sha256.of(list.der().bytes());
        if (list.deltaOf().isEmpty()) {
            CrlRow row = new CrlRow();
            row.authority = scope.authority().toString();
            row.shard = (short) scope.column();
            row.number = number;
            row.der = list.der().bytes();
            row.sha256 = sha256.hex();
            entities.persist(row);
        }
        audit.append(AuditEvent.success(
                        list.deltaOf().isEmpty() ? "CRL_TAKEN_OVER" : "CRL_NUMBER_TAKEN_OVER",
                        by,
                        Map.of("sha256", sha256))
                .withAuthority(scope.authority().toString())
                .withSubject(subject(scope, number, list.deltaOf().isPresent())));
        return true;
    }

    /** An entry leaves when a list that was made a whole interval ago held it past the end of its certificate. */
    private Optional<ListContent.Expired> expired(ListIssuer issuer, Instant thisUpdate) {
        return issuer.keepsExpired()
                ? Optional.empty()
                : first(
                                issuer.scope(),
                                COMPLETE + " and i.thisUpdate <= :time order by i.thisUpdate desc, i.number desc",
                                thisUpdate.minus(issuer.schedule().every()))
                        .map(row -> new ListContent.Expired(row.thisUpdate, row.cutOff));
    }

    /** Changes are counted from the oldest list that is still good, so that they bring every good one up to date. */
    private ListContent.Start start(ListIssuer issuer, Instant thisUpdate) {
        return first(
                        issuer.scope(),
                        COMPLETE + " and i.thisUpdate > :time order by i.thisUpdate, i.number",
                        thisUpdate.minus(issuer.schedule().validFor()))
                .map(row -> new ListContent.Start(row.number, row.cutOff))
                .orElseThrow(() -> new IllegalStateException(
                        "there is no good list of " + issuer.scope() + " whose changes could be listed"));
    }

    private Optional<RevocationListFacts.Predecessor> predecessor(ListContent content) {
        Optional<CrlIntentRow> last = first(content.scope(), PUBLISHED + " order by i.number desc");
        Optional<CrlIntentRow> complete = first(content.scope(), COMPLETE + " order by i.number desc");
        boolean countable = content.start().isEmpty()
                && complete.filter(row -> row.entries != null).isPresent();
        return last.map(row -> new RevocationListFacts.Predecessor(
                row.number,
                row.thisUpdate,
                countable ? OptionalLong.of(complete.get().entries) : OptionalLong.empty(),
                countable ? entries.departed(PublishedLists.content(complete.get()), content) : 0));
    }

    private void fill(Spool spool, ListContent content) {
        try {
            spool.fill(out -> entries.write(content, out));
        } catch (IOException e) {
            throw new UncheckedIOException("the entries of " + content.scope() + " cannot be put aside", e);
        }
    }

    private static CrlIntentRow row(OpenedList opened, Sha256 policyHash) {
        ListContent content = opened.content();
        LintedRevocationList linted = opened.linted();
        CrlIntentRow row = new CrlIntentRow();
        row.authority = content.scope().authority().toString();
        row.shard = (short) content.scope().column();
        row.number = opened.number();
        row.thisUpdate = opened.template().thisUpdate();
        row.nextUpdate = opened.template().nextUpdate();
        row.cutOff = content.reach();
        content.start().ifPresent(start -> {
            row.base = start.number();
            row.baseCutOff = start.reach();
        });
        content.expired().ifPresent(expired -> {
            row.expiredBefore = expired.before();
            row.expiredCutOff = expired.reach();
        });
        row.head = linted.frame().head().bytes();
        row.tail = linted.frame().tail().bytes();
        row.entries = linted.count();
        row.tbsLength = linted.frame().length();
        row.tbsSha256 = linted.sha256().hex();
        row.policyHash = policyHash.hex();
        return row;
    }

    private Optional<CrlIntentRow> first(ListScope scope, String condition) {
        return first(scope, condition, null);
    }

    private Optional<CrlIntentRow> first(ListScope scope, String condition, Instant time) {
        var query = entities.createQuery(OF_SCOPE + condition, CrlIntentRow.class)
                .setParameter("authority", scope.authority().toString())
                .setParameter("shard", (short) scope.column())
                .setMaxResults(1);
        if (time != null) {
            query.setParameter("time", time);
        }
        return query.getResultStream().findFirst();
    }

    private void lock(ListScope scope) {
        entities.createNativeQuery(LOCK, String.class)
                .setParameter(1, "crl " + scope)
                .getSingleResult();
    }

    private static AuditEvent event(String name, OpenedList opened, Actor by, Map<String, Object> details) {
        ListScope scope = opened.content().scope();
        return AuditEvent.success(name, by, details)
                .withAuthority(scope.authority().toString())
                .withSubject(
                        subject(scope, opened.number(), opened.content().start().isPresent()));
    }

    private static String subject(ListScope scope, BigInteger number, boolean delta) {
        return "CRL " + (scope.isWhole() ? "" : "part " + scope.shard().getAsInt() + ", ") + number
                + (delta ? " (changes)" : "");
    }
}
