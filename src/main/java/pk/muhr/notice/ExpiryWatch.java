package pk.muhr.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

import pk.muhr.notice.ExpiryMarks.Mark;
import pk.muhr.policy.Floors;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/** Looks for certificates that come to their end, by the marks of the policy in force. */
@ApplicationScoped
class ExpiryWatch {

    private static final int AT_ONCE = 1000;

    private final ExpiryMarks marks;
    private final ActivePolicy policy;
    private final ReplicaLock lock;
    private final Clock clock;

    ExpiryWatch(ExpiryMarks marks, ActivePolicy policy, ReplicaLock lock, Clock clock) {
        this.marks = marks;
        this.policy = policy;
        this.lock = lock;
        this.clock = clock;
    }

    @DoneBy(ProcessRole.REGISTRATION)
    @Scheduled(every = "{muhr.notices.expiries-every}", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        look(clock.instant());
    }

    void look(Instant now) {
        Floors floors = policy.bundle().floors();
        List<Mark> all = new ArrayList<>(Mark.of(false, floors.expiryNotices()));
        all.addAll(Mark.of(true, floors.shortLivedExpiryNotices()));
        lock.whileHeld("expiry marks", () -> all.forEach(mark -> passAll(mark, floors, now)));
    }

    private void passAll(Mark mark, Floors floors, Instant now) {
        while (marks.pass(mark, floors, now, AT_ONCE) == AT_ONCE) {
            // each thousand is a transaction of its own
        }
    }
}
