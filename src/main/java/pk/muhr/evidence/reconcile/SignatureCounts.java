package pk.muhr.evidence.reconcile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each authority's key must have signed by what is on record (invariant I10), to be held against the count of its
 * token. An orphaned intent and a list that was opened and never published may have been signed or not.
 */
final class SignatureCounts {

    private static final String COUNTS = """
            select a.key_label, a.name || '-g' || a.generation as authority,
                   (select count(*) from outcome o join intent i on i.id = o.intent
                    where i.issuer_key = a.spki_sha256 and o.state = 'ISSUED')
                   + (select count(*) from crl c where c.authority = a.name || '-g' || a.generation) as least,
                   (select count(*) from intent i where i.issuer_key = a.spki_sha256)
                   + (select count(*) from crl_intent c where c.authority = a.name || '-g' || a.generation) as most
            from authority a order by 2
            """;

    private final Connection connection;
    private final Findings findings;

    SignatureCounts(Connection connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
    }

    /** @param counted by the token, by the label of the key; those that are not named are only told */
    void compare(Map<String, Long> counted) throws SQLException {
        Map<String, Long> left = new TreeMap<>(counted);
        try (PreparedStatement query = connection.prepareStatement(COUNTS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long least = row.getLong("least");
                long most = row.getLong("most");
                String label = row.getString("key_label");
                String expected = least == most ? "%,d".formatted(least) : "%,d to %,d".formatted(least, most);
                Long made = left.remove(label);
                findings.compared("signatures of " + row.getString("authority") + " (key " + label + ") on record: "
                        + expected + (made == null ? "" : ", counted by its token: %,d".formatted(made)));
                if (made != null && (made < least || made > most)) {
                    findings.differs("the token counts %,d signatures of %s, and there are records of %s"
                            .formatted(made, label, expected));
                }
            }
        }
        left.keySet().forEach(label -> findings.differs("no authority on record has a key " + label));
    }
}
