package pk.muhr.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import pk.muhr.x509.AttributeType;

/**
 * The names a requester asks for, by the standards' names: subject attributes ({@code serialNumber} is the person's
 * number as written), and alternative names by kind ({@code dns}, {@code email}, {@code ip} …) in the order given.
 */
public record RequestedNames(Map<AttributeType, String> attributes, Map<String, List<String>> alternativeNames) {

    public RequestedNames {
        attributes = Map.copyOf(attributes);
        alternativeNames = Map.copyOf(alternativeNames);
    }

    /** An attribute, if it is asked for. */
    public Optional<String> attribute(AttributeType type) {
        return Optional.ofNullable(attributes.get(type));
    }

    /** The names of one kind. */
    public List<String> names(String kind) {
        return alternativeNames.getOrDefault(kind, List.of());
    }
}
