package pk.muhr.validation.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/**
 * Says whether answers of the DNS are validated here (BR 3.2.2.8.1, from 2026-03-15). Where they are not, the configured
 * name servers may do it, of which nothing is known.
 */
@Wellness
@ApplicationScoped
class DnssecWatch implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(DnssecWatch.class);
    private static final String NOT_HERE = "not validated here: name a file of the root's DS records as"
            + " muhr.dns.trust-anchors, unless muhr.dns.servers validate";

    private final NameServers names;
    private final String mode;

    DnssecWatch(NameServers names, @ConfigProperty(name = "muhr.mode", defaultValue = "production") String mode) {
        this.names = names;
        this.mode = mode;
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.REGISTRATION})
    void warn(@Observes StartupEvent event) {
        if (!names.validate() && mode.equals("production")) {
            LOG.warn("answers of the DNS are " + NOT_HERE);
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("name servers")
                .up()
                .withData("dnssec", names.validate() ? "validated" : NOT_HERE)
                .build();
    }
}
