package pk.muhr.ca;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.Outcome;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.x509.Sha256;

/**
 * Counts what responder keys sign and puts the counts on record: one audit record per responder and ten seconds, since
 * a record per answer would cost more than the answer (BR §5.4.1 allows the aggregate). A crash loses the counts of the
 * last ten seconds and nothing else; an orderly end loses none.
 */
@ApplicationScoped
class OcspSignatures {

    /** Before the database goes: the command that started one stops it among the last. */
    static final int BEFORE_THE_STORE_CLOSES = 10;

    private static final Logger LOG = Logger.getLogger(OcspSignatures.class);
    private static final Actor JOB = Actor.system("ocsp");
    private static final int PATIENCE_MILLIS = 6000;
    private static final int PAUSE_MILLIS = 10;

    /** One responder's key; {@code uncertain} are failed calls that may have signed all the same. */
    private record Key(AuthorityId authority, Sha256 certificate) {}

    private record Counts(AtomicLong made, AtomicLong uncertain) {}

    private final AuditRecords audit;
    private final Map<Key, Counts> counts = new ConcurrentHashMap<>();
    private final AtomicLong underWay = new AtomicLong();
    private volatile boolean closed;

    OcspSignatures(AuditRecords audit) {
        this.audit = audit;
    }

    /** One signature from its beginning to its end. */
    interface Entry extends AutoCloseable {

        /** The token gave a signature. */
        void made();

        /** The token gave none, and may have made one. */
        void uncertain();

        @Override
        void close();
    }

    /**
     * Opens the books for one signature.
     *
     * @throws AuthorityUnavailable when the program is ending, so that nothing is signed that nobody would record
     */
    Entry enter(AuthorityId authority, Sha256 certificate) {
        underWay.incrementAndGet();
        if (closed) {
            underWay.decrementAndGet();
            throw new AuthorityUnavailable(
                    "the OCSP responder of " + authority, new TokenUnavailable("the program is ending"));
        }
        Counts mine = counts.computeIfAbsent(
                new Key(authority, certificate), key -> new Counts(new AtomicLong(), new AtomicLong()));
        return new Entry() {
            @Override
            public void made() {
                mine.made().incrementAndGet();
            }

            @Override
            public void uncertain() {
                mine.uncertain().incrementAndGet();
            }

            @Override
            public void close() {
                underWay.decrementAndGet();
            }
        };
    }

    /**
     * Puts the counts since the last time on record; what cannot be written is counted again next time. A process that
     * faces the internet alone writes its answers to tables of their own instead, which is all it may write.
     */
    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.REGISTRATION})
    @Scheduled(every = "10s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void flush() {
        counts.forEach(this::flush);
    }

    void end(@Observes @Priority(BEFORE_THE_STORE_CLOSES) ShutdownEvent event) {
        closed = true;
        for (int waited = 0; underWay.get() > 0 && waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        flush();
    }

    private void flush(Key key, Counts since) {
        long made = since.made().getAndSet(0);
        long uncertain = since.uncertain().getAndSet(0);
        if (made + uncertain == 0) {
            return;
        }
        try {
            audit.appendAlone(new AuditEvent(
                            "OCSP_SIGNED",
                            uncertain == 0 ? Outcome.SUCCESS : Outcome.FAILURE,
                            JOB,
                            Map.of("signatures", made, "uncertain", uncertain))
                    .withAuthority(key.authority().toString())
                    .withSubject(key.certificate().hex()));
        } catch (RuntimeException e) {
            since.made().addAndGet(made);
            since.uncertain().addAndGet(uncertain);
            LOG.warnf("%d OCSP signatures of %s are not on record yet: %s", made, key.authority(), e.getMessage());
        }
    }
}
