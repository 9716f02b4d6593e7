package pk.muhr.evidence.reconcile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/** Puts every certificate together and holds it against its fingerprint, its intent and its authority's key. */
final class SignedComparison {

    private static final String ISSUED =
            "select i.id, i.authority, i.serial, i.tbs, o.signature_algorithm, o.signature,"
                    + " o.certificate_sha256 from intent i join outcome o on o.intent = i.id where o.state = 'ISSUED'";

    private static final int PAGE = 1000;

    private final Connection connection;
    private final Findings findings;

    SignedComparison(Connection connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
    }

    void compare() throws SQLException {
        Map<String, SubjectPublicKey> keys = AuthorityKeys.of(connection);
        long certificates = 0;
        try (PreparedStatement query = connection.prepareStatement(ISSUED)) {
            query.setFetchSize(PAGE);
            try (ResultSet row = query.executeQuery()) {
                for (; row.next(); certificates++) {
                    compare(row, keys);
                }
            }
        }
        findings.compared(
                "certificates put together and verified with their authorities' keys: %,d".formatted(certificates));
    }

    private void compare(ResultSet row, Map<String, SubjectPublicKey> keys) throws SQLException {
        String name = "the certificate " + row.getString("certificate_sha256") + " of " + row.getString("authority");
        Optional<Certificate> read = read(row);
        if (read.isEmpty()
                || !read.get().fingerprint().hex().equals(row.getString("certificate_sha256"))
                || !read.get().serial().hex().equals(row.getString("serial"))) {
            findings.differs(name + " cannot be put together any more: its bytes were changed");
        } else if (!Optional.ofNullable(keys.get(row.getString("authority")))
                .filter(read.get()::verifiesWith)
                .isPresent()) {
            findings.differs(name + " was not signed by that authority");
        }
    }

    private static Optional<Certificate> read(ResultSet row) throws SQLException {
        try {
            return SignatureAlgorithm.of(AlgorithmIdentifier.getInstance(
                            Der.of(row.getBytes("signature_algorithm")).decode()))
                    .map(algorithm -> assembled(row, algorithm));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Certificate assembled(ResultSet row, SignatureAlgorithm algorithm) {
        try {
            return Certificate.assemble(Der.of(row.getBytes("tbs")), algorithm, Der.of(row.getBytes("signature")));
        } catch (SQLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
