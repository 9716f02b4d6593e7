package pk.muhr.evidence.log;

import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/**
 * Puts on record that the service, and with it the audit function, starts and stops; that it did not stop before this
 * start, which is a crash; and that its program or its configuration is another one than at the last start. A start that
 * cannot be recorded does not happen; a crash anywhere here is a start without a stop, which the next start says.
 */
@ApplicationScoped
class ServiceLife {

    private static final Logger LOG = Logger.getLogger(ServiceLife.class);
    private static final Actor JOB = Actor.system("service");
    private static final String STARTED = "SERVICE_STARTED";
    private static final String STOPPED = "SERVICE_STOPPED";
    private static final int AFTER_OPENING = 150;

    /** Before the last checkpoint is signed, which then has it. */
    private static final int BEFORE_THE_LOG = 50;

    private final ServiceWords words;
    private final AuditRecords audit;
    private final ProcessRoles roles;
    private final ServiceIdentity identity;
    private volatile boolean started;

    @Inject
    ServiceLife(ServiceWords words, AuditRecords audit, ProcessRoles roles, Config configuration) {
        this(words, audit, roles, ServiceIdentity.of(configuration));
    }

    ServiceLife(ServiceWords words, AuditRecords audit, ProcessRoles roles, ServiceIdentity identity) {
        this.words = words;
        this.audit = audit;
        this.roles = roles;
        this.identity = identity;
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.REGISTRATION, ProcessRole.TIMESTAMP})
    void start(@Observes @Priority(AFTER_OPENING) StartupEvent event) {
        words.last(identity.instance())
                .filter(last -> !last.event().equals(STOPPED))
                .ifPresent(last ->
                        record(AuditEvent.failure("SERVICE_CRASHED", JOB, Map.of("lastRecord", last.record()))));
        words.lastStart(roles).ifPresent(before -> {
            recordChange("SOFTWARE_CHANGED", before.version(), identity.version());
            recordChange(
                    "CONFIGURATION_CHANGED",
                    before.configuration(),
                    identity.configuration().hex());
        });
        record(AuditEvent.success(
                STARTED,
                JOB,
                Map.of(
                        "version", identity.version(),
                        "configuration", identity.configuration().hex(),
                        "roles", roles.toString())));
        started = true;
    }

    void stop(@Observes @Priority(BEFORE_THE_LOG) ShutdownEvent event) {
        if (!started) {
            return;
        }
        started = false;
        try {
            record(AuditEvent.success(STOPPED, JOB, Map.of()));
        } catch (RuntimeException e) {
            LOG.error("that the service stops could not be recorded; the next start says that it crashed", e);
        }
    }

    private void recordChange(String event, String before, String now) {
        if (!now.equals(before)) {
            record(AuditEvent.success(event, JOB, Map.of("before", String.valueOf(before), "now", now)));
        }
    }

    private void record(AuditEvent event) {
        audit.appendAlone(event.withSubject(identity.instance()));
    }
}
