package pk.muhr.command.bench;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

import io.vertx.core.Vertx;

import pk.muhr.command.development.Progress;

/**
 * What every bench works with.
 *
 * @param shape of the load
 * @param entries of the longest CRL
 */
record Workbench(
        BenchService service,
        RawSigning rawSigning,
        Vertx vertx,
        Load.Shape shape,
        int entries,
        Clock clock,
        SecureRandom random,
        Progress progress) {

    /** The same with another number of clients. */
    Workbench with(int connections) {
        Load.Shape other = new Load.Shape(connections, shape.warmUp(), shape.window());
        return new Workbench(service, rawSigning, vertx, other, entries, clock, random, progress);
    }

    /** Load on the API. */
    Load api() {
        return Load.https(
                vertx,
                service.addresses().https(),
                service.installation().installation().httpsRoot(),
                shape);
    }

    /** Load on the public addresses. */
    Load publicAddresses() {
        return Load.http(vertx, service.addresses().http(), shape);
    }

    /** Waits. */
    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Runs a series on the service. */
    Measurement measure(Load load, Series series) {
        progress.step(series.name() + ": at least " + shape.warmUp().toSeconds() + " s warm-up, "
                + shape.window().toSeconds() + " s measured, " + shape.connections() + " connections");
        return load.run(series, service.processorTime(), progress);
    }
}
