package pk.muhr.hsm;

/**
 * What a token says of itself (PKCS #11 CK_TOKEN_INFO), without the blanks that fill its fields.
 *
 * @param label name given at initialisation; empty before it
 * @param pinSet whether the user PIN exists, so that keys can be made
 * @param pinLocked whether too many wrong PINs have locked it; only the security officer can help then
 */
public record TokenInfo(
        String label,
        String serial,
        String manufacturer,
        String model,
        boolean initialised,
        boolean pinSet,
        boolean pinLocked) {

    /** Whether the token is a file on a disk, which production refuses. */
    public boolean isSoftware() {
        return manufacturer.startsWith("SoftHSM");
    }
}
