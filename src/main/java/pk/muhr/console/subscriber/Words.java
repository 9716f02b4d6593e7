package pk.muhr.console.subscriber;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names with hyphens, as keys of words have them. */
final class Words {

    private Words() {}

    /** {@code tls-server} as {@code TlsServer}. */
    static String joined(String hyphened) {
        return Arrays.stream(hyphened.split("-")).map(Words::capitalized).collect(Collectors.joining());
    }

    /** {@code dns} as {@code Dns}. */
    static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
