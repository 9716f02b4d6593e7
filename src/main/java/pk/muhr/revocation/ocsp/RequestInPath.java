package pk.muhr.revocation.ocsp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;

/**
 * Reads the request out of a GET's address as it was sent: base64 of the request, of which any character may be
 * percent-encoded, with or without padding (RFC 6960 appendix A.1). The address is taken raw, since base64 has slashes,
 * also two in a row, that a server's idea of paths would change.
 */
final class RequestInPath {

    private static final String PREFIX = "/ocsp/";
    private static final int HEX = 16;

    private RequestInPath() {}

    /**
     * The request in this address.
     *
     * @throws MalformedDer when it is not base64, or longer than a request may be
     */
    static Der of(String address) {
        int begin = address.indexOf(PREFIX);
        if (begin < 0) {
            throw new MalformedDer("no request in the address", null);
        }
        int query = address.indexOf('?', begin);
        String encoded = address.substring(begin + PREFIX.length(), query < 0 ? address.length() : query);
        if (encoded.length() > OcspQuestion.LONGEST_REQUEST) {
            throw new MalformedDer("an address of " + encoded.length() + " characters", null);
        }
        try {
            return Der.of(Base64.getDecoder().decode(unescaped(encoded).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            throw new MalformedDer("the address does not hold base64: " + e.getMessage(), e);
        }
    }

    /** Percent-decoded (RFC 3986 §2.1); a plus sign stands for itself. */
    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '%') {
                out.append((char) octet(text, at + 1));
                at += 2;
            } else {
                out.append(character);
            }
        }
        return out.toString();
    }

    private static int octet(String text, int at) {
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at), HEX) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(at + 1), HEX);
        if (low < 0) {
            throw new IllegalArgumentException("a percent sign without two hexadecimal digits");
        }
        return high * HEX + low;
    }
}
