package pk.muhr.hsm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * A token's PIN, from a file only its owner reads. Lives as short as possible: {@link #close} wipes it. It never goes to
 * the environment, an argument, a log or a message.
 */
public final class Pin implements AutoCloseable {

    private static final int RANDOM_LENGTH = 24;
    private static final String RANDOM_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
    private static final int LONGEST = 256;

    private final char[] chars;

    private Pin(char[] chars) {
        this.chars = chars;
    }

    /**
     * Reads the first line of a file.
     *
     * @throws TokenUnavailable when the file is missing, empty, too long or open to group or others
     */
    public static Pin read(Path file) {
        byte[] content = new byte[0];
        try {
            refuseIfOthersRead(file);
            if (Files.size(file) > LONGEST) {
                throw new TokenUnavailable(
                        "PIN file " + file + " is longer than a PIN; put the PIN alone on its first line");
            }
            content = Files.readAllBytes(file);
            return new Pin(firstLine(file, content));
        } catch (IOException e) {
            throw new TokenUnavailable(
                    "PIN file " + file + " cannot be read; create it with mode 0600 for the user of this program", e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** A fresh PIN of 24 letters and digits, about 138 bits. */
    public static Pin random(SecureRandom random) {
        char[] chars = new char[RANDOM_LENGTH];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = RANDOM_CHARACTERS.charAt(random.nextInt(RANDOM_CHARACTERS.length()));
        }
        return new Pin(chars);
    }

    /**
     * Writes the PIN to a new file with mode 0600.
     *
     * @throws IOException when the file exists or cannot be written
     */
    public void writeNew(Path file) throws IOException {
        byte[] bytes = bytes();
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The characters themselves, not a copy: wiped when this PIN is closed. */
    char[] chars() {
        return chars;
    }

    /** A copy as UTF-8, to be wiped by the caller. */
    byte[] bytes() {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }

    @Override
    public void close() {
        Arrays.fill(chars, '\0');
    }

    @Override
    public String toString() {
        return "Pin[hidden]";
    }

    private static void refuseIfOthersRead(Path file) throws IOException {
        Set<PosixFilePermission> allowed = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        if (!allowed.containsAll(Files.getPosixFilePermissions(file))) {
            throw new TokenUnavailable("PIN file " + file + " is open to others than its owner; run chmod 600 on it");
        }
    }

    private static char[] firstLine(Path file, byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != '\n' && content[end] != '\r') {
            end++;
        }
        if (end == 0) {
            throw new TokenUnavailable("PIN file " + file + " is empty; put the PIN on its first line");
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content, 0, end));
            char[] chars = new char[decoded.remaining()];
            decoded.get(chars);
            Arrays.fill(decoded.array(), '\0');
            return chars;
        } catch (CharacterCodingException e) {
            throw new TokenUnavailable("PIN file " + file + " is not UTF-8 text", e);
        }
    }
}
