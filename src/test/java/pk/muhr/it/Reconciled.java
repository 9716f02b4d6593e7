package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import pk.muhr.evidence.log.Outside;
import pk.muhr.evidence.reconcile.Reconciliation;

/** Certificates, intents, changes of status, CRLs, their records, the log and what lies outside, held against each other. */
final class Reconciled {

    private Reconciled() {}

    /** What was compared, when everything agrees. */
    static List<String> agrees(DataDirectory data) throws SQLException, IOException {
        List<String> said = new ArrayList<>();
        try (Connection connection = data.asApplication()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            long differences = new Reconciliation(connection, said::add)
                    .run(Optional.of(new Outside(data.path().resolve("checkpoints"))), Map.of());
            assertThat(differences).as(String.join("\n", said)).isZero();
        }
        return said;
    }
}
