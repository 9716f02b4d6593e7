package pk.muhr.safety;

import java.util.List;

/** Roles for tests without the framework. */
public final class RoleWords {

    private RoleWords() {}

    /** As {@code muhr.roles} names them. */
    public static ProcessRoles roles(String... words) {
        return new ProcessRoles(List.of(words));
    }
}
