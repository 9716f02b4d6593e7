package pk.muhr.identity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.audit.Actor;

/**
 * The bodies and people of a development installation, so that a fresh clone has somebody who may ask for a
 * certificate. Refused in production mode, where appointments are made by a ceremony.
 */
@ApplicationScoped
public class DevelopmentIdentities {

    /** The body whose domain is {@code nitb.example.gov.pk}. */
    public static final BodyId NITB = new BodyId("nitb");

    /** The body whose domain is {@code ntc.example.gov.pk}. */
    public static final BodyId NTC = new BodyId("ntc");

    /** A company of the commercial domain, whose domain is {@code textiles.example.com.pk}. */
    public static final BodyId TEXTILES = new BodyId("textiles");

    /** A province, whose domain is {@code punjab.example.gov.pk}. */
    public static final BodyId PUNJAB = new BodyId("punjab");

    private static final List<Body> BODIES = List.of(
            body(NITB, "National Information Technology Board"),
            body(NTC, "National Telecommunication Corporation"),
            new Body(
                    TEXTILES,
                    "Example Textiles Limited",
                    "PK",
                    Optional.of("Punjab"),
                    Optional.of("Lahore"),
                    "NTRPK-0012345"),
            new Body(
                    PUNJAB,
                    "Government of the Punjab",
                    "PK",
                    Optional.of("Punjab"),
                    Optional.of("Lahore"),
                    "GOVPK+PB"));

    private final Bodies bodies;
    private final People people;
    private final Appointments appointments;
    private final String mode;

    DevelopmentIdentities(
            Bodies bodies,
            People people,
            Appointments appointments,
            @ConfigProperty(name = "muhr.mode", defaultValue = "production") String mode) {
        this.bodies = bodies;
        this.people = people;
        this.appointments = appointments;
        this.mode = mode;
    }

    /**
     * Makes what is missing: the bodies, two persons per office ({@code dev-security-officer},
     * {@code dev-security-officer-2} …), since two decide, and one subscriber per body ({@code dev-subscriber-nitb} …).
     * Each step is whole by itself; after a crash, running it again completes it.
     *
     * @throws IllegalStateException outside development mode
     */
    public void establish(Actor by) {
        if (!mode.equals("development")) {
            throw new IllegalStateException("development identities exist in development mode only");
        }
        BODIES.stream().filter(body -> bodies.find(body.id()).isEmpty()).forEach(body -> bodies.register(body, by));
        for (Role role : Role.values()) {
            if (role.actsForBody()) {
                BODIES.forEach(body -> person(role, Optional.of(body.id()), "-" + body.id(), by));
            } else {
                person(role, Optional.empty(), "", by);
                person(role, Optional.empty(), "-2", by);
            }
        }
    }

    /** The people of one office in a development installation. */
    public static List<PersonId> of(Role role) {
        Stream<String> names = role.actsForBody() ? BODIES.stream().map(body -> "-" + body.id()) : Stream.of("", "-2");
        return names.map(suffix -> new PersonId("dev-" + role.label() + suffix)).toList();
    }

    private void person(Role role, Optional<BodyId> body, String suffix, Actor by) {
        PersonId id = new PersonId("dev-" + role.label() + suffix);
        if (people.find(id).isEmpty()) {
            people.register(new Person(id, "Development " + role.label() + suffix), by);
        }
        appointments.appoint(id, role, body, by);
    }

    private static Body body(BodyId id, String legalName) {
        return new Body(
                id, legalName, "PK", Optional.of("Islamabad Capital Territory"), Optional.of("Islamabad"), "GOVPK");
    }
}
