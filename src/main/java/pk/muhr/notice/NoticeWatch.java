package pk.muhr.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/** Says how many notices wait and for how long. Stops nothing. */
@Wellness
@ApplicationScoped
class NoticeWatch implements HealthCheck {

    private final Notices notices;
    private final Post post;
    private final NoticeConfiguration configuration;
    private final ProcessRoles roles;
    private final Clock clock;
    private final AtomicLong waiting;
    private final AtomicLong oldest;

    NoticeWatch(
            Notices notices,
            Post post,
            NoticeConfiguration configuration,
            ProcessRoles roles,
            Clock clock,
            MeterRegistry meters) {
        this.notices = notices;
        this.post = post;
        this.configuration = configuration;
        this.roles = roles;
        this.clock = clock;
        this.waiting = meters.gauge("muhr.notices.waiting", new AtomicLong());
        this.oldest = meters.gauge("muhr.notices.oldest.seconds", new AtomicLong());
    }

    @DoneBy(ProcessRole.REGISTRATION)
    @Scheduled(every = "{muhr.notices.every}", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        measure(clock.instant());
    }

    Notices.Waiting measure(Instant now) {
        Notices.Waiting found = notices.waiting();
        waiting.set(found.count());
        oldest.set(age(found, now).toSeconds());
        return found;
    }

    private static Duration age(Notices.Waiting found, Instant now) {
        return found.oldest().map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("notices").up();
        if (!roles.has(ProcessRole.REGISTRATION)) {
            return answer.build(); // whoever sends them says so
        }
        Instant now = clock.instant();
        Notices.Waiting found = measure(now);
        answer.withData("waiting", found.count());
        found.oldest().ifPresent(at -> answer.withData("oldest", at.toString()));
        Optional<String> missing = post.missing();
        missing.ifPresent(fix -> answer.down().withData("fix", fix));
        if (missing.isEmpty() && age(found, now).compareTo(configuration.alarm()) > 0) {
            answer.down().withData("fix", "see in the log what the mail server says");
        }
        return answer.build();
    }
}
