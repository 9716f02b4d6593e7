package pk.muhr.issuance;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.TestInstallation;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.SignedCertificate;
import pk.muhr.identity.BodyId;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SubjectPublicKey;

/** The tables of issuance with the rights of the service and none of its code. */
final class IntentTable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int PAUSE_MILLIS = 20;

    private IntentTable() {}

    /** An intent that is about to be inserted as it stands. */
    static final class Row {

        private final UUID id = UUID.randomUUID();
        private CertificateAuthority issuer;
        private SerialNumber serial = SerialNumber.random(new SecureRandom());
        private String subjectKey =
                new Sha256(new BigInteger(255, new SecureRandom()).setBit(255).toString(16)).hex();
        private UUID request;
        private int attempt = 1;
        private String body;
        private String person;
        private String family;
        private Sha256 policy;
        private Duration lease = Duration.ofDays(1);

        Row(CertificateAuthority issuer, Sha256 policy) {
            this.issuer = issuer;
            this.policy = policy;
        }

        Row issuer(CertificateAuthority another) {
            issuer = another;
            return this;
        }

        Row policy(Sha256 another) {
            policy = another;
            return this;
        }

        Row request(UUID one) {
            request = one;
            return this;
        }

        Row attempt(int number) {
            attempt = number;
            return this;
        }

        Row serial(SerialNumber number) {
            serial = number;
            return this;
        }

        Row subjectKey(SubjectPublicKey key) {
            subjectKey = key.fingerprint().hex();
            return this;
        }

        Row body(String name) {
            body = name;
            return this;
        }

        /** The account of whom it names. */
        Row person(String account) {
            person = account;
            return this;
        }

        Row family(String label) {
            family = label;
            return this;
        }

        /** How long from now; negative for one that is over. */
        Row lease(Duration left) {
            lease = left;
            return this;
        }

        UUID insert() throws SQLException {
            update(
                    """
                    insert into intent (id, request, attempt, authority, issuer_key, serial, profile, body, tbs,
                                        subject_key, not_after, policy_hash, lease_end, person, family)
                    values (?, ?, ?, ?, ?, ?, 'tls-server', ?, '', ?, now(), ?, now() + make_interval(secs => ?), ?, ?)
                    """,
                    id,
                    request,
                    attempt,
                    issuer.id().toString(),
                    issuer.certificate().key().fingerprint().hex(),
                    serial.hex(),
                    body,
                    subjectKey,
                    policy.hex(),
                    (double) lease.toSeconds(),
                    person,
                    family);
            return id;
        }

        Intent intent() throws SQLException {
            return new Intent(
                    insert(),
                    Optional.ofNullable(request),
                    issuer.id(),
                    issuer.certificate().key().fingerprint(),
                    serial);
        }
    }

    /** A request on record that nothing was done about. */
    static UUID request() throws SQLException {
        String person = "test-issuance-order";
        TestInstallation.token(new BodyId("nitb"), person);
        UUID id = UUID.randomUUID();
        update(
                "insert into request (id, body, requester, profile, content_sha256, content)"
                        + " values (?, 'nitb', ?, 'tls-server', repeat('0', 64), '{}')",
                id,
                person);
        return id;
    }

    /** Keeps a bundle's hash, as one that was in force once. */
    static void store(Sha256 hash) throws SQLException {
        update("insert into policy_bundle (hash, content) values (?, '{}')", hash.hex());
    }

    /** Revokes the serial number of an intent for this reason. */
    static void revoked(Intent intent, int reason) throws SQLException {
        TestCertificates.revokedElsewhere(
                intent.authority().toString(),
                intent.issuerKey(),
                intent.serial(),
                RevocationReason.ofCode(reason).orElseThrow());
    }

    /** Keeps a certificate as versions did that knew no index of names. */
    static void issuedWithoutNames(Intent intent, SignedCertificate signed) throws SQLException {
        update(
                "insert into outcome (intent, state, signature_algorithm, signature, certificate_sha256)"
                        + " values (?, 'ISSUED', ?, ?, ?)",
                intent.id(),
                Der.of(signed.algorithm().identifier()).bytes(),
                signed.signature().bytes(),
                signed.certificate().fingerprint().hex());
    }

    /** Keeps one name of a certificate. */
    static void named(SignedCertificate signed, String kind, String value) throws SQLException {
        update(
                "insert into certificate_name (certificate_sha256, kind, value) values (?, ?, ?)",
                signed.certificate().fingerprint().hex(),
                kind,
                value);
    }

    /** Forgets that everything issued is found by its names, as before there was a place to say so. */
    static void namesAreIncomplete() throws SQLException {
        try (Connection connection = TestInstallation.owner().connect();
                PreparedStatement update = prepared(connection, "delete from certificate_name_complete")) {
            update.executeUpdate();
        }
    }

    static List<String> outcomes(UUID intent) throws SQLException {
        return column("select state from outcome where intent = ?", intent);
    }

    static int intents(UUID id) throws SQLException {
        return column("select id::text from intent where id = ?", id).size();
    }

    static int revocations(Intent intent) throws SQLException {
        return column(
                        "select serial from revocation where issuer_key = ? and serial = ?",
                        intent.issuerKey().hex(),
                        intent.serial().hex())
                .size();
    }

    /** Returns when an intent waits for a change of policy. */
    static void awaitSomebodyWaiting() throws SQLException, InterruptedException {
        for (int waited = 0; waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
            if (!column("select mode from pg_locks where locktype = 'advisory' and objid = 77340001 and not granted")
                    .isEmpty()) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new AssertionError("no intent waits for the change of policy");
    }

    private static void update(String statement, Object... values) throws SQLException {
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement update = prepared(connection, statement, values)) {
            update.executeUpdate();
        }
    }

    private static List<String> column(String query, Object... values) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement statement = prepared(connection, query, values);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    private static PreparedStatement prepared(Connection connection, String text, Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at]);
        }
        return statement;
    }
}
