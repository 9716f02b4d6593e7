package pk.muhr.console;

import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.identity.DevelopmentIdentities;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;

/** Whom a development installation lets anybody be; nobody elsewhere. */
@ApplicationScoped
public class DevelopmentPeople {

    private final boolean development;

    DevelopmentPeople(@ConfigProperty(name = "muhr.mode", defaultValue = "production") String mode) {
        this.development = mode.equals("development");
    }

    /** The people of one office; {@code roleKey} names its word. */
    public record Group(String roleKey, List<PersonId> people) {}

    /** All of them by office; nobody in production. */
    List<Group> groups() {
        return development
                ? Arrays.stream(Role.values())
                        .map(role -> new Group(Frame.key(role), DevelopmentIdentities.of(role)))
                        .toList()
                : List.of();
    }

    /** Whether anybody may be this person. */
    boolean has(String person) {
        return groups().stream().flatMap(group -> group.people().stream()).anyMatch(known -> known.value()
                .equals(person));
    }
}
