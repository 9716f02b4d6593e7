package pk.muhr.identity;

import java.util.Arrays;
import java.util.Locale;

/** What kind of legal person a body is. */
public enum BodyKind {
    MINISTRY,
    DIVISION,
    ATTACHED_DEPARTMENT,
    PROVINCE,
    AUTONOMOUS_BODY,
    COURT,
    ARMED_FORCES,
    LOCAL_GOVERNMENT,
    COMPANY;

    /** The name in the API and the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that label. */
    public static BodyKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a kind is one of "
                        + Arrays.stream(values()).map(BodyKind::label).toList()));
    }
}
