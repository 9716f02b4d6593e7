package pk.muhr.console.administration;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import io.smallrye.health.SmallRyeHealthReporter;

/** What every part of the program says of itself, the same that monitoring reads at the management port. */
@ApplicationScoped
public class Checks {

    /** Words for the parts that this program has; a part without is shown by its name. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("Database connections health check", "checkDatabase"),
            Map.entry("crl", "checkCrl"),
            Map.entry("ocsp", "checkOcsp"),
            Map.entry("tokens", "checkTokens"),
            Map.entry("authorities", "checkAuthorities"),
            Map.entry("status events", "checkStatusEvents"),
            Map.entry("public addresses", "checkPublicAddresses"),
            Map.entry("tsa", "checkTsa"),
            Map.entry("clock", "checkClock"),
            Map.entry("policy", "checkPolicy"),
            Map.entry("appointment review", "checkAppointmentReview"),
            Map.entry("problem reports", "checkProblemReports"),
            Map.entry("revocation orders", "checkRevocationOrders"),
            Map.entry("name servers", "checkNameServers"),
            Map.entry("audit log", "checkAuditLog"),
            Map.entry("audit log outside", "checkAuditLogOutside"),
            Map.entry("notices", "checkNotices"));

    private final SmallRyeHealthReporter reporter;

    Checks(SmallRyeHealthReporter reporter) {
        this.reporter = reporter;
    }

    /**
     * A part of the program.
     *
     * @param key of the words for what it is
     * @param data what it says of itself, by name
     */
    public record Check(String name, String key, boolean well, List<Datum> data) {

        /** What it says under this name. */
        Optional<String> says(String about) {
            return data.stream()
                    .filter(datum -> datum.name().equals(about))
                    .map(Datum::value)
                    .findFirst();
        }
    }

    /** A name and a value. */
    public record Datum(String name, String value) {

        /** The moment that it names, if it names one. */
        public Optional<Instant> moment() {
            try {
                return Optional.of(Instant.parse(value.replaceFirst("^until ", "")));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }
    }

    /** All of them: what is not well first. */
    List<Check> all() {
        return Stream.of(reporter.getReadiness(), reporter.getWellness())
                .flatMap(health -> health.getPayload().getJsonArray("checks").stream())
                .map(JsonValue::asJsonObject)
                .map(Checks::check)
                .sorted(Comparator.comparing(Check::well).thenComparing(Check::name))
                .toList();
    }

    /** By their names. */
    Map<String, Check> byName() {
        return all().stream().collect(Collectors.toMap(Check::name, check -> check, (one, _) -> one));
    }

    private static Check check(JsonObject check) {
        String name = check.getString("name");
        JsonObject data = check.getJsonObject("data");
        return new Check(
                name,
                WORDS.getOrDefault(name, "checkOther"),
                check.getString("status").equals("UP"),
                data == null
                        ? List.of()
                        : data.entrySet().stream()
                                .map(entry -> new Datum(entry.getKey(), text(entry.getValue())))
                                .toList());
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
