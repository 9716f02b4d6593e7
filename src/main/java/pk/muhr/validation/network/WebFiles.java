package pk.muhr.validation.network;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.x509.DnsName;

/**
 * Small files on web servers of others. Whoever answers, or writes the name's addresses, cannot lead us elsewhere than to
 * the public Internet: a host is a name, all its addresses are public, the connection goes to the very address that was
 * looked at, and each redirect is a new start. Nothing is kept from one to the next.
 */
@ApplicationScoped
public class WebFiles {

    private static final int MOST_REDIRECTS = 10;
    private static final int LARGEST = 16 * 1024;
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LONGEST_SHOWN = 200;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);

    private final NameServers names;
    private final Vertx vertx;
    private final NetworkConfiguration configuration;
    private final PublicAddresses addresses;
    private final String mode;

    WebFiles(
            NameServers names,
            Vertx vertx,
            NetworkConfiguration configuration,
            @ConfigProperty(name = "muhr.mode", defaultValue = "production") String mode) {
        this.names = names;
        this.vertx = vertx;
        this.configuration = configuration;
        this.mode = mode;
        this.addresses = new PublicAddresses(configuration.allow().orElse(List.of()).stream()
                .map(AddressBlock::of)
                .toList());
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.REGISTRATION})
    void requirePublicInternet(@Observes StartupEvent event) {
        boolean narrow =
                configuration.allow().isEmpty() && configuration.httpPort() == 80 && configuration.httpsPort() == 443;
        if (mode.equals("production") && !narrow) {
            throw new IllegalStateException("muhr.validation.allow, .http-port and .https-port are for development,"
                    + " refused in production: proofs are looked for on the public Internet only; take them away");
        }
    }

    /**
     * The text of a file, at most 16 KiB of it, within ten seconds.
     *
     * @throws FetchFailed when there is none, or it would have to be fetched from where nobody may lead us
     */
    public String get(URI address) throws FetchFailed {
        long end = System.nanoTime() + DEADLINE.toNanos();
        HttpClient client = vertx.createHttpClient(options());
        try {
            Target target = target(address, end);
            for (int redirect = 0; redirect <= MOST_REDIRECTS; redirect++) {
                Reply reply = reply(client, target, end);
                if (reply.location() == null) {
                    return reply.body();
                }
                target = target(location(target.address(), reply.location()), end);
            }
            throw new FetchFailed(shown(address) + " leads on more than " + MOST_REDIRECTS + " times");
        } finally {
            client.close(); // and with it whatever connection is still open
        }
    }

    /** A redirect may lead to HTTPS before there is a certificate to trust; what counts is who answers at that name. */
    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout((int) PATIENCE.toMillis())
                .setDecompressionSupported(false)
                .setTrustAll(true)
                .setVerifyHost(false);
    }

    /** Where to connect to, for what address. */
    private record Target(URI address, InetAddress server, int port) {
        boolean isSecure() {
            return "https".equalsIgnoreCase(address.getScheme());
        }
    }

    /** An answer: where it leads on, or its body. */
    private record Reply(String location, String body) {}

    private Target target(URI address, long end) throws FetchFailed {
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        require(secure || "http".equalsIgnoreCase(address.getScheme()), address, "is neither http nor https");
        require(address.getRawUserInfo() == null, address, "names a user");
        int usual = secure ? configuration.httpsPort() : configuration.httpPort();
        int port = address.getPort() < 0 ? usual : address.getPort();
        require(
                port == configuration.httpPort() || port == configuration.httpsPort(),
                address,
                "has a port other than 80 and 443 (BR 3.2.2.4.18)");
        List<InetAddress> found = addresses(address, host(address), end);
        for (InetAddress each : found) {
            require(addresses.contains(each), address, "leads to " + each.getHostAddress() + ", which is not public");
        }
        return new Target(address, found.getFirst(), port);
    }

    private List<InetAddress> addresses(URI address, DnsName host, long end) throws FetchFailed {
        try {
            return names.addresses(host, end);
        } catch (LookupFailed e) {
            throw new FetchFailed(shown(address) + " cannot be reached: " + e.getMessage());
        }
    }

    /** No spelling of an IP address is the name of a host. */
    private static DnsName host(URI address) throws FetchFailed {
        try {
            String host = address.getHost() == null ? String.valueOf(address.getRawAuthority()) : address.getHost();
            DnsName name = new DnsName(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
            require(!name.isWildcard(), address, "names no host");
            return name;
        } catch (IllegalArgumentException e) {
            throw new FetchFailed(shown(address) + " names no public host: " + e.getMessage());
        }
    }

    private static URI location(URI from, String location) throws FetchFailed {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException _) {
            throw new FetchFailed(shown(from) + " leads on to what is no address");
        }
    }

    private static Reply reply(HttpClient client, Target target, long end) throws FetchFailed {
        String path = target.address().getRawPath();
        String query = target.address().getRawQuery();
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(
                        target.port(), target.server().getHostAddress()))
                .setHost(target.address().getHost())
                .setPort(target.port())
                .setSsl(target.isSecure())
                .setURI((path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query))
                .setFollowRedirects(false);
        return waited(client.request(options).compose(HttpClientRequest::send).compose(WebFiles::reply), target, end);
    }

    private static Future<Reply> reply(HttpClientResponse response) {
        int status = response.statusCode();
        String location = response.getHeader("Location");
        if (REDIRECTS.contains(status) && location != null) {
            return Future.succeededFuture(new Reply(location, null));
        }
        if (status / 100 != 2) {
            return Future.failedFuture(new FetchFailed("answers with status " + status));
        }
        Promise<Reply> read = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(piece -> {
            body.appendBuffer(piece);
            if (body.length() > LARGEST) {
                response.request().connection().close();
                read.tryFail(new FetchFailed("is longer than " + LARGEST + " bytes"));
            }
        });
        response.exceptionHandler(read::tryFail);
        response.endHandler(_ -> read.tryComplete(new Reply(null, body.toString(StandardCharsets.UTF_8))));
        return read.future();
    }

    private static Reply waited(Future<Reply> reply, Target target, long end) throws FetchFailed {
        try {
            return reply.toCompletionStage()
                    .toCompletableFuture()
                    .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new FetchFailed(
                    shown(target.address()) + " is not there within " + DEADLINE.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof FetchFailed
                    ? e.getCause().getMessage()
                    : "cannot be reached at " + target.server().getHostAddress();
            throw new FetchFailed(shown(target.address()) + " " + why);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new FetchFailed(shown(target.address()) + " was not waited for");
        }
    }

    private static void require(boolean holds, URI address, String otherwise) throws FetchFailed {
        if (!holds) {
            throw new FetchFailed(shown(address) + " " + otherwise);
        }
    }

    private static String shown(URI address) {
        String text = address.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
