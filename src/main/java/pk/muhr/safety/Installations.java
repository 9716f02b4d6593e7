package pk.muhr.safety;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;

/** What this database belongs to, written once when the installation is founded. */
@ApplicationScoped
public class Installations {

    /** The cluster name of the embedded PostgreSQL. */
    public static final String DEVELOPMENT_SERVER = "muhr-development";

    /** Whether certificates of the installation mean anything. */
    public enum Kind {
        DEVELOPMENT,
        PRODUCTION;

        /**
         * Reads {@code muhr.mode}.
         *
         * @throws IllegalArgumentException when it is neither
         */
        public static Kind of(String mode) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label().equals(mode))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("muhr.mode must be production or development, not " + mode));
        }

        /** The word in configuration and store. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A founded installation; its public address stands in its certificates and never changes. */
    public record Installation(Kind kind, URI publicUrl) {}

    private final InstallationRows rows;
    private final AuditRecords audit;

    Installations(InstallationRows rows, AuditRecords audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /** The installation, if it was founded. */
    @Transactional
    public Optional<Installation> find() {
        return rows.findAll()
                .firstResultOptional()
                .map(row -> new Installation(Kind.of(row.kind), URI.create(row.publicUrl)));
    }

    /** Whether the store runs on the server that {@code ./muhr start} brings, which names itself so. */
    @Transactional
    public boolean isOnDevelopmentServer() {
        return rows.getEntityManager()
                .createNativeQuery("select current_setting('cluster_name')", String.class)
                .getSingleResult()
                .equals(DEVELOPMENT_SERVER);
    }

    /** Writes down that the founding is complete. */
    @Transactional
    public void found(Kind kind, URI publicUrl, Actor by) {
        InstallationRow row = new InstallationRow();
        row.kind = kind.label();
        row.publicUrl = publicUrl.toString();
        rows.persist(row);
        audit.append(AuditEvent.success(
                "INSTALLATION_FOUNDED", by, Map.of("kind", kind.label(), "publicUrl", publicUrl.toString())));
    }
}
