package pk.muhr.identity;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/**
 * The sessions of the console (NIST SP 800-63B-4 §5.1). The browser keeps a secret, the database its SHA-256; the
 * database's clock decides when one has ended, so all replicas agree. What a session may do is not kept: roles are asked
 * for with every request (invariant I7).
 */
@ApplicationScoped
public class Sessions {

    private static final int SECRET_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern GROUP = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private static final String OPEN = """
            insert into console_session (id, person, means, certificate, groups, form_token, until)
            values (:id, :person, :means, decode(cast(:certificate as text), 'hex'),
                    string_to_array(cast(:groups as text), ' '), decode(:token, 'hex'),
                    clock_timestamp() + cast(:longest as interval))
            """;
    private static final String KEEP = """
            insert into console_session_secret (hash, session, until)
            values (decode(:hash, 'hex'), :session, clock_timestamp() + cast(:idle as interval))
            """;
    private static final String FIND = """
            select s.id, s.person, s.means, encode(s.certificate, 'hex'), s.groups, encode(s.form_token, 'hex'),
                   k.made_at < clock_timestamp() - (k.until - k.made_at) / 4
            from console_session_secret k join console_session s on s.id = k.session
            where k.hash = decode(?, 'hex') and k.until > clock_timestamp() and s.until > clock_timestamp()
                and not exists (select 1 from console_session_end e where e.session = s.id)
            """;
    private static final String END =
            "insert into console_session_end (session) values (:session) on conflict do nothing";

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final AuditRecords audit;
    private final People people;
    private final SecureRandom random;
    private final Duration idle;
    private final Duration longest;

    /**
     * Made by the container.
     *
     * @param idle how long a secret counts that nobody uses
     * @param longest how long a session lasts whatever happens
     */
    Sessions(
            EntityManager entities,
            AgroalDataSource store,
            AuditRecords audit,
            People people,
            SecureRandom random,
            @ConfigProperty(name = "muhr.console.session.idle", defaultValue = "30m") Duration idle,
            @ConfigProperty(name = "muhr.console.session.longest", defaultValue = "8h") Duration longest) {
        this.entities = entities;
        this.store = store;
        this.audit = audit;
        this.people = people;
        this.random = random;
        this.idle = idle;
        this.longest = longest;
    }

    /**
     * Opens a session for somebody who showed who they are, on record, and gives its first secret.
     *
     * @return empty when nobody here has that name
     */
    @Transactional
    public Optional<String> open(
            PersonId person, Session.Means means, Optional<Sha256> certificate, Optional<Set<String>> groups) {
        if (people.find(person).isEmpty()) {
            return Optional.empty();
        }
        UUID id = UUID.randomUUID();
        entities.createNativeQuery(OPEN)
                .setParameter("id", id)
                .setParameter("person", person.value())
                .setParameter("means", label(means))
                .setParameter("certificate", certificate.map(Sha256::hex).orElse(null))
                .setParameter("groups", groups.map(Sessions::joined).orElse(null))
                .setParameter("token", HexFormat.of().formatHex(fresh()))
                .setParameter("longest", longest.toString())
                .executeUpdate();
        audit.append(AuditEvent.success("SESSION_OPENED", actor(person), Map.of("means", label(means)))
                .withSubject(id.toString()));
        return Optional.of(keep(id));
    }

    /** A new secret for a session; the one before counts on until it would have ended, for what is on its way. */
    @Transactional
    public String renew(Session session) {
        return keep(session.id());
    }

    /** The session of this secret; empty when there is none, or it has ended. */
    public Optional<Session> find(String secret) {
        return SECRET.matcher(secret).matches()
                ? StoreRows.read(store, FIND, List.of(hash(secret).hex()), Sessions::session).stream()
                        .findFirst()
                : Optional.empty();
    }

    /** Ends a session on every replica, with all its secrets. */
    @Transactional
    public void end(Session session) {
        if (entities.createNativeQuery(END)
                        .setParameter("session", session.id())
                        .executeUpdate()
                > 0) {
            audit.append(AuditEvent.success("SESSION_ENDED", actor(session.person()), Map.of("by", "logout"))
                    .withSubject(session.id().toString()));
        }
    }

    private String keep(UUID session) {
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(fresh());
        entities.createNativeQuery(KEEP)
                .setParameter("hash", hash(secret).hex())
                .setParameter("session", session)
                .setParameter("idle", idle.toString())
                .executeUpdate();
        return secret;
    }

    private byte[] fresh() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Sha256 hash(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.US_ASCII));
    }

    private static Actor actor(PersonId person) {
        return new Actor(person.value(), Optional.empty());
    }

    /** What is no plain word is left out, and so is whatever it would allow. */
    private static String joined(Set<String> groups) {
        return String.join(
                " ", groups.stream().filter(GROUP.asMatchPredicate()).sorted().toList());
    }

    private static String label(Session.Means means) {
        return means.name().toLowerCase(Locale.ROOT);
    }

    private static Session session(ResultSet row) throws SQLException {
        Array groups = row.getArray(5);
        return new Session(
                row.getObject(1, UUID.class),
                new PersonId(row.getString(2)),
                Session.Means.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString(4)).map(Sha256::new),
                Optional.ofNullable(groups == null ? null : Set.of((String[]) groups.getArray())),
                row.getString(6),
                row.getBoolean(7));
    }
}
