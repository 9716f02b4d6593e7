package pk.muhr.revocation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.x509.Der;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** What relying parties were told by OCSP at some moment, out of what is kept of the answers (decision 0016). */
@ApplicationScoped
public class OcspEvidence {

    private static final String STORED = """
            select status, produced_at, this_update, next_update, reach, responder, der, sha256 from ocsp_answer
            where issuer_key = ? and serial = ? and this_update <= ? and next_update > ?
            order by this_update desc, seq desc limit 1
            """;

    private static final String BATCH = """
            select from_at, to_at, good, revoked, unknown, reach, responder, last_sha256 from ocsp_batch
            where issuer_key = ? and from_at <= ? and to_at >= ? order by from_at desc, seq desc limit 1
            """;

    private final AgroalDataSource store;

    OcspEvidence(AgroalDataSource store) {
        this.store = store;
    }

    /** What is kept of answers. */
    public sealed interface Kept {

        /**
         * An answer about this certificate.
         *
         * @param status {@code good} or {@code revoked}
         * @param reach the highest number of a status event that had been seen before the status was read
         * @param responder fingerprint of the certificate whose key signed it
         * @param der the OCSPResponse
         */
        record Answer(
                String status,
                Instant producedAt,
                Instant thisUpdate,
                Instant nextUpdate,
                long reach,
                Sha256 responder,
                Der der)
                implements Kept {}

        /**
         * The count of a responder's answers in a stretch of time, which may or may not have been about it.
         *
         * @param reach every answer was made with all status events up to this number seen
         * @param last SHA-256 of the last answer
         */
        record Batch(
                Instant from,
                Instant to,
                long good,
                long revoked,
                long unknown,
                long reach,
                Sha256 responder,
                Sha256 last)
                implements Kept {}
    }

    /**
     * The newest answer about this serial number that held at the given moment; where none is kept, the newest batch of
     * the authority's other answers that were given around then.
     *
     * @param issuerKey SHA-256 of the issuer's SubjectPublicKeyInfo
     * @throws StatusUnavailable when the database does not answer
     * @throws IllegalStateException when a kept answer has been altered
     */
    public Optional<Kept> at(Sha256 issuerKey, SerialNumber serial, Instant at) {
        try (Connection connection = store.getConnection()) {
            Optional<Kept> stored = stored(connection, issuerKey, serial, at);
            return stored.isPresent() ? stored : batch(connection, issuerKey, at);
        } catch (SQLException e) {
            throw new StatusUnavailable(e);
        }
    }

    private static Optional<Kept> stored(Connection connection, Sha256 issuerKey, SerialNumber serial, Instant at)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STORED)) {
            query.setString(1, issuerKey.hex());
            query.setString(2, serial.hex());
            query.setObject(3, at.atOffset(ZoneOffset.UTC));
            query.setObject(4, at.atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(answer(row)) : Optional.empty();
            }
        }
    }

    private static Kept answer(ResultSet row) throws SQLException {
        Der der = Der.of(row.getBytes("der"));
        if (!der.sha256().hex().equals(row.getString("sha256"))) {
            throw new IllegalStateException("the kept OCSP answer " + row.getString("sha256") + " has been altered");
        }
        return new Kept.Answer(
                row.getString("status"),
                instant(row, "produced_at"),
                instant(row, "this_update"),
                instant(row, "next_update"),
                row.getLong("reach"),
                new Sha256(row.getString("responder")),
                der);
    }

    private static Optional<Kept> batch(Connection connection, Sha256 issuerKey, Instant at) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BATCH)) {
            query.setString(1, issuerKey.hex());
            query.setObject(2, at.atOffset(ZoneOffset.UTC));
            query.setObject(3, at.atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Kept.Batch(
                                instant(row, "from_at"),
                                instant(row, "to_at"),
                                row.getLong("good"),
                                row.getLong("revoked"),
                                row.getLong("unknown"),
                                row.getLong("reach"),
                                new Sha256(row.getString("responder")),
                                new Sha256(row.getString("last_sha256"))))
                        : Optional.empty();
            }
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
