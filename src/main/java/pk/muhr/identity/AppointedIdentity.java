package pk.muhr.identity;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Replaces whatever roles a credential claims by what its subject is appointed to (invariant I7). A {@code groups} claim
 * narrows them; without one every appointment counts. Somebody unknown, or appointed to nothing, has no role: they are
 * refused as 403 and not as 401, because who they are is not in doubt.
 */
@ApplicationScoped
class AppointedIdentity implements SecurityIdentityAugmentor {

    private final Appointments appointments;
    private final String claim;

    /**
     * Made by the container.
     *
     * @param claim whose text names the person; the identity provider vouches that it is theirs for ever
     */
    AppointedIdentity(
            Appointments appointments,
            @ConfigProperty(name = "muhr.identity.claim", defaultValue = "sub") String claim) {
        this.appointments = appointments;
        this.claim = claim;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.isAnonymous()
                ? Uni.createFrom().item(identity)
                : context.runBlocking(() -> appointed(identity));
    }

    private SecurityIdentity appointed(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new AuthenticationFailedException("only a token says who somebody is");
        }
        Caller caller = caller(token);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addCredentials(identity.getCredentials())
                .addRoles(caller.roles().stream().map(Role::label).collect(Collectors.toSet()))
                .addAttribute(Callers.ATTRIBUTE, caller)
                .build();
    }

    private Caller caller(JsonWebToken token) {
        PersonId person = person(token);
        List<Appointment> held = appointments.of(person);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        held.forEach(appointment -> roles.add(appointment.role()));
        if (token.getClaimNames().contains(Claims.groups.name())) {
            Set<String> groups = token.getGroups();
            roles.removeIf(role -> groups == null || !groups.contains(role.label()));
        }
        Optional<BodyId> body = held.stream()
                .filter(appointment -> roles.contains(appointment.role()))
                .flatMap(appointment -> appointment.body().stream())
                .findFirst();
        return new Caller(person, roles, body);
    }

    private PersonId person(JsonWebToken token) {
        Object name = token.getClaim(claim);
        try {
            return new PersonId(name instanceof String text ? text : "");
        } catch (IllegalArgumentException e) {
            throw new AuthenticationFailedException("the token's " + claim + " is not a person's identifier", e);
        }
    }
}
