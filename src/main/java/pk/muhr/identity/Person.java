package pk.muhr.identity;

/**
 * Somebody who can be appointed.
 *
 * @param displayName for officers' screens; decides nothing
 */
public record Person(PersonId id, String displayName) {

    public Person {
        if (displayName.isBlank() || displayName.length() > 200) {
            throw new IllegalArgumentException("a person has a name of at most 200 characters");
        }
    }
}
