package pk.muhr.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/** Says how old the last review of the appointments is, and when it is too old. Stops nothing. */
@Wellness
@ApplicationScoped
class AppointmentReviewWatch implements HealthCheck {

    private final AppointmentReviews reviews;
    private final MeterRegistry meters;
    private final ProcessRoles roles;
    private final Clock clock;

    AppointmentReviewWatch(AppointmentReviews reviews, MeterRegistry meters, ProcessRoles roles, Clock clock) {
        this.reviews = reviews;
        this.meters = meters;
        this.roles = roles;
        this.clock = clock;
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.REGISTRATION})
    void measure(@Observes StartupEvent event) {
        TimeGauge.builder(
                        "muhr.appointments.review.age", () -> age().toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .register(meters);
    }

    private Duration age() {
        return reviews.last()
                .map(last -> Duration.between(last, clock.instant()))
                .orElse(Duration.ZERO);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("appointment review").up();
        if (roles.isPublicOnly()) {
            return answer.build(); // whoever serves officers says so
        }
        Optional<Instant> last = reviews.last();
        last.map(at -> at.plus(AppointmentReviews.INTERVAL)).ifPresent(due -> {
            answer.withData("due", due.toString());
            if (clock.instant().isAfter(due)) {
                answer.down().withData("fix", "two officers review /api/v1/appointment-reviews/list");
            }
        });
        return answer.build();
    }
}
