package pk.muhr.evidence.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of a report.
 *
 * @param from at this time or later
 * @param to before this time
 * @param authority qualified name
 * @param share of the certificates that a sample takes, above 0 and at most 1
 * @param checkpoint size of the tree that draws the sample
 */
public record ReportQuery(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> authority,
        Optional<String> profile,
        Optional<String> body,
        Optional<BigDecimal> share,
        Optional<Long> checkpoint) {

    /**
     * Reads a part of one.
     *
     * @throws IllegalArgumentException when it is not above 0 and at most 1, in up to six decimals
     */
    public static BigDecimal share(String text) {
        BigDecimal share = text.matches("[01](\\.\\d{1,6})?") ? new BigDecimal(text) : BigDecimal.ZERO;
        if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException();
        }
        return share;
    }

    /** The same before this time. */
    ReportQuery until(Instant time) {
        return new ReportQuery(from, Optional.of(time), authority, profile, body, share, checkpoint);
    }

    /** What was asked for, by the names of the call's parameters. */
    Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>();
        put(asked, ReportDescription.FROM, from);
        put(asked, ReportDescription.TO, to);
        put(asked, ReportDescription.AUTHORITY, authority);
        put(asked, ReportDescription.PROFILE, profile);
        put(asked, ReportDescription.BODY, body);
        put(asked, ReportDescription.SHARE, share.map(BigDecimal::toPlainString));
        put(asked, ReportDescription.CHECKPOINT, checkpoint);
        return asked;
    }

    /** What is asked for and does not narrow this report. */
    Set<String> foreignTo(ReportDescription description) {
        Set<String> foreign = new TreeSet<>(asked().keySet());
        foreign.removeAll(description.parameters());
        return foreign;
    }

    private static void put(Map<String, String> asked, String name, Optional<?> value) {
        value.ifPresent(given -> asked.put(name, given.toString()));
    }
}
