package pk.muhr.evidence.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/**
 * Answers that may be long. Each holds a thread while its reader is slow, so few are made at once, and a reader who takes
 * nothing for a while is cut off: what waits for them is the connection's buffer and no more.
 */
@ApplicationScoped
public class LongAnswers {

    private static final int MOST_AT_ONCE = 4;
    private static final int LOOKS = 4;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Duration patience;

    LongAnswers(@ConfigProperty(name = "muhr.exports.patience", defaultValue = "60s") Duration patience) {
        this.patience = patience;
    }

    /** Writes an answer from its beginning to its end. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Takes a place until the answer has ended, whichever way.
     *
     * @return the same content for this exchange, watched
     * @throws ProblemException when all places are taken
     */
    public Place enter(RoutingContext exchange) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.of(503, "exports-busy", "Not now", "As many exports are under way as are made at once.")
                            .withFix("ask again when another has ended"));
        }
        Place place = new Place();
        long timer = exchange.vertx().setPeriodic(patience.toMillis() / LOOKS, _ -> {
            if (place.isStuck()) {
                cutOff((ConnectionBase) exchange.request().connection());
            }
        });
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (left.compareAndSet(false, true)) {
                exchange.vertx().cancelTimer(timer);
                places.release();
            }
        };
        exchange.addEndHandler(_ -> leave.run());
        if (exchange.response().closed()) {
            leave.run(); // the handler came too late
        }
        return place;
    }

    /** At the socket: each layer above would first wait for its reader to take what is written. */
    private static void cutOff(ConnectionBase connection) {
        connection.channel().pipeline().firstContext().close();
    }

    /** One of the few. */
    public final class Place {

        private volatile boolean writing;
        private volatile long since;

        private Place() {}

        /** Writes what the reader waits for. */
        public void write(Content content, OutputStream out) throws IOException {
            content.writeTo(new Watched(this, out));
        }

        private void begin() {
            since = System.nanoTime();
            writing = true;
        }

        private boolean isStuck() {
            return writing && System.nanoTime() - since > patience.toNanos();
        }
    }

    /** Says when a write began and ended: in between, the reader takes nothing. */
    private static final class Watched extends OutputStream {

        private final Place place;
        private final OutputStream out;

        Watched(Place place, OutputStream out) {
            this.place = place;
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int count) throws IOException {
            place.begin();
            try {
                out.write(octets, offset, count);
            } finally {
                place.writing = false;
            }
        }

        @Override
        public void flush() throws IOException {
            place.begin();
            try {
                out.flush();
            } finally {
                place.writing = false;
            }
        }
    }
}
