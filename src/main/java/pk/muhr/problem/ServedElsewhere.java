package pk.muhr.problem;

import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses the addresses that another role of the installation serves. */
@Singleton
class ServedElsewhere {

    private final ServedAddresses served;

    ServedElsewhere(ServedAddresses served) {
        this.served = served;
    }

    @ServerRequestFilter(nonBlocking = true)
    void refuse(ContainerRequestContext request) {
        if (applies(MatchedResource.of(request))) {
            throw new ProblemException(problem());
        }
    }

    /** Whether the resource is not served here; it outweighs whatever else is wrong with a request. */
    boolean applies(Optional<MatchedResource> matched) {
        return matched.filter(resource -> !isServed(resource)).isPresent();
    }

    /** Whether the pages for people are served here. */
    boolean servesPages() {
        return served.forCallers();
    }

    private boolean isServed(MatchedResource resource) {
        if (resource.timeStamps()) {
            return served.forTimeStamps();
        }
        return resource.plainHttp() ? served.forTheInternet() : served.forCallers();
    }

    static Problem problem() {
        return Problem.of(404, "not-served-here", "Not here", "This address is served elsewhere.")
                .withFix("Ask the operator for the address of the service that serves it.");
    }
}
