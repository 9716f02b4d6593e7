package pk.muhr.evidence.reconcile;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import pk.muhr.audit.log.LogCheck;
import pk.muhr.evidence.log.Outside;

/** Compares everything that must agree, as it is at one moment, and says what does not. */
public final class Reconciliation {

    private final Connection connection;
    private final Findings findings;

    /**
     * Of what a transaction sees.
     *
     * @param connection with the transaction under way, so that all is of one moment and rows come a page at a time
     * @param out takes each sentence as it is found
     */
    public Reconciliation(Connection connection, Consumer<String> out) {
        this.connection = connection;
        this.findings = new Findings(out);
    }

    /**
     * Looks at all of it.
     *
     * @param outside what was kept beside the database, if that can be read here
     * @param counted signatures that tokens counted, by the label of the key
     * @return how many differences there are
     */
    public long run(Optional<Outside> outside, Map<String, Long> counted) throws SQLException, IOException {
        Optional<OutsideComparison> published = Optional.empty();
        if (outside.isPresent()) { // read before the database's moment, since it is never ahead of it
            published = Optional.of(new OutsideComparison(outside.get(), connection, findings));
        }
        for (Comparison comparison : Comparison.ALL) {
            comparison.compare(connection, findings);
        }
        new SignedComparison(connection, findings).compare();
        LogCheck.Looked log = new LogCheck(connection).look(findings::differs);
        findings.compared("leaves of the log that were held against their records: %,d; without a record: %,d"
                .formatted(log.tree().size() - log.without(), log.without()));
        if (published.isPresent()) {
            published.get().compare();
        }
        new SignatureCounts(connection, findings).compare(counted);
        return findings.differences();
    }
}
