package pk.muhr.safety.clock;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The address of a host, looked up each time and never for long: name servers that are silent must not make the looks at
 * other sources old. The system's own lookup has no time limit and cannot be ended, so one goes on behind, and no second
 * one begins meanwhile.
 */
final class HostAddress {

    private static final long MILLIS = 1000;

    private final String host;
    private final Lookup lookup;
    private CompletableFuture<InetAddress> underWay;

    /** What knows addresses. */
    @FunctionalInterface
    interface Lookup {
        InetAddress of(String host) throws IOException;
    }

    HostAddress(String host, Lookup lookup) {
        this.host = host;
        this.lookup = lookup;
    }

    /** @throws IOException when there is none, or none within a second */
    InetAddress current() throws IOException {
        CompletableFuture<InetAddress> asked = asked();
        try {
            return asked.get(MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the address of " + host + " is not known within a second", e);
        } catch (ExecutionException e) {
            throw new IOException("the address of " + host + " is not known", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private synchronized CompletableFuture<InetAddress> asked() {
        if (underWay == null || underWay.isDone()) {
            CompletableFuture<InetAddress> fresh = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name("address of " + host).start(() -> {
                try {
                    fresh.complete(lookup.of(host));
                } catch (IOException | RuntimeException e) {
                    fresh.completeExceptionally(e);
                }
            });
            underWay = fresh;
        }
        return underWay;
    }
}
