package pk.muhr.x509;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds of alternative names by the names that requests and policy files use (RFC 5280 §4.2.1.6). */
public enum NameKind {
    /** dNSName. */
    @JsonProperty("dns")
    DNS("dns"),
    /** rfc822Name. */
    @JsonProperty("email")
    EMAIL("email"),
    /** otherName: a user principal name (MS-WCCE). */
    @JsonProperty("upn")
    UPN("upn"),
    /** uniformResourceIdentifier. */
    @JsonProperty("uri")
    URI("uri");

    private final String label;

    NameKind(String label) {
        this.label = label;
    }

    /** The name used in requests and policy files. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
