package pk.muhr.identity;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import pk.muhr.x509.Sha256;

/**
 * Somebody who logged in at the console.
 *
 * @param certificate with which they did, if by one: the session counts on connections made with it, and on no others
 * @param groups of the provider's token, where it named some; they narrow the roles
 * @param formToken what forms of this session carry, so that no other page can send them; 64 hexadecimal digits
 * @param renewable whether the browser's secret is old enough to be replaced
 */
public record Session(
        UUID id,
        PersonId person,
        Means means,
        Optional<Sha256> certificate,
        Optional<Set<String>> groups,
        String formToken,
        boolean renewable) {

    /** How somebody showed who they are. */
    public enum Means {
        CERTIFICATE,
        PROVIDER,
        DEVELOPMENT
    }

    public Session {
        Objects.requireNonNull(person);
        groups = groups.map(Set::copyOf);
    }
}
