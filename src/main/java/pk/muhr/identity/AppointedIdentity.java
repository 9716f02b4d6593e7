package pk.muhr.identity;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

import pk.muhr.x509.Sha256;

/**
 * Replaces whatever roles a credential claims by what its subject is appointed to (invariant I7). A {@code groups} claim
 * narrows them; without one every appointment counts. Somebody unknown, or appointed to nothing, has no role: they are
 * refused as 403 and not as 401, because who they are is not in doubt. The credential is a token, the console's session, a
 * client certificate, or a certificate beside one of the others, which then says the same.
 */
@ApplicationScoped
class AppointedIdentity implements SecurityIdentityAugmentor {

    private final Appointments appointments;
    private final CredentialStatus certificates;
    private final String claim;

    /**
     * Made by the container.
     *
     * @param claim whose text names the person; the identity provider vouches that it is theirs for ever
     */
    AppointedIdentity(
            Appointments appointments,
            CredentialStatus certificates,
            @ConfigProperty(name = "muhr.identity.claim", defaultValue = "sub") String claim) {
        this.appointments = appointments;
        this.certificates = certificates;
        this.claim = claim;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        Optional<ClientCertificate> certificate = Optional.ofNullable(
                        HttpSecurityUtils.getRoutingContextAttribute(attributes))
                .flatMap(request -> ClientCertificate.of(request.request()));
        return identity.isAnonymous() && certificate.isEmpty()
                ? Uni.createFrom().item(identity)
                : context.runBlocking(() -> appointed(identity, certificate));
    }

    private SecurityIdentity appointed(SecurityIdentity identity, Optional<ClientCertificate> certificate) {
        Optional<CredentialStatus.Standing.Counts> certified = certificate.map(this::certified);
        QuarkusSecurityIdentity.Builder appointed = QuarkusSecurityIdentity.builder();
        Caller caller;
        if (identity.isAnonymous()) {
            PersonId person = alone(certificate.orElseThrow(), certified.orElseThrow());
            appointed.setPrincipal(new QuarkusPrincipal(person.value()));
            caller = caller(person, Optional.empty(), certificate);
        } else if (identity.getPrincipal() instanceof JsonWebToken token) {
            appointed.setPrincipal(token).addCredentials(identity.getCredentials());
            caller = caller(person(token), groups(token), certificate);
        } else if (identity.getPrincipal() instanceof SessionIdentity.Holder(Session session)) {
            requireSame(session, certificate);
            appointed.setPrincipal(identity.getPrincipal()).addAttribute(Callers.SESSION, session);
            caller = caller(session.person(), session.groups(), certificate);
        } else {
            throw new AuthenticationFailedException("only a token, a certificate or a session says who somebody is");
        }
        certified.ifPresent(said -> requireSame(said, caller));
        return appointed
                .addRoles(caller.roles().stream().map(Role::label).collect(Collectors.toSet()))
                .addAttribute(Callers.ATTRIBUTE, caller)
                .build();
    }

    private CredentialStatus.Standing.Counts certified(ClientCertificate certificate) {
        return switch (certificates.of(certificate.fingerprint())) {
            case CredentialStatus.Standing.Counts counts -> counts;
            case CredentialStatus.Standing.Refused(CredentialStatus.Why why) ->
                throw CertificateProblems.of(why, certificate.fingerprint());
        };
    }

    /** A browser sends a certificate by itself, and a token never. */
    private static PersonId alone(ClientCertificate certificate, CredentialStatus.Standing.Counts certified) {
        if (certificate.sentByAnotherSite()) {
            throw CertificateProblems.sentByAnotherSite(certificate.fingerprint());
        }
        return certified.person();
    }

    /** A session that was opened with a certificate is worth nothing to whoever has only its cookie. */
    private static void requireSame(Session session, Optional<ClientCertificate> certificate) {
        Optional<Sha256> shown = certificate.map(ClientCertificate::fingerprint);
        if (session.certificate().isPresent() && !session.certificate().equals(shown)) {
            throw new AuthenticationFailedException("the session needs the certificate that it was opened with");
        }
    }

    private static void requireSame(CredentialStatus.Standing.Counts certified, Caller caller) {
        Sha256 certificate = caller.certificate().orElseThrow();
        if (!certified.person().equals(caller.person())) {
            throw CertificateProblems.ofAnotherPerson(certificate);
        }
        if (caller.body().filter(body -> !body.equals(certified.body())).isPresent()) {
            throw CertificateProblems.ofAnotherBody(certificate);
        }
    }

    private Caller caller(PersonId person, Optional<Set<String>> groups, Optional<ClientCertificate> certificate) {
        List<Appointment> held = appointments.of(person);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        held.forEach(appointment -> roles.add(appointment.role()));
        groups.ifPresent(named -> roles.removeIf(role -> !named.contains(role.label())));
        Optional<BodyId> body = held.stream()
                .filter(appointment -> roles.contains(appointment.role()))
                .flatMap(appointment -> appointment.body().stream())
                .findFirst();
        return new Caller(person, roles, body, certificate.map(ClientCertificate::fingerprint));
    }

    /** Absent when the token leaves them out; nothing when they are no list. */
    private static Optional<Set<String>> groups(JsonWebToken token) {
        return token.getClaimNames().contains(Claims.groups.name())
                ? Optional.of(Objects.requireNonNullElse(token.getGroups(), Set.of()))
                : Optional.empty();
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
