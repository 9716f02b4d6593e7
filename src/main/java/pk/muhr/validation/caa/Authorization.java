package pk.muhr.validation.caa;

import pk.muhr.x509.DnsName;

/** What the DNS says about who may certify a name. */
public sealed interface Authorization {

    /** The name that was asked for. */
    DnsName name();

    /** Nothing speaks against it; {@code found} says what was read, in a line. */
    record Permitted(DnsName name, String found) implements Authorization {}

    /** Its holder lets others certify it, or nobody. */
    record Forbidden(DnsName name, String why) implements Authorization {}

    /** Nobody knows, so it must not be certified. */
    record Unknown(DnsName name, String why) implements Authorization {}
}
