package pk.muhr.console.auditor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import pk.muhr.evidence.export.RecordFilter;

/** What a form narrows by, as it was typed; a time of day is one of the country's. */
public record Filters(Map<String, String> typed) {

    private static final int LONGEST = 500;

    public Filters {
        typed = Map.copyOf(typed);
    }

    /**
     * Those of these names that were filled in.
     *
     * @param given what came under a name; null where nothing did
     */
    static Filters of(List<String> names, UnaryOperator<String> given) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (String name : names) {
            String text = given.apply(name);
            if (text != null && !text.isBlank()) {
                typed.put(
                        name,
                        text.strip().substring(0, Math.min(LONGEST, text.strip().length())));
            }
        }
        return new Filters(typed);
    }

    /** As it was typed; empty where nothing was. */
    public String value(String name) {
        return typed.getOrDefault(name, "");
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(typed.get(name));
    }

    /** A time as the questions take it: a day begins with its first minute; what is none stays as it is. */
    Optional<String> time(String name, ZoneId zone) {
        return get(name).map(text -> {
            try {
                LocalDateTime local = text.contains("T")
                        ? LocalDateTime.parse(text)
                        : LocalDate.parse(text).atStartOfDay();
                return local.atZone(zone).toInstant().toString();
            } catch (DateTimeException _) {
                return text;
            }
        });
    }

    /** For a search. */
    RecordFilter records(ZoneId zone) {
        return new RecordFilter(
                time("from", zone),
                time("to", zone),
                get("event"),
                get("authority"),
                get("body"),
                get("profile"),
                get("outcome"),
                get("actor"),
                get("subject"),
                get("request"));
    }

    /** What leads to the same question: {@code from=…&to=…}. */
    public String address() {
        return typed.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
