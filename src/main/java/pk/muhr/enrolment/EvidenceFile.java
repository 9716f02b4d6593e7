package pk.muhr.enrolment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import pk.muhr.x509.Sha256;

/**
 * A letter or a scan that says why a request is right. Nothing here reads more of it than its first bytes.
 *
 * @param content whole, at most 512 KiB
 */
public record EvidenceFile(Kind kind, byte[] content) {

    static final int LONGEST = 512 * 1024;

    /** What may be attached, by the bytes it begins with. */
    public enum Kind {
        PDF("application/pdf", "%PDF-"),
        PNG("image/png", "\u0089PNG\r\n\u001a\n"),
        JPEG("image/jpeg", "\u00ff\u00d8\u00ff");

        private final String mediaType;
        private final byte[] beginning;

        Kind(String mediaType, String beginning) {
            this.mediaType = mediaType;
            this.beginning = beginning.getBytes(StandardCharsets.ISO_8859_1);
        }

        public String mediaType() {
            return mediaType;
        }

        /** The kind of this media type, parameters apart. */
        public static Optional<Kind> of(String mediaType) {
            return Arrays.stream(values())
                    .filter(kind -> kind.mediaType.equals(mediaType))
                    .findFirst();
        }

        private boolean begins(byte[] content) {
            return content.length >= beginning.length
                    && Arrays.equals(content, 0, beginning.length, beginning, 0, beginning.length);
        }
    }

    /** @throws IllegalArgumentException when the bytes are empty, too many, or begin like another kind of file */
    public EvidenceFile {
        if (content.length == 0 || content.length > LONGEST) {
            throw new IllegalArgumentException("a file has 1 to " + LONGEST + " bytes, this one " + content.length);
        }
        if (!kind.begins(content)) {
            throw new IllegalArgumentException("the file does not begin as " + kind.mediaType() + " does");
        }
    }

    /** The hash under which it is kept. */
    public Sha256 sha256() {
        return Sha256.of(content);
    }
}
