package pk.muhr.timestamp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.problem.StoreFailed;
import pk.muhr.timestamp.KeyRemovals.Kind;
import pk.muhr.timestamp.KeyRemovals.Word;
import pk.muhr.x509.Certificate;

/** The keys of time-stamping units, and their removal by two officers (CSBR §6.3.2). */
@Path("/api/v1/tsa/keys")
@RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.CA_ADMINISTRATOR})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Time-stamps")
public class UnitKeyResource {

    private static final String ACTIVE = "MU292";

    private final UnitKeys keys;
    private final KeyRemovals removals;
    private final KeyEnds ends;
    private final Callers callers;
    private final Clock clock;

    UnitKeyResource(UnitKeys keys, KeyRemovals removals, KeyEnds ends, Callers callers, Clock clock) {
        this.keys = keys;
        this.removals = removals;
        this.ends = ends;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * A key.
     *
     * @param state {@code waiting} for its certificate, {@code refused}, {@code certified}, {@code removal-proposed},
     *     {@code removal-confirmed} or {@code destroyed}
     * @param signsUntil the end of its use
     * @param removeBefore when it must be gone from the token
     * @param overdue whether that has passed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UnitKeyDocument(
            long id,
            @Schema(examples = "unit-1") String unit,
            String token,
            String key,
            String state,
            String certificate,
            Instant signsUntil,
            Instant removeBefore,
            boolean overdue) {}

    /** Every key there ever was, newest first. */
    @GET
    @RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.CA_ADMINISTRATOR, Role.Label.AUDITOR})
    @Operation(summary = "List the keys of time-stamping units")
    public List<UnitKeyDocument> all() {
        Map<Long, Word> words = removals.all().stream().collect(Collectors.toMap(Word::key, Function.identity()));
        return keys.all().stream()
                .map(key -> document(key, Optional.ofNullable(words.get(key.number()))))
                .toList();
    }

    /** Proposes to destroy a key that signs nothing any more, or as the second officer lets it be destroyed. */
    @POST
    @Path("/{id}/removal")
    @Operation(summary = "Remove a key from its token, as the first or the second of two officers")
    public UnitKeyDocument remove(@PathParam("id") long id) {
        UnitKey key = keys.find(id)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(404, "unit-key-unknown", "No such key", "No unit ever had a key of this number.")
                                .withValue("" + id)
                                .withFix("take the number from GET /api/v1/tsa/keys")));
        Caller caller = callers.current();
        Role office = caller.holds(Role.SECURITY_OFFICER) ? Role.SECURITY_OFFICER : Role.CA_ADMINISTRATOR;
        Optional<Word> before = removals.of(key);
        boolean second = before.filter(word -> word.kind() == Kind.PROPOSED
                        && !word.by().equals(caller.person().value())
                        && word.at().plus(Duration.ofDays(1)).isAfter(clock.instant()))
                .isPresent();
        try {
            removals.say(second ? Kind.CONFIRMED : Kind.PROPOSED, key, ends.reason(key), caller.actorAs(office));
        } catch (StoreFailed e) {
            throw refused(e);
        }
        return document(key, removals.of(key));
    }

    private static RuntimeException refused(StoreFailed e) {
        if (!e.state().startsWith("MU29")) {
            return e;
        }
        return new ProblemException(
                e.state().equals(ACTIVE)
                        ? Problem.of(
                                        409,
                                        "unit-key-active",
                                        "It is in use",
                                        "The key is the active one of its unit, or signed a moment ago.")
                                .withFix("wait until the unit has its next key; revoke its certificate if that is why")
                        : Problem.of(
                                        409,
                                        "unit-key-removal",
                                        "Not now",
                                        "Two officers remove a key, once; nothing changed.")
                                .withFix("look at GET /api/v1/tsa/keys for how far it is"));
    }

    private UnitKeyDocument document(UnitKey key, Optional<Word> word) {
        Optional<Certificate> certificate = key.certificate();
        return new UnitKeyDocument(
                key.number(),
                key.unit(),
                key.token().label().value(),
                key.label().value(),
                state(key, word),
                certificate.map(issued -> issued.fingerprint().hex()).orElse(null),
                certificate.map(UnitKey::lastUse).orElse(null),
                ends.removeBefore(key).orElse(null),
                ends.isOverdue(key, word));
    }

    private static String state(UnitKey key, Optional<Word> word) {
        if (word.isPresent()) {
            return word.get().kind() == Kind.DONE
                    ? "destroyed"
                    : "removal-" + word.get().kind().label();
        }
        return key.certificate().isPresent() ? "certified" : key.refused().isPresent() ? "refused" : "waiting";
    }
}
