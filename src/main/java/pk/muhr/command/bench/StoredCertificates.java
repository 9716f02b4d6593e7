package pk.muhr.command.bench;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.UUID;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.command.development.Refused;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.SignatureAlgorithm;

/**
 * Certificates in the store, as many as wanted, without asking a token for each: copies of one that was issued, each with
 * another serial number. Their signatures do not verify, which no lint looks at.
 */
final class StoredCertificates {

    private static final int BATCH = 1000;

    private static final String MODEL = """
            select i.*, o.signature_algorithm, o.signature from intent i join outcome o on o.intent = i.id
            where o.state = 'ISSUED' and i.profile = ? order by o.recorded_at desc limit 1
            """;

    private static final String INTENT = """
            insert into intent (id, attempt, authority, issuer_key, serial, profile, body, tbs, subject_key, not_after,
                                policy_hash, person, family, lease_end)
            values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())
            """;

    private static final String OUTCOME = """
            insert into outcome (intent, state, signature_algorithm, signature, certificate_sha256)
            values (?, 'ISSUED', ?, ?, ?)
            """;

    private final DatabaseAccess access;
    private final SecureRandom random;

    StoredCertificates(DatabaseAccess access, SecureRandom random) {
        this.access = access;
        this.random = random;
    }

    /** Fills up to this many issued certificates; there must be one of the profile already. */
    void fillUpTo(int wanted, String profile) {
        try (Connection connection = access.connect()) {
            connection.setAutoCommit(false);
            int missing = wanted - count(connection);
            try (PreparedStatement query = connection.prepareStatement(MODEL)) {
                query.setString(1, profile);
                try (ResultSet model = query.executeQuery()) {
                    if (!model.next()) {
                        throw new Refused("There is no certificate of " + profile + " to copy.");
                    }
                    while (missing > 0) {
                        copy(connection, model, Math.min(missing, BATCH));
                        missing -= BATCH;
                    }
                }
            }
        } catch (SQLException e) {
            throw new Refused("The store could not be filled: " + e.getMessage() + ".", e);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from outcome where state = 'ISSUED'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void copy(Connection connection, ResultSet model, int count) throws SQLException {
        try (PreparedStatement intents = connection.prepareStatement(INTENT);
                PreparedStatement outcomes = connection.prepareStatement(OUTCOME)) {
            for (int i = 0; i < count; i++) {
                UUID id = UUID.randomUUID();
                byte[] serial = serialLike(HexFormat.of().parseHex(model.getString("serial")));
                byte[] tbs =
                        replaced(model.getBytes("tbs"), HexFormat.of().parseHex(model.getString("serial")), serial);
                intents.setObject(1, id);
                intents.setString(2, model.getString("authority"));
                intents.setString(3, model.getString("issuer_key"));
                intents.setString(4, HexFormat.of().formatHex(serial));
                intents.setString(5, model.getString("profile"));
                intents.setString(6, model.getString("body"));
                intents.setBytes(7, tbs);
                intents.setString(8, model.getString("subject_key"));
                intents.setTimestamp(9, model.getTimestamp("not_after"));
                intents.setString(10, model.getString("policy_hash"));
                intents.setString(11, model.getString("person"));
                intents.setString(12, model.getString("family"));
                intents.addBatch();
                outcomes.setObject(1, id);
                outcomes.setBytes(2, model.getBytes("signature_algorithm"));
                outcomes.setBytes(3, model.getBytes("signature"));
                outcomes.setString(4, fingerprint(tbs, model));
                outcomes.addBatch();
            }
            intents.executeBatch();
            outcomes.executeBatch();
            connection.commit();
        }
    }

    private static String fingerprint(byte[] tbs, ResultSet model) throws SQLException {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(AlgorithmIdentifier.getInstance(
                        Der.of(model.getBytes("signature_algorithm")).decode()))
                .orElseThrow();
        return Certificate.assemble(Der.of(tbs), algorithm, Der.of(model.getBytes("signature")))
                .fingerprint()
                .hex();
    }

    /** As long as the model's and positive, so that the encoding keeps its lengths. */
    private byte[] serialLike(byte[] model) {
        byte[] serial = new byte[model.length];
        random.nextBytes(serial);
        serial[0] = model[0];
        return new BigInteger(1, serial).signum() > 0 ? serial : serialLike(model);
    }

    private static byte[] replaced(byte[] tbs, byte[] serial, byte[] fresh) {
        byte[] copy = tbs.clone();
        for (int at = 0; at + serial.length <= tbs.length; at++) {
            if (java.util.Arrays.equals(tbs, at, at + serial.length, serial, 0, serial.length)) {
                System.arraycopy(fresh, 0, copy, at, fresh.length);
                return copy;
            }
        }
        throw new Refused("The model's serial number is not in its contents.");
    }
}
