package pk.muhr.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.qute.TemplateInstance;

import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;

/**
 * What every page needs: who looks at it, in which language, where they are.
 *
 * @param name the visitor's own, as it is shown
 * @param formToken what forms carry; empty without a session
 * @param path the page's own address, with its query
 */
public record Frame(
        Language language,
        Optional<Caller> caller,
        Optional<String> name,
        String formToken,
        String path,
        ZoneId zone,
        List<Menu.Section> menu) {

    public Frame {
        menu = List.copyOf(menu);
    }

    /** Whether the visitor holds this office. */
    public boolean holds(String role) {
        return caller.filter(known -> known.roles().stream().map(Role::label).anyMatch(role::equals))
                .isPresent();
    }

    /** The visitor's offices, by the keys of their words. */
    public List<String> roleKeys() {
        return caller.stream()
                .flatMap(known -> known.roles().stream().sorted().map(Frame::key))
                .toList();
    }

    /** The key of an office's word: {@code roleSecurityOfficer}. */
    static String key(Role role) {
        return Stream.of(role.label().split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("", "role", ""));
    }

    /** The page's text, in this language. */
    public String show(TemplateInstance template) {
        return template.setLocale(language.locale()).render();
    }

    /** The body that the visitor acts for. */
    public Optional<String> body() {
        return caller.flatMap(Caller::body).map(Object::toString);
    }

    /** A moment, to the minute, in the country's time and plain digits. */
    public String time(Instant moment) {
        return format("d MMM uuuu, HH:mm", moment);
    }

    /** A day, in the country's time and plain digits. */
    public String day(Instant moment) {
        return format("d MMM uuuu", moment);
    }

    private String format(String pattern, Instant moment) {
        return DateTimeFormatter.ofPattern(pattern, language.locale())
                .withZone(zone)
                .format(moment);
    }
}
