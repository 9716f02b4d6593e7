package pk.muhr.identity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import pk.muhr.audit.Actor;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/**
 * Who makes the request, with the roles that count for it.
 *
 * @param roles what the person is appointed to, narrowed by the token where it names groups
 * @param body whom a subscriber acts for; empty when {@code roles} does not have {@link Role#SUBSCRIBER}
 * @param certificate SHA-256 of the client certificate that says who they are; empty when a token alone does
 */
public record Caller(PersonId person, Set<Role> roles, Optional<BodyId> body, Optional<Sha256> certificate) {

    public Caller {
        roles = Set.copyOf(roles);
        if (roles.contains(Role.SUBSCRIBER) != body.isPresent()) {
            throw new IllegalArgumentException("a subscriber, and nobody else, acts for a body");
        }
    }

    /** Somebody whom a token alone names. */
    public Caller(PersonId person, Set<Role> roles, Optional<BodyId> body) {
        this(person, roles, body, Optional.empty());
    }

    /** Whether the role counts for this request. */
    public boolean holds(Role role) {
        return roles.contains(role);
    }

    /**
     * Asks for one of the given roles: the check in the domain, whatever the resource's annotations said.
     *
     * @throws ProblemException 403 when the caller holds none of them
     */
    public void require(Role... anyOf) {
        if (Stream.of(anyOf).noneMatch(roles::contains)) {
            String wanted = labels(Arrays.stream(anyOf));
            throw new ProblemException(Problem.of(
                            403, "role-missing", "Not your office", "This needs an appointment that you do not hold.")
                    .withValue(roles.isEmpty() ? "no role" : labels(roles.stream()))
                    .withFix("Ask a person appointed as " + wanted + ", or for that appointment."));
        }
    }

    /**
     * The body that the caller acts for.
     *
     * @throws ProblemException 403 when they act for none
     */
    public BodyId requireBody() {
        require(Role.SUBSCRIBER);
        return body.orElseThrow();
    }

    /**
     * Whose objects the caller may read: everybody's by an office, the own body's otherwise. An officer who acts for a
     * body as well reads what they decide about.
     *
     * @param readers the roles that may read at all
     * @throws ProblemException 403 when the caller holds none of them
     */
    public Optional<BodyId> scope(Role... readers) {
        require(readers);
        boolean office = Stream.of(readers).anyMatch(role -> !role.actsForBody() && holds(role));
        return office ? Optional.empty() : body;
    }

    /** The caller in the audit trail, with every role that counted. */
    public Actor actor() {
        return new Actor(person.value(), roles.isEmpty() ? Optional.empty() : Optional.of(labels(roles.stream())));
    }

    /** The caller in the audit trail, using this one role. */
    public Actor actorAs(Role role) {
        return new Actor(person.value(), Optional.of(role.label()));
    }

    private static String labels(Stream<Role> roles) {
        return roles.sorted(Comparator.naturalOrder()).map(Role::label).collect(Collectors.joining(", "));
    }
}
