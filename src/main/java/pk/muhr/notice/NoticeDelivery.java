package pk.muhr.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.revocation.ReplicaLock;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.x509.LegibleText;

/**
 * Sends what waits, one replica at a time, with no transaction open. What one recipient is to be told of one body at one
 * time goes in one mail. When the mail server is away, a turn ends with the first mail that it did not take.
 */
@ApplicationScoped
class NoticeDelivery {

    private static final Logger LOG = Logger.getLogger(NoticeDelivery.class);
    private static final int MOST_MAILS = 500;
    private static final int MOST_NOTICES = 1000;
    private static final int LONGEST_REASON = 400;

    private final Notices notices;
    private final Letters letters;
    private final Post post;
    private final ReplicaLock lock;
    private final Clock clock;

    NoticeDelivery(Notices notices, Letters letters, Post post, ReplicaLock lock, Clock clock) {
        this.notices = notices;
        this.letters = letters;
        this.post = post;
        this.lock = lock;
        this.clock = clock;
    }

    @DoneBy(ProcessRole.REGISTRATION)
    @Scheduled(every = "{muhr.notices.every}", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void work() {
        work(clock.instant());
    }

    void work(Instant now) {
        lock.whileHeld("notices", () -> {
            notices.abandon(now);
            if (post.missing().isEmpty()) {
                sendDue(now);
            }
            notices.waiting();
        });
    }

    private void sendDue(Instant now) {
        for (int mails = 0; mails < MOST_MAILS; mails++) {
            List<Notice> due = notices.due(now, MOST_NOTICES);
            if (due.isEmpty() || !isServerUpFor(due, now)) {
                return;
            }
        }
    }

    /** A crash after the server took the mail and before the record sends it again, under the same Message-ID. */
    private boolean isServerUpFor(List<Notice> due, Instant now) {
        Letter letter;
        try {
            letter = letters.of(due);
            post.send(letter);
        } catch (NotTaken e) {
            LOG.warnf("a notice waits: %s", e.getMessage());
            notices.failed(due, LegibleText.shown(e.getMessage(), LONGEST_REASON), now);
            return e.isRefused();
        } catch (RuntimeException e) {
            LOG.errorf(e, "the notice %d cannot be written", due.getFirst().seq());
            notices.failed(due, LegibleText.shown(String.valueOf(e.getMessage()), LONGEST_REASON), now);
            return true;
        }
        notices.sent(due, letter.id());
        return true;
    }
}
