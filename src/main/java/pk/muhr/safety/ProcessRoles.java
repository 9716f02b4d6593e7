package pk.muhr.safety;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this process does, from {@code muhr.roles}; everything when that says {@code all}. */
@ApplicationScoped
public class ProcessRoles {

    private static final String ALL = "all";

    private final Set<ProcessRole> roles;

    /** @throws IllegalArgumentException when a word is no role, so that a slip never opens more than was meant */
    ProcessRoles(@ConfigProperty(name = "muhr.roles", defaultValue = ALL) List<String> words) {
        EnumSet<ProcessRole> named = EnumSet.noneOf(ProcessRole.class);
        for (String word : words) {
            if (word.strip().equals(ALL)) {
                named.addAll(EnumSet.allOf(ProcessRole.class));
            } else {
                named.add(ProcessRole.of(word.strip())
                        .orElseThrow(() -> new IllegalArgumentException("muhr.roles must be all, or authority,"
                                + " registration, status and timestamp joined by commas, not " + word.strip())));
            }
        }
        this.roles = Collections.unmodifiableSet(named);
    }

    /** Whether this process does this part of the work. */
    public boolean has(ProcessRole role) {
        return roles.contains(role);
    }

    /** Whether it faces the internet alone: its database role may write nothing but what it gives out, and reads of nobody. */
    public boolean isPublicOnly() {
        return !has(ProcessRole.AUTHORITY) && !has(ProcessRole.REGISTRATION);
    }

    @Override
    public String toString() {
        return String.join(", ", roles.stream().map(ProcessRole::label).toList());
    }
}
