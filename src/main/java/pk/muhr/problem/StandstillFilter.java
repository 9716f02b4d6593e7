package pk.muhr.problem;

import java.util.Set;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses what changes or promises something while there is a {@link Standstill}; people may look at what there is. */
@Singleton
class StandstillFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

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
        return path.startsWith("/api/")
                && (!READING.contains(method) || path.endsWith("/status") || path.endsWith("/audit/export"));
    }
}
