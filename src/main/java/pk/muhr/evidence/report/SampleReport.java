package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.AUTHORITY;
import static pk.muhr.evidence.report.ReportDescription.BODY;
import static pk.muhr.evidence.report.ReportDescription.CHECKPOINT;
import static pk.muhr.evidence.report.ReportDescription.FROM;
import static pk.muhr.evidence.report.ReportDescription.PROFILE;
import static pk.muhr.evidence.report.ReportDescription.SHARE;
import static pk.muhr.evidence.report.ReportDescription.TO;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.evidence.certificate.CertificateEvidences;
import pk.muhr.evidence.report.SampleDraws.Draw;
import pk.muhr.evidence.report.SamplePlaces.Place;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.x509.Sha256;

/**
 * A sample of certificates that nobody can pick, each with all its evidence. The root hash of a tree that was signed after
 * the last of them was issued is the seed; what lies at the {@linkplain SamplePlaces places} that follow from it is drawn.
 * So the beginning of a sample of millions costs no more than that beginning.
 */
@ApplicationScoped
class SampleReport implements Report {

    private static final BigDecimal USUAL = new BigDecimal("0.03");

    private static final ReportDescription DESCRIPTION = ReportDescription.of(
            "sample",
            "A random sample of certificates, each with all its evidence",
            "CP §8.6; BR §8.7",
            """
            at        when it was issued
            place     number of the place that drew it
            sha256    its fingerprint
            authority its issuer
            profile   it was issued by
            body      it was issued to
            evidence  request, agreement, proofs, approvals, lints, certificate, publication, status, audit records""",
            FROM,
            TO,
            AUTHORITY,
            PROFILE,
            BODY,
            SHARE,
            CHECKPOINT);

    /** The ends of places stand in it, not parameters for them: by these the database knows how few lie between. */
    private static final String SELECT = """
            select o.certificate_sha256 as key1, 0 as key2, o.certificate_sha256 as sha256, o.recorded_at as at, i.authority,
                   i.profile, i.body
            from outcome o join intent i on i.id = o.intent where o.state = 'ISSUED' and (%s)
            """;

    private static final String POPULATION = "select o.recorded_at as at from outcome o where o.state = 'ISSUED'";

    private static final String POPULATION_OF = "select o.recorded_at as at, i.authority, i.profile, i.body"
            + " from outcome o join intent i on i.id = o.intent where o.state = 'ISSUED'";

    /** Places that are asked for at once; each has a quarter of a certificate. */
    private static final int MOST_AT_ONCE = 1000;

    private static final int LEAST_AT_ONCE = 16;

    private final StorePages store;
    private final SampleDraws draws;
    private final IssuedCertificates certificates;
    private final CertificateEvidences evidence;

    SampleReport(StorePages store, SampleDraws draws, IssuedCertificates certificates, CertificateEvidences evidence) {
        this.store = store;
        this.draws = draws;
        this.certificates = certificates;
        this.evidence = evidence;
    }

    @Override
    public ReportDescription description() {
        return DESCRIPTION;
    }

    /** What whoever draws again needs. */
    @Override
    public Map<String, Object> heading(ReportQuery query) {
        Draw draw = draws.of(query);
        long population = population(query, draw);
        Map<String, Object> heading = new LinkedHashMap<>();
        heading.put("checkpoint", draw.checkpoint());
        heading.put("size", draw.size());
        heading.put("seed", draw.seed().hex());
        heading.put("issuedBefore", draw.before().toString());
        heading.put("population", population);
        heading.put("drawn", drawn(query, population));
        heading.put(
                "method",
                "Place n, from 0, begins at SHA-256 of the seed (64 digits of hex), a colon and n in decimal, and is"
                        + " 2^256 / (4 * population) wide, rounded down; after the last fingerprint comes the first. Drawn"
                        + " are the certificates of the population whose fingerprint lies in a place, place by place and"
                        + " in each by fingerprint, each once, until there are enough; at least one. All of the population"
                        + " are place 0. The same from, to, share and checkpoint give the same sample.");
        return heading;
    }

    @Override
    public void each(ReportQuery query, Reader reader) throws IOException {
        bare(query, row -> {
            row.put(
                    "evidence",
                    evidence.of(certificates
                            .find(new Sha256((String) row.get("sha256")))
                            .orElseThrow()));
            reader.read(row);
        });
    }

    /** Which ones are drawn, and nothing more of each. */
    @Override
    public void bare(ReportQuery query, Reader reader) throws IOException {
        Draw draw = draws.of(query);
        long population = population(query, draw);
        long wanted = drawn(query, population);
        if (wanted == 0) {
            return;
        }
        try {
            if (wanted == population) {
                whole(query.until(draw.before()), reader);
            } else {
                until(wanted, new SamplePlaces(draw.seed(), population), query.until(draw.before()), reader);
            }
        } catch (Drawn _) {
            // all that were to be drawn
        }
    }

    private void whole(ReportQuery query, Reader reader) throws IOException {
        store.each(DESCRIPTION, SELECT.formatted("true"), query, row -> {
            row.put("place", 0L);
            reader.read(row);
        });
    }

    /** Two places can overlap, so what was drawn is remembered. */
    private void until(long wanted, SamplePlaces places, ReportQuery query, Reader reader) throws IOException {
        int atOnce = Math.clamp(5 * wanted, LEAST_AT_ONCE, MOST_AT_ONCE);
        Set<Object> known = new HashSet<>();
        for (long number = 0; ; number += atOnce) {
            at(places.from(number, atOnce), query, row -> {
                if (known.add(row.get("sha256"))) {
                    reader.read(row);
                }
                if (known.size() == wanted) {
                    throw new Drawn();
                }
            });
        }
    }

    /** Place by place, and in each by fingerprint. */
    private void at(List<Place> places, ReportQuery query, Reader reader) throws IOException {
        String between = places.stream()
                .map(place -> "o.certificate_sha256 between '" + place.first() + "' and '" + place.last() + "'")
                .collect(Collectors.joining(" or "));
        List<Map<String, Object>> found = new ArrayList<>();
        store.each(DESCRIPTION, SELECT.formatted(between), query, row -> {
            long number = places.stream()
                    .filter(place -> place.has((String) row.get("sha256")))
                    .mapToLong(Place::number)
                    .min()
                    .orElseThrow();
            row.put("place", number);
            found.add(row);
        });
        found.sort(Comparator.<Map<String, Object>>comparingLong(row -> (Long) row.get("place"))
                .thenComparing(row -> (String) row.get("sha256")));
        for (Map<String, Object> row : found) {
            reader.read(row);
        }
    }

    private long population(ReportQuery query, Draw draw) {
        boolean narrowed = query.authority().isPresent()
                || query.profile().isPresent()
                || query.body().isPresent();
        return store.count(DESCRIPTION, narrowed ? POPULATION_OF : POPULATION, query.until(draw.before()));
    }

    private static long drawn(ReportQuery query, long population) {
        return query.share()
                .orElse(USUAL)
                .multiply(BigDecimal.valueOf(population))
                .setScale(0, RoundingMode.CEILING)
                .longValue();
    }

    /** The last one was drawn. */
    private static final class Drawn extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Drawn() {
            super(null, null, false, false);
        }
    }
}
