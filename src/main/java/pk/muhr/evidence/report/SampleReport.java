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
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.evidence.certificate.CertificateEvidences;
import pk.muhr.evidence.report.SampleDraws.Draw;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.x509.Sha256;

/**
 * A sample of certificates that nobody can pick, each with all its evidence. The root hash of a tree that was signed after
 * the last of them was issued is the seed; the certificates with the lowest SHA-256 of seed and fingerprint are drawn.
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
            rank      SHA-256 over the seed and the fingerprint, each as 64 digits in hex; the lowest are drawn
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

    private static final String SELECT = """
            select s.rank as key1, s.sha256 as key2, encode(s.rank, 'hex') as ranked, s.*
            from (select sha256(convert_to('%s' || o.certificate_sha256, 'UTF8')) as rank, o.certificate_sha256 as sha256,
                         o.recorded_at as at, i.authority, i.profile, i.body
                  from outcome o join intent i on i.id = o.intent where o.state = 'ISSUED') s
            """;

    /** The rank of every certificate is made anew for each page. */
    private static final int PAGE = 20_000;

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
                "rank = SHA-256 of the seed and the fingerprint, 64 digits of hex each; the lowest ranks of the population"
                        + " are drawn, at least one. The same from, to, share and checkpoint give the same sample.");
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
        long[] left = {drawn(query, population(query, draw))};
        if (left[0] == 0) {
            return;
        }
        try {
            store.pages(DESCRIPTION, SELECT.formatted(draw.seed().hex()), query.until(draw.before()), PAGE, page -> {
                for (Map<String, Object> row : page) {
                    row.put("rank", row.get("ranked"));
                    reader.read(row);
                    if (--left[0] == 0) {
                        throw new Drawn();
                    }
                }
            });
        } catch (Drawn _) {
            // all that were to be drawn
        }
    }

    private long population(ReportQuery query, Draw draw) {
        return store.count(DESCRIPTION, SELECT.formatted(draw.seed().hex()), query.until(draw.before()));
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
