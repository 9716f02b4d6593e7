package pk.muhr.policy;

/** Where a rule comes from: a standard's clause, such as {@code RFC 5280 §4.2.1.9}. */
public record Citation(String clause) {

    @Override
    public String toString() {
        return clause;
    }
}
