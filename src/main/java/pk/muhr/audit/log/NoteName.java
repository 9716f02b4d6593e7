package pk.muhr.audit.log;

import java.util.regex.Pattern;

/** Names of keys in notes, and origins of logs: no space, no plus sign, nothing that cannot be seen. */
final class NoteName {

    private static final Pattern FORM = Pattern.compile("[!-*,-~]{1,255}");

    private NoteName() {}

    static boolean isOne(String name) {
        return FORM.matcher(name).matches();
    }
}
