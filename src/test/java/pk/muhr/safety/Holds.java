package pk.muhr.safety;

/** A hold for tests outside this package. */
public final class Holds {

    private Holds() {}

    /** One that has not begun. */
    public static Hold free() {
        return new Hold();
    }

    /** One that has begun. */
    public static Hold held() {
        Hold hold = new Hold();
        hold.begin("a test holds it");
        return hold;
    }
}
