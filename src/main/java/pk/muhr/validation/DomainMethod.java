package pk.muhr.validation;

import java.util.Arrays;
import java.util.Optional;

/** How control of a domain is shown (BR 3.2.2.4). */
public enum DomainMethod {
    /** A TXT record below the domain: proves the domain and every name below it. */
    DNS_TXT("dns-txt", "3.2.2.4.7"),
    /** A file on the domain's web server: proves that one name, and no wildcard. */
    HTTP_FILE("http-file", "3.2.2.4.18");

    /** The edition of the clauses, for the record of each proof (BR 5.4.1). */
    public static final String EDITION = "BR 2.2.6";

    private final String label;
    private final String clause;

    DomainMethod(String label, String clause) {
        this.label = label;
        this.clause = clause;
    }

    /** The word in the API. */
    public String label() {
        return label;
    }

    /** What a proof is registered under. */
    public String clause() {
        return clause;
    }

    /** The method of that label, if there is one. */
    public static Optional<DomainMethod> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(method -> method.label.equals(label))
                .findFirst();
    }
}
