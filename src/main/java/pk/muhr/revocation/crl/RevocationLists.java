package pk.muhr.revocation.crl;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.AuthorityId;
import pk.muhr.lint.LintResult;
import pk.muhr.lint.LintedRevocationList;
import pk.muhr.lint.Linter;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.revocation.Revocations;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationListTemplate;
import pk.muhr.x509.Sha256;

/**
 * Every CRL that was signed, and before that what was going to be. The newest of an authority is the one served: its
 * insert is the swap. Numbers only rise and thisUpdate never goes back, whoever writes (invariant I11).
 */
@ApplicationScoped
public class RevocationLists {

    /** One maker at a time draws an authority's next number; held for the transaction, never for a signature. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)";

    private static final String NEWEST_PUBLISHED = """
            select i.number as number, i.thisUpdate as thisUpdate, i.nextUpdate as nextUpdate, i.cutOff as reach,
                   c.sha256 as sha256
            from CrlIntentRow i join CrlRow c on c.authority = i.authority and c.number = i.number
            where i.authority = :authority order by i.number desc
            """;

    private static final String NEWEST_OPENED = """
            select i.number as number, i.thisUpdate as thisUpdate, i.cutOff as reach
            from CrlIntentRow i where i.authority = :authority order by i.number desc
            """;

    private final EntityManager entities;
    private final Revocations revocations;
    private final ActivePolicy policy;
    private final Linter linter;
    private final AuditRecords audit;
    private final Clock clock;

    RevocationLists(
            EntityManager entities,
            Revocations revocations,
            ActivePolicy policy,
            Linter linter,
            AuditRecords audit,
            Clock clock) {
        this.entities = entities;
        this.revocations = revocations;
        this.policy = policy;
        this.linter = linter;
        this.audit = audit;
        this.clock = clock;
    }

    /** The list of this authority that is served; none before its first. */
    @Transactional
    public Optional<PublishedList> newest(AuthorityId authority) {
        return entities.createQuery(NEWEST_PUBLISHED, Tuple.class)
                .setParameter("authority", authority.toString())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(row -> new PublishedList(
                        authority,
                        row.get("number", BigInteger.class),
                        row.get("thisUpdate", Instant.class),
                        row.get("nextUpdate", Instant.class),
                        row.get("reach", Long.class),
                        new Sha256(row.get("sha256", String.class))));
    }

    /**
     * The bytes of a published list.
     *
     * @throws IllegalStateException when they no longer have their hash
     */
    @Transactional
    public Der der(PublishedList list) {
        byte[] bytes = entities.createQuery(
                        "select c.der from CrlRow c where c.authority = :authority and c.number = :number",
                        byte[].class)
                .setParameter("authority", list.authority().toString())
                .setParameter("number", list.number())
                .getSingleResult();
        Der der = Der.of(bytes);
        if (!der.sha256().equals(list.sha256())) {
            throw new IllegalStateException(
                    "the stored CRL " + list.number() + " of " + list.authority() + " has been altered");
        }
        return der;
    }

    /**
     * Draws the next number and commits it with the exact bytes to sign. A crash after this commit leaves a gap in the
     * numbers: the next maker draws a higher one, and the list before stays served.
     *
     * @param reach from {@link Revocations#reach}: what the list must hold at least
     * @throws BrokenList when the linter refuses the list; no number was used
     */
    @Transactional
    OpenedList open(CrlIssuer issuer, long reach, Actor by) {
        lock(issuer.id());
        Optional<Tuple> before = newestOpened(issuer.id());
        // another maker may have looked later and opened earlier: nothing that was listed is left out again
        long reached =
                Math.max(reach, before.map(row -> row.get("reach", Long.class)).orElse(0L));
        PolicyBundle bundle = policy.bundle();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        RevocationListTemplate content = content(issuer, before, now, reached);
        OpenedList opened =
                switch (linter.lintRevocationList(content, issuer.certificate(), bundle, now)) {
                    case LintResult.Clean<LintedRevocationList>(LintedRevocationList linted) ->
                        new OpenedList(content, reached, linted);
                    case LintResult.Broken<LintedRevocationList> broken ->
                        throw new BrokenList(issuer.id(), broken.findings());
                };
        entities.persist(row(issuer.id(), opened, bundle.hash()));
        audit.append(event(
                        "CRL_OPENED",
                        issuer.id(),
                        opened.number(),
                        by,
                        Map.of("tbsSha256", opened.linted().tbs().sha256(), "reach", reached))
                .withPolicy(bundle.hash()));
        return opened;
    }

    /**
     * Publishes a signed list whose signature was verified. A crash before this commit leaves a signature over bytes
     * that are on record and that nobody received; from this commit on every replica serves the list.
     */
    @Transactional
    PublishedList publish(CrlIssuer issuer, OpenedList opened, RevocationList signed, Actor by) {
        if (!signed.tbs().equals(opened.linted().tbs())) {
            throw new IllegalStateException("what was signed is not what was opened");
        }
        RevocationListTemplate content = opened.content();
        Sha256 sha256 = signed.der().sha256();
        CrlRow row = new CrlRow();
        row.authority = issuer.id().toString();
        row.number = opened.number();
        row.der = signed.der().bytes();
        row.sha256 = sha256.hex();
        entities.persist(row);
        audit.append(event(
                "CRL_PUBLISHED",
                issuer.id(),
                opened.number(),
                by,
                Map.of(
                        "sha256", sha256,
                        "entries", content.entries().size(),
                        "thisUpdate", content.thisUpdate(),
                        "nextUpdate", content.nextUpdate())));
        return new PublishedList(
                issuer.id(), opened.number(), content.thisUpdate(), content.nextUpdate(), opened.reach(), sha256);
    }

    private RevocationListTemplate content(CrlIssuer issuer, Optional<Tuple> before, Instant now, long reach) {
        Instant thisUpdate = before.map(row -> row.get("thisUpdate", Instant.class))
                .filter(last -> last.isAfter(now))
                .orElse(now);
        BigInteger number = before.map(row -> row.get("number", BigInteger.class))
                .orElse(BigInteger.ZERO)
                .add(BigInteger.ONE);
        List<RevocationEntry> entries = revocations.entries(issuer.id(), reach).stream()
                .map(entry -> notAfter(thisUpdate, entry))
                .toList();
        return new RevocationListTemplate(
                issuer.signature(),
                issuer.certificate().subject(),
                issuer.certificate().subjectKeyIdentifier().orElseThrow(),
                number,
                thisUpdate,
                thisUpdate.plus(issuer.validFor()),
                entries);
    }

    /** The clock of the replica that revoked may be a little ahead of this one. */
    private static RevocationEntry notAfter(Instant thisUpdate, RevocationEntry entry) {
        return entry.revokedAt().isAfter(thisUpdate)
                ? new RevocationEntry(entry.serial(), thisUpdate, entry.reason(), entry.invalidityDate())
                : entry;
    }

    private static CrlIntentRow row(AuthorityId authority, OpenedList opened, Sha256 policyHash) {
        CrlIntentRow row = new CrlIntentRow();
        row.authority = authority.toString();
        row.number = opened.number();
        row.thisUpdate = opened.content().thisUpdate();
        row.nextUpdate = opened.content().nextUpdate();
        row.cutOff = opened.reach();
        row.tbs = opened.linted().tbs().bytes();
        row.policyHash = policyHash.hex();
        return row;
    }

    private Optional<Tuple> newestOpened(AuthorityId authority) {
        return entities.createQuery(NEWEST_OPENED, Tuple.class)
                .setParameter("authority", authority.toString())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    private void lock(AuthorityId authority) {
        entities.createNativeQuery(LOCK, String.class)
                .setParameter(1, "crl " + authority)
                .getSingleResult();
    }

    private static AuditEvent event(
            String name, AuthorityId authority, BigInteger number, Actor by, Map<String, Object> details) {
        return AuditEvent.success(name, by, details)
                .withAuthority(authority.toString())
                .withSubject("CRL " + number);
    }
}
