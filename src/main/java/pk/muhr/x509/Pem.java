package pk.muhr.x509;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Textual encoding of DER (RFC 7468): exactly one block, nothing but white space around it. */
public record Pem(String label, Der content) {

    private static final Pattern BEGIN = Pattern.compile("\\s*-----BEGIN ([A-Z0-9 ]{1,40})-----");
    private static final String WHITE = " \t\n\u000b\f\r";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /**
     * Reads one block.
     *
     * @throws MalformedDer when there is none, more than one, a header, or base64 that does not decode
     */
    public static Pem parse(String text) {
        Matcher begin = BEGIN.matcher(text);
        int end = text.length();
        while (end > 0 && WHITE.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        String tail = begin.lookingAt() ? "-----END " + begin.group(1) + "-----" : "";
        int last = end - tail.length();
        if (tail.isEmpty() || last < begin.end() || !text.startsWith(tail, last)) {
            throw new MalformedDer("not exactly one PEM block (RFC 7468)", null);
        }
        try {
            return new Pem(begin.group(1), Der.of(Base64.getDecoder().decode(base64(text, begin.end(), last))));
        } catch (IllegalArgumentException e) {
            throw new MalformedDer("the PEM block's base64 does not decode", e);
        }
    }

    /** Without white space. A second block or a header has characters that base64 does not know. */
    private static byte[] base64(String text, int from, int to) {
        byte[] base64 = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            char letter = text.charAt(at);
            if (WHITE.indexOf(letter) < 0) {
                base64[length++] = (byte) (letter < 0x80 ? letter : '-');
            }
        }
        return Arrays.copyOf(base64, length);
    }

    /** The block with lines of 64 characters and a final line break. */
    public String text() {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(content.bytes()) + "\n-----END " + label
                + "-----\n";
    }
}
