package pk.muhr.revocation.ocsp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.OcspSigner;
import pk.muhr.revocation.StatusesSeen.Numbered;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/**
 * Puts on record what was answered, off the answering path: each answer that may be repeated, as it is, within a second;
 * all others counted, a row for each responder and minute (decision 0016). What cannot be written waits; when too much
 * waits, {@link #add} says so, and who asked counts the answer instead and does not repeat it. A crash loses what waited
 * for less than that second or minute; an orderly end loses nothing.
 */
@ApplicationScoped
class OcspRecords {

    static final int MOST = 8192;

    /** After the last signature was counted and before the database goes. */
    static final int AFTER_SIGNATURES = 11;

    private static final Logger LOG = Logger.getLogger(OcspRecords.class);
    private static final int BATCH = 500;

    private static final String ANSWER = """
            insert into ocsp_answer (issuer_key, serial, status, produced_at, this_update, next_update, reach, responder,
                                     der, sha256)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String COUNT = """
            insert into ocsp_batch (authority, issuer_key, responder, from_at, to_at, good, revoked, unknown, reach,
                                    last_sha256)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final AgroalDataSource store;
    private final Clock clock;
    private final BlockingQueue<Answered> waiting = new ArrayBlockingQueue<>(MOST);
    private final Map<Responder, Tally> tallies = new ConcurrentHashMap<>();

    OcspRecords(@Primary AgroalDataSource store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Who answered for whom. */
    record Responder(AuthorityId authority, Sha256 issuerKey, Sha256 certificate) {

        static Responder of(CertificateAuthority authority, OcspSigner signer) {
            return new Responder(
                    authority.id(),
                    authority.certificate().key().fingerprint(),
                    signer.certificate().fingerprint());
        }
    }

    /** An answer about one certificate. */
    record Answered(Responder by, Numbered certificate, String status, OcspAnswer answer, long reach) {}

    /** Lets an answer be written; when it says {@code false} nothing more can wait. */
    boolean add(Answered answered) {
        return waiting.offer(answered);
    }

    /** Counts an answer. */
    void count(Responder by, List<String> statuses, OcspAnswer answer, long reach) {
        Instant now = clock.instant();
        tallies.compute(
                by, (_, tally) -> Tally.of(statuses, now, reach, answer.der()).after(tally));
    }

    /** Writes the answers that wait; what fails waits on in front. */
    @DoneBy(ProcessRole.STATUS)
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void flush() {
        try {
            for (List<Answered> next = next(); !next.isEmpty(); next = next()) {
                write(next);
                next.forEach(_ -> waiting.remove());
            }
        } catch (SQLException e) {
            LOG.warnf("%d OCSP answers are not on record yet: %s", waiting.size(), e.getMessage());
        }
    }

    /** Writes the counts; what fails is counted on. */
    @DoneBy(ProcessRole.STATUS)
    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = ConcurrentExecution.SKIP)
    void flushCounts() {
        for (Responder by : tallies.keySet()) {
            Tally tally = tallies.remove(by);
            try {
                write(by, tally);
            } catch (SQLException e) {
                tallies.compute(by, (_, later) -> later == null ? tally : later.after(tally));
                LOG.warnf("the count of OCSP answers for %s is not on record yet: %s", by.authority(), e.getMessage());
            }
        }
    }

    void end(@Observes @Priority(AFTER_SIGNATURES) ShutdownEvent event) {
        flush();
        flushCounts();
    }

    private List<Answered> next() {
        return waiting.stream().limit(BATCH).toList();
    }

    private void write(List<Answered> answers) throws SQLException {
        try (Connection connection = store.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(ANSWER)) {
                for (Answered one : answers) {
                    OcspAnswer.Freshness freshness = one.answer().freshness().orElseThrow();
                    insert.setString(1, one.certificate().issuerKey().hex());
                    insert.setString(2, one.certificate().serial().hex());
                    insert.setString(3, one.status());
                    insert.setObject(4, freshness.producedAt().atOffset(ZoneOffset.UTC));
                    insert.setObject(5, freshness.thisUpdate().atOffset(ZoneOffset.UTC));
                    insert.setObject(6, freshness.nextUpdate().atOffset(ZoneOffset.UTC));
                    insert.setLong(7, one.reach());
                    insert.setString(8, one.by().certificate().hex());
                    insert.setBytes(9, one.answer().der().bytes());
                    insert.setString(10, one.answer().der().sha256().hex());
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private void write(Responder by, Tally tally) throws SQLException {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(COUNT)) {
            insert.setString(1, by.authority().toString());
            insert.setString(2, by.issuerKey().hex());
            insert.setString(3, by.certificate().hex());
            insert.setObject(4, tally.from().atOffset(ZoneOffset.UTC));
            insert.setObject(5, tally.to().atOffset(ZoneOffset.UTC));
            insert.setLong(6, tally.good());
            insert.setLong(7, tally.revoked());
            insert.setLong(8, tally.unknown());
            insert.setLong(9, tally.reach());
            insert.setString(10, tally.last().sha256().hex());
            insert.executeUpdate();
        }
    }

    /** Answers of one responder so far. */
    private record Tally(Instant from, Instant to, long good, long revoked, long unknown, long reach, Der last) {

        static Tally of(List<String> statuses, Instant now, long reach, Der answer) {
            return new Tally(
                    now,
                    now,
                    number(statuses, "good"),
                    number(statuses, "revoked"),
                    number(statuses, "unknown"),
                    reach,
                    answer);
        }

        private static long number(List<String> statuses, String status) {
            return statuses.stream().filter(status::equals).count();
        }

        /** Together with what was before, if anything was. */
        Tally after(Tally before) {
            return before == null
                    ? this
                    : new Tally(
                            before.from,
                            to.isBefore(before.to) ? before.to : to,
                            before.good + good,
                            before.revoked + revoked,
                            before.unknown + unknown,
                            Math.min(before.reach, reach),
                            last);
        }
    }
}
