package pk.muhr.problem;

import java.util.Optional;

/** Implemented where it is known that, for now, this process changes and promises nothing. */
public interface Standstill {

    /** What callers are told, while that is so. */
    Optional<Problem> problem();
}
