package pk.muhr.x509;

import static pk.muhr.x509.LegibleText.require;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address by which a service or a workload is known in a uniformResourceIdentifier: an https URI or a SPIFFE ID, in
 * the one spelling that all comparisons of RFC 3986 §6.2 lead to (RFC 5280 §4.2.1.6 and §7.4, SPIFFE-ID §2). It names;
 * nothing here is ever fetched.
 *
 * @param value the URI, such as {@code https://api.nitb.gov.pk/cards} or {@code spiffe://nitb.gov.pk/cards}; scheme and
 *     host are lowered, and an https URI without a path gets {@code /}
 * @throws IllegalArgumentException with a sentence that names the rule
 */
public record ServiceUri(String value) {

    private static final int LONGEST = 255;
    private static final int HTTPS_PORT = 443;
    private static final int LAST_PORT = 65535;
    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(/.*)?");
    private static final Pattern AUTHORITY = Pattern.compile("([^:]*)(?::([0-9]*))?");
    private static final Pattern SEGMENT = Pattern.compile("([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2})*");
    private static final Pattern SPIFFE_SEGMENT = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern PERCENT = Pattern.compile("%([0-9A-F]{2})");

    public ServiceUri {
        require(value.length() <= LONGEST, "a service URI has at most 255 characters (SPIFFE-ID §2.3)", value);
        require(
                value.chars().allMatch(character -> character > ' ' && character <= '~'),
                "a URI has visible ASCII characters only (RFC 3986 §2)",
                value);
        require(value.indexOf('#') < 0, "a service URI has no fragment (SPIFFE-ID §2, RFC 3986 §4.3)", value);
        require(value.indexOf('?') < 0, "a service URI has no query (SPIFFE-ID §2)", value);
        Matcher parts = URI.matcher(value);
        require(parts.matches(), "a service URI is absolute, with a host (RFC 5280 §4.2.1.6)", value);
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        boolean spiffe = scheme.equals("spiffe");
        require(
                spiffe || scheme.equals("https"),
                "a service URI is of the scheme https or spiffe (RFC 9110 §4.2.2, SPIFFE-ID §2)",
                value);
        String authority = authority(parts.group(2), spiffe, value);
        String path = parts.group(3) == null ? "" : parts.group(3);
        if (spiffe) {
            checkSpiffePath(path, value);
        } else {
            checkPath(path, value);
        }
        value = scheme + "://" + authority + (path.isEmpty() ? "/" : path);
    }

    /** The host that the URI names; for a SPIFFE ID the trust domain. */
    public DnsName host() {
        return new DnsName(value.split("[/:]+")[1]);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String authority(String written, boolean spiffe, String value) {
        require(written.indexOf('@') < 0, "a service URI has no user information (RFC 9110 §4.2.4)", value);
        Matcher parts = AUTHORITY.matcher(written);
        require(parts.matches(), "a service URI has a DNS name for a host (RFC 5280 §4.2.1.6)", value);
        DnsName host = new DnsName(parts.group(1));
        require(!host.isWildcard(), "a service URI has one host, not a wildcard (RFC 5280 §4.2.1.6)", value);
        String port = parts.group(2);
        if (port == null) {
            return host.value();
        }
        require(!spiffe, "a SPIFFE ID has no port (SPIFFE-ID §2.1)", value);
        require(
                !port.isEmpty() && !port.startsWith("0") && port.length() <= 5 && Integer.parseInt(port) <= LAST_PORT,
                "a port is a number from 1 to 65535 without leading zeros (RFC 3986 §6.2.3)",
                value);
        require(
                Integer.parseInt(port) != HTTPS_PORT,
                "the port 443 is implied by https and not written (RFC 3986 §6.2.3)",
                value);
        return host + ":" + port;
    }

    private static void checkSpiffePath(String path, String value) {
        require(path.length() > 1, "the SPIFFE ID of a workload has a path (X509-SVID §3.1)", value);
        for (String segment : path.substring(1).split("/", -1)) {
            refuseDots(segment, value);
            require(
                    SPIFFE_SEGMENT.matcher(segment).matches(),
                    "a segment of a SPIFFE ID is not empty and has letters, digits, . _ - only (SPIFFE-ID §2.2)",
                    value);
        }
    }

    private static void checkPath(String path, String value) {
        List<String> segments = List.of(path.split("/", -1));
        for (int i = 1; i < segments.size(); i++) {
            refuseDots(segments.get(i), value);
            require(
                    SEGMENT.matcher(segments.get(i)).matches(),
                    "a path has the characters of pchar only, and %XX in upper case (RFC 3986 §3.3, §6.2.2.1)",
                    value);
            require(
                    !segments.get(i).isEmpty() || i == segments.size() - 1,
                    "a path has no empty segment but the last (RFC 3986 §3.3)",
                    value);
        }
        PERCENT.matcher(path)
                .results()
                .map(ServiceUri::octet)
                .forEach(octet -> require(
                        !isUnreserved(octet) && octet > ' ' && octet != 0x7f && octet != '/' && octet != '\\',
                        "percent-encoding hides no unreserved character, slash, space or control"
                                + " (RFC 3986 §6.2.2.2, §7.3)",
                        value));
    }

    private static void refuseDots(String segment, String value) {
        require(
                !Set.of(".", "..").contains(segment),
                "a path has no dot segments (RFC 3986 §6.2.2.3, SPIFFE-ID §2.2)",
                value);
    }

    private static int octet(MatchResult percent) {
        return Integer.parseInt(percent.group(1), 16);
    }

    private static boolean isUnreserved(int octet) {
        return octet < 0x80 && (Character.isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0);
    }
}
