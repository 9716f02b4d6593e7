package pk.muhr.evidence.outside;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.Startup;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/**
 * Says how witnesses and places stand: when each last had all, and why it has not. Fewer witnesses than are wanted, an address
 * that takes nothing and a day without its mail are not well.
 */
@Startup
@Wellness
@ApplicationScoped
class OutsideWatch implements HealthCheck {

    /** Until then, what is published waits for them. */
    private static final Duration TOO_LONG = Duration.ofMinutes(1);

    private final Witnessing witnessing;
    private final KnownWitnesses witnesses;
    private final CheckpointAddresses addresses;
    private final CheckpointMails mails;
    private final CrossStamping stamping;
    private final ProcessRoles roles;
    private final Clock clock;

    OutsideWatch(
            Witnessing witnessing,
            KnownWitnesses witnesses,
            CheckpointAddresses addresses,
            CheckpointMails mails,
            CrossStamping stamping,
            ProcessRoles roles,
            Clock clock,
            MeterRegistry meters) {
        this.witnessing = witnessing;
        this.witnesses = witnesses;
        this.addresses = addresses;
        this.mails = mails;
        this.stamping = stamping;
        this.roles = roles;
        this.clock = clock;
        if (roles.has(ProcessRole.AUTHORITY)) {
            witnessing.standings().forEach(standing -> watch("muhr.log.witness", standing, meters));
            addresses.standings().forEach(standing -> watch("muhr.log.place", standing, meters));
        }
    }

    private void watch(String name, Standing standing, MeterRegistry meters) {
        TimeGauge.builder(name + ".behind", standing, TimeUnit.SECONDS, each -> behind(each)
                        .toSeconds())
                .tag("name", standing.name())
                .description("since when it has not had the last checkpoint")
                .register(meters);
        FunctionCounter.builder(name + ".failures", standing, Standing::failures)
                .tag("name", standing.name())
                .register(meters);
    }

    private Duration behind(Standing standing) {
        return Duration.between(standing.current(), clock.instant());
    }

    private boolean isCurrent(Standing standing) {
        return behind(standing).compareTo(TOO_LONG) < 0;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("audit log outside");
        boolean well = true;
        if (roles.has(ProcessRole.AUTHORITY)) {
            List<Standing> signing = witnessing.standings();
            signing.forEach(standing -> say(answer, standing));
            addresses.standings().forEach(standing -> say(answer, standing));
            stamping.standing().ifPresent(standing -> say(answer, standing));
            well = signing.stream().filter(this::isCurrent).count() >= witnesses.wanted()
                    && addresses.standings().stream().allMatch(this::isCurrent)
                    && stamping.isCurrent();
        }
        if (roles.has(ProcessRole.REGISTRATION)) {
            LocalDate yesterday =
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
            well &= mails.to().stream()
                    .map(to -> {
                        Optional<MailedCheckpoints.Mailed> last = mails.last(to);
                        answer.withData("mail " + to.value(), text(last.map(MailedCheckpoints.Mailed::at)));
                        return last;
                    })
                    .allMatch(last ->
                            last.filter(sent -> !sent.day().isBefore(yesterday)).isPresent());
        }
        return answer.status(well).build();
    }

    private static void say(HealthCheckResponseBuilder answer, Standing standing) {
        answer.withData(
                standing.name(),
                text(standing.success())
                        + standing.failure().map(why -> ": " + why).orElse(""));
    }

    private static String text(Optional<Instant> last) {
        return last.map(at -> "last " + at).orElse("never yet");
    }
}
