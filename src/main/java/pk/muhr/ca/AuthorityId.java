package pk.muhr.ca;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import pk.muhr.policy.AuthorityName;

/** An authority's name and key generation, such as {@code gov-tls-g1}: what stands in addresses and records. */
public record AuthorityId(AuthorityName name, int generation) {

    private static final Pattern FORM = Pattern.compile("(.+)-g([1-9]\\d{0,5})");

    public AuthorityId {
        if (generation < 1) {
            throw new IllegalArgumentException("generations are counted from 1");
        }
    }

    /** Reads {@link #toString()}. */
    public static AuthorityId of(String qualified) {
        Matcher matcher = FORM.matcher(qualified);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an authority's name with its generation: " + qualified);
        }
        return new AuthorityId(new AuthorityName(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return name + "-g" + generation;
    }
}
