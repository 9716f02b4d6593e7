package pk.muhr.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.quarkus.qute.TemplateExtension;

/** Text from outside, as it can be shown without doing anything: {@code {name.inert}} in templates, inside {@code <bdi>}. */
@TemplateExtension
final class Inert {

    private Inert() {}

    /** Characters that nobody sees, or that change what is seen around them, by their code points (UAX #9, UTS #39 §3.1). */
    static String inert(String outside) {
        if (outside.codePoints().noneMatch(Inert::isUnseen)) {
            return outside;
        }
        StringBuilder shown = new StringBuilder();
        outside.codePoints().forEach(point -> {
            if (isUnseen(point)) {
                shown.append("[U+%04X]".formatted(point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** As a value in an address (RFC 3986 §2.1). */
    static String urlEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static boolean isUnseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\n' && point != '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                point != 0x200c; // the zero-width non-joiner, which Urdu writes with
            default -> false;
        };
    }
}
