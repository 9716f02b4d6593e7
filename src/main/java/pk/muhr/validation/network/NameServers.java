package pk.muhr.validation.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;
import org.xbill.DNS.lookup.LookupFailedException;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.RedirectLoopException;
import org.xbill.DNS.lookup.RedirectOverflowException;
import org.xbill.DNS.lookup.ServerFailedException;

import pk.muhr.x509.DnsName;

/**
 * The domain name system, as the configured name servers know it: aliases are followed (RFC 1034 §3.6.2, RFC 6672), what
 * does not fit a datagram is asked for again over TCP (RFC 7766), and with trust anchors an answer that should be signed and
 * is not counts as a failure (RFC 4035 §5). Nothing is kept.
 */
@ApplicationScoped
public class NameServers {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration DEADLINE = Duration.ofSeconds(8);
    private static final int MOST_ALIASES = 10;
    private static final int DNS = 53;

    private final LookupSession session;
    private final boolean validate;

    NameServers(
            @ConfigProperty(name = "muhr.dns.servers") Optional<List<String>> servers,
            @ConfigProperty(name = "muhr.dns.trust-anchors") Optional<Path> trustAnchors,
            Clock clock) {
        Resolver resolver = resolver(servers.orElse(List.of()));
        this.validate = trustAnchors.isPresent();
        this.session = LookupSession.builder()
                .resolver(trustAnchors
                        .<Resolver>map(anchors -> validating(resolver, anchors, clock))
                        .orElse(resolver))
                .maxRedirects(MOST_ALIASES)
                .build();
    }

    /** @param servers as {@code HOST:PORT}; those of the operating system when there are none */
    private static Resolver resolver(List<String> servers) {
        ExtendedResolver resolver = servers.isEmpty()
                ? new ExtendedResolver()
                : new ExtendedResolver(servers.stream()
                        .map(server -> new SimpleResolver(address(server)))
                        .toArray(Resolver[]::new));
        for (Resolver each : resolver.getResolvers()) {
            each.setTimeout(PATIENCE);
        }
        resolver.setRetries(2);
        resolver.setTimeout(DEADLINE);
        return resolver;
    }

    private static InetSocketAddress address(String server) {
        try {
            boolean hasPort = server.matches("[^:]+:\\d+|\\[.*]:\\d+");
            int end = hasPort ? server.lastIndexOf(':') : server.length();
            return new InetSocketAddress(
                    InetAddress.ofLiteral(server.substring(0, end)),
                    hasPort ? Integer.parseInt(server.substring(end + 1)) : DNS);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "muhr.dns.servers: \"" + server + "\" is not ADDRESS or ADDRESS:PORT, such as 192.0.2.53:53", e);
        }
    }

    private static Resolver validating(Resolver resolver, Path anchors, Clock clock) {
        ValidatingResolver validating = new ValidatingResolver(resolver, clock);
        try (InputStream file = Files.newInputStream(anchors)) {
            validating.loadTrustAnchors(file);
            return validating;
        } catch (IOException e) {
            throw new UncheckedIOException("muhr.dns.trust-anchors: " + anchors + " cannot be read", e);
        }
    }

    /** Whether answers are validated here; otherwise they are as good as the servers and the way to them. */
    boolean validate() {
        return validate;
    }

    /**
     * The records of this name and type, or of the name that it is an alias of; none where there are none.
     *
     * @throws LookupFailed when nobody knows whether there are any
     */
    public List<Record> records(Name name, int type) throws LookupFailed {
        return records(name, type, DEADLINE);
    }

    private List<Record> records(Name name, int type, Duration patience) throws LookupFailed {
        try {
            return session
                    .lookupAsync(name, type)
                    .toCompletableFuture()
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS)
                    .getRecords()
                    .stream()
                    .filter(record -> record.getType() == type) // and not the signatures over them
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoSuchDomainException || e.getCause() instanceof NoSuchRRSetException) {
                return List.of();
            }
            throw new LookupFailed(reason(e.getCause()) + " for " + Type.string(type) + " of " + name.toString(true));
        } catch (TimeoutException _) {
            throw new LookupFailed("no name server answers for " + name.toString(true));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LookupFailed("the answer for " + name.toString(true) + " was not waited for");
        }
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case RedirectLoopException _ -> "aliases lead in a circle when one asks";
            case RedirectOverflowException _ -> "more than " + MOST_ALIASES + " aliases stand in a row when one asks";
            case ServerFailedException _ -> "the name servers fail, or their answer is not signed as it should be,";
            case LookupFailedException _ -> "the name servers refuse to answer";
            default -> "no name server answers";
        };
    }

    /**
     * Every address of a host; one of IPv6 stays one, whatever IPv4 address is written into it.
     *
     * @param end as {@link System#nanoTime} tells it, until when to wait
     * @throws LookupFailed also when it has none
     */
    List<InetAddress> addresses(DnsName host, long end) throws LookupFailed {
        Name name = Name.fromConstantString(host.value() + ".");
        List<InetAddress> found = new ArrayList<>();
        for (int type : List.of(Type.A, Type.AAAA)) {
            long left = Math.clamp(end - System.nanoTime(), 0, DEADLINE.toNanos());
            for (Record record : records(name, type, Duration.ofNanos(left))) {
                found.add(address(record.rdataToWireCanonical()));
            }
        }
        if (found.isEmpty()) {
            throw new LookupFailed(host + " has no address");
        }
        return found;
    }

    private static InetAddress address(byte[] octets) {
        try {
            return octets.length == 4 ? InetAddress.getByAddress(octets) : Inet6Address.getByAddress(null, octets, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address record has 4 or 16 octets", e);
        }
    }
}
