package pk.muhr.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names a requester asks for, by the standards' names: an optional common name, and alternative names by kind
 * ({@code dns}, {@code email}, {@code ip} …) in the order they were given.
 */
public record RequestedNames(Optional<String> commonName, Map<String, List<String>> alternativeNames) {

    public RequestedNames {
        alternativeNames = Map.copyOf(alternativeNames);
    }
}
