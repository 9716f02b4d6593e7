package pk.muhr.revocation.testsite;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import pk.muhr.ca.ServerKeys;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/** Serves the test web sites over HTTPS on one port: the name that a client asks for chooses the certificate (RFC 6066 §3). */
@ApplicationScoped
class TestSiteListener {

    private static final Logger LOG = Logger.getLogger(TestSiteListener.class);
    private static final List<String> SERVICE_PORTS =
            List.of("quarkus.http.port", "quarkus.http.ssl-port", "quarkus.management.port");

    private final Vertx vertx;
    private final ServerKeys keys;
    private final TestSiteConfiguration configuration;
    private final Config service;
    private Optional<HttpServer> server = Optional.empty();
    private List<TestSite> served = List.of();

    TestSiteListener(Vertx vertx, ServerKeys keys, TestSiteConfiguration configuration, Config service) {
        this.vertx = vertx;
        this.keys = keys;
        this.configuration = configuration;
        this.service = service;
    }

    /**
     * Two servers of one process would share a port, and each connection would reach either: such a start is refused.
     *
     * @throws IllegalStateException when the service itself listens on the port
     */
    @DoneBy(ProcessRole.AUTHORITY)
    void requirePortOfItsOwn(@Observes StartupEvent event) {
        configuration.port().ifPresent(port -> SERVICE_PORTS.stream()
                .filter(key -> service.getValue(key, Integer.class) == port)
                .forEach(key -> {
                    throw new IllegalStateException("muhr.test-sites.port and " + key + " are both " + port
                            + ": give the test web sites a port of their own");
                }));
    }

    /** From now on these and no others. A change closes the port for a moment. */
    synchronized void serve(List<TestSite> sites) {
        if (configuration.port().isEmpty() || sites.equals(served)) {
            return;
        }
        PemKeyCertOptions certificates = new PemKeyCertOptions();
        for (TestSite site : sites) {
            keys.find(
                            configuration.directory().orElseThrow(),
                            site.certificate().key())
                    .ifPresent(
                            key -> certificates.addKeyPath(key.toString()).addCertValue(Buffer.buffer(site.chain())));
        }
        close();
        HttpServer fresh = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(configuration.host())
                        .setPort(configuration.port().getAsInt())
                        .setSsl(true)
                        .setSni(true)
                        .setKeyCertOptions(certificates))
                .requestHandler(TestSiteListener::answer);
        fresh.listen().toCompletionStage().toCompletableFuture().join();
        server = Optional.of(fresh);
        served = sites;
        LOG.infof("%d test sites on port %d", sites.size(), fresh.actualPort());
    }

    private static void answer(HttpServerRequest request) {
        request.response()
                .putHeader("Content-Type", "text/plain; charset=UTF-8")
                .end("A test web site (BR 2.2). Its certificate is there to be tried.\n");
    }

    @PreDestroy
    synchronized void close() {
        server.ifPresent(running ->
                running.close().toCompletionStage().toCompletableFuture().join());
        server = Optional.empty();
        served = List.of();
    }
}
