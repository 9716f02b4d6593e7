package pk.muhr.it.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import pk.muhr.it.Store;

/** What every client answered for every certificate, beside what the database says, as a table. */
final class Agreement {

    private static final String NOT_ASKED = "-";

    private final List<StatusClient> clients;
    private final Population population;
    private final Store store;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();
    private final Set<String> reasons = new TreeSet<>();

    Agreement(List<StatusClient> clients, Population population, Store store) {
        this.clients = clients;
        this.population = population;
        this.store = store;
    }

    /** Asks everybody; the answer is one sentence for each who says otherwise than the database. */
    List<String> disagreements(Specimen specimen) throws Exception {
        RecordedStatus recorded = RecordedStatus.of(specimen, store);
        List<String> cells = new ArrayList<>(List.of(recorded.withReason() + (recorded.expired() ? ", expired" : "")));
        List<String> sentences = new ArrayList<>();
        compare(specimen, "the API", population.told(specimen), recorded.withReason(), cells, sentences);
        for (StatusClient client : clients) {
            if (client.cannot(specimen).isPresent()) {
                cells.add(NOT_ASKED);
                reasons.add(client.name() + ": " + client.cannot(specimen).get());
            } else {
                String expected = client.expected(recorded);
                compare(specimen, client.name(), client.ask(specimen), expected, cells, sentences);
            }
        }
        rows.put(specimen.toString(), cells);
        return sentences;
    }

    private static void compare(
            Specimen specimen, String who, String answer, String expected, List<String> cells, List<String> sentences) {
        cells.add(answer.lines().count() > 1 ? "REFUSED" : answer);
        if (!answer.equals(expected)) {
            sentences.add("%s says `%s` of the certificate %x (%s), but by the database it should say `%s`."
                    .formatted(who, answer.strip(), specimen.serial(), specimen, expected));
        }
    }

    /** A line for each certificate, a column for each client, and why some were not asked. */
    void write(Path file) throws IOException {
        List<String> names = new ArrayList<>(List.of("database", "API"));
        clients.stream().map(StatusClient::name).forEach(names::add);
        int[] widths = new int[names.size()];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.values().stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0);
            text.append("%d  %s%n".formatted(i + 1, names.get(i)));
        }
        int first = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        line(text.append('\n'), first, "", numbers(widths.length), widths);
        rows.forEach((specimen, cells) -> line(text, first, specimen, cells, widths));
        reasons.forEach(reason -> text.append("%n%s not asked: %s.".formatted(NOT_ASKED, reason)));
        Files.writeString(file, text.append('\n'));
    }

    private static List<String> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }

    private static void line(StringBuilder text, int first, String name, List<String> cells, int... widths) {
        StringBuilder line = new StringBuilder(("%-" + first + "s").formatted(name));
        for (int i = 0; i < widths.length; i++) {
            line.append("  ").append(("%-" + Math.max(1, widths[i]) + "s").formatted(cells.get(i)));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
