package pk.muhr.revocation.observer;

import java.util.Locale;

/** What is wrong with an answer, in a sentence for officers. */
final class Broken extends Exception {

    private static final long serialVersionUID = 1L;

    Broken(String why) {
        super(why);
    }

    /** What happened on the way; where the failure has no message its kind says it. */
    static Broken by(String what, Throwable failure) {
        String said = failure.getMessage();
        return new Broken(what + ": " + (said == null || said.isBlank() ? kind(failure) : said));
    }

    /** {@code ClosedChannelException} is "closed channel". */
    private static String kind(Throwable failure) {
        return failure.getClass()
                .getSimpleName()
                .replaceFirst("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    static void unless(boolean right, String why) throws Broken {
        if (!right) {
            throw new Broken(why);
        }
    }
}
