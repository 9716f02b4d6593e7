package pk.muhr.problem;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses what changes or promises something while there is a {@link Standstill}; people may look at what there is. Protocols
 * with a refusal of their own are asked, and what ends the standstill.
 */
@Singleton
class StandstillFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final List<String> ASKED = List.of("/ocsp", "/tsa", "/api/v1/audit/recovery");

    /** What a certificate's status is, and what is put on record when it is asked. */
    private static final Pattern PROMISES = Pattern.compile("/status$|/audit/(export$|reports/|certificates/)");

    private final Instance<Standstill> standstills;

    StandstillFilter(Instance<Standstill> standstills) {
        this.standstills = standstills;
    }

    @ServerRequestFilter(nonBlocking = true)
    void refuse(ContainerRequestContext request) {
        if (promises(request.getMethod(), request.getUriInfo().getPath())) {
            standstills.stream()
                    .flatMap(standstill -> standstill.problem().stream())
                    .findFirst()
                    .ifPresent(problem -> {
                        throw new ProblemException(problem);
                    });
        }
    }

    private static boolean promises(String method, String path) {
        return READING.contains(method)
                ? path.startsWith("/api/") && PROMISES.matcher(path).find()
                : ASKED.stream().noneMatch(path::startsWith);
    }
}
