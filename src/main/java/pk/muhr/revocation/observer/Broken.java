package pk.muhr.revocation.observer;

/** What is wrong with an answer, in a sentence for officers. */
final class Broken extends Exception {

    private static final long serialVersionUID = 1L;

    Broken(String why) {
        super(why);
    }

    static void unless(boolean right, String why) throws Broken {
        if (!right) {
            throw new Broken(why);
        }
    }
}
