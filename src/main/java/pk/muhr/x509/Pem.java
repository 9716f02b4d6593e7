package pk.muhr.x509;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Textual encoding of DER (RFC 7468): exactly one block, nothing but white space around it. */
public record Pem(String label, Der content) {

    private static final Pattern BLOCK =
            Pattern.compile("\\s*-----BEGIN ([A-Z0-9 ]{1,40})-----\\s*([A-Za-z0-9+/=\\s]*?)\\s*-----END \\1-----\\s*");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /**
     * Reads one block.
     *
     * @throws MalformedDer when there is none, more than one, a header, or base64 that does not decode
     */
    public static Pem parse(String text) {
        Matcher matcher = BLOCK.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedDer("not exactly one PEM block (RFC 7468)", null);
        }
        try {
            String base64 = matcher.group(2).replaceAll("\\s+", "");
            return new Pem(matcher.group(1), Der.of(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            throw new MalformedDer("the PEM block's base64 does not decode", e);
        }
    }

    /** The block with lines of 64 characters and a final line break. */
    public String text() {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(content.bytes()) + "\n-----END " + label
                + "-----\n";
    }
}
