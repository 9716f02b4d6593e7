package pk.muhr.console;

import java.util.regex.Pattern;

/** Where a visitor goes after something: an address of this site and no other. */
public final class Destination {

    /** The first page. */
    public static final String START = "/";

    /** A path of plain segments, with a query; never two slashes, which would name another host. */
    private static final Pattern OURS = Pattern.compile("/(?:[A-Za-z0-9._~@-]+/?)*(?:\\?[A-Za-z0-9._~=&%+-]*)?");

    private static final int LONGEST = 500;

    private Destination() {}

    /** The asked address where it is ours, else the start. */
    public static String of(String asked) {
        return asked != null && asked.length() <= LONGEST && OURS.matcher(asked).matches() ? asked : START;
    }
}
