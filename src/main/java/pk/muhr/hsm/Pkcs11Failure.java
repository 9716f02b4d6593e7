package pk.muhr.hsm;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PKCS #11 function answered with something else than CKR_OK. */
public final class Pkcs11Failure extends TokenUnavailable {

    private static final long serialVersionUID = 1;

    static final String ALREADY_INITIALIZED = "CKR_CRYPTOKI_ALREADY_INITIALIZED";
    static final String NO_SUCH_ATTRIBUTE = "CKR_ATTRIBUTE_TYPE_INVALID";

    private static final Pattern NAME = Pattern.compile("CKR_[A-Z0-9_]+");

    /** The return values a person meets (PKCS #11 §6.1); others are shown as a number. */
    private static final Map<Long, String> NAMES = Map.ofEntries(
            Map.entry(0x03L, "CKR_SLOT_ID_INVALID"),
            Map.entry(0x05L, "CKR_GENERAL_ERROR"),
            Map.entry(0x06L, "CKR_FUNCTION_FAILED"),
            Map.entry(0x07L, "CKR_ARGUMENTS_BAD"),
            Map.entry(0x10L, "CKR_ATTRIBUTE_READ_ONLY"),
            Map.entry(0x12L, NO_SUCH_ATTRIBUTE),
            Map.entry(0x1BL, "CKR_ACTION_PROHIBITED"),
            Map.entry(0x30L, "CKR_DEVICE_ERROR"),
            Map.entry(0x32L, "CKR_DEVICE_REMOVED"),
            Map.entry(0x54L, "CKR_FUNCTION_NOT_SUPPORTED"),
            Map.entry(0x82L, "CKR_OBJECT_HANDLE_INVALID"),
            Map.entry(0xA0L, "CKR_PIN_INCORRECT"),
            Map.entry(0xA2L, "CKR_PIN_LEN_RANGE"),
            Map.entry(0xA4L, "CKR_PIN_LOCKED"),
            Map.entry(0xB3L, "CKR_SESSION_HANDLE_INVALID"),
            Map.entry(0xB6L, "CKR_SESSION_EXISTS"),
            Map.entry(0xE0L, "CKR_TOKEN_NOT_PRESENT"),
            Map.entry(0x101L, "CKR_USER_NOT_LOGGED_IN"),
            Map.entry(0x190L, "CKR_CRYPTOKI_NOT_INITIALIZED"),
            Map.entry(0x191L, ALREADY_INITIALIZED));

    private final String reason;

    private Pkcs11Failure(String function, String reason) {
        super(function + " answered " + reason);
        this.reason = reason;
    }

    /** The return value's name, such as {@code CKR_PIN_INCORRECT}, or its number in hexadecimal. */
    public String reason() {
        return reason;
    }

    static void unlessOk(String function, long answer) {
        if (answer != 0) {
            throw new Pkcs11Failure(function, NAMES.getOrDefault(answer, "0x" + Long.toHexString(answer)));
        }
    }

    /** The first return value named anywhere in a chain of causes, as the Java platform's provider nests them. */
    static Optional<String> reasonIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Matcher name = NAME.matcher(String.valueOf(cause.getMessage()));
            if (name.find()) {
                return Optional.of(name.group());
            }
        }
        return Optional.empty();
    }

    /** A short account of what failed, for messages: the return value, else the innermost message. */
    static String account(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String innermost = root.getClass().getSimpleName() + ": " + root.getMessage();
        return reasonIn(thrown).orElse(innermost);
    }
}
