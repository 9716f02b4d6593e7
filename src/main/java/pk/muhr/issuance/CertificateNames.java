package pk.muhr.issuance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.agroal.api.AgroalDataSource;

import pk.muhr.problem.StoreFailed;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.InstallationOpened;
import pk.muhr.safety.ProcessRole;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.Sha256;

/** By which names certificates are found. The outcome writes them with the certificate. */
@ApplicationScoped
class CertificateNames {

    private static final int BATCH = 500;

    private static final String UNINDEXED = """
            select o.certificate_sha256 from outcome o join intent i on i.id = o.intent
            where o.state = 'ISSUED' and i.request is not null
              and not exists (select 1 from certificate_name n where n.certificate_sha256 = o.certificate_sha256)
            limit ?
            """;

    private static final String INSERT = """
            insert into certificate_name (certificate_sha256, kind, value)
            select ?, n.kind, n.value from unnest(?, ?) as n (kind, value) on conflict do nothing
            """;

    private static final String UNIT_OF_ANOTHER = """
            select exists (
                select 1 from certificate_name n
                join outcome o on o.certificate_sha256 = n.certificate_sha256 join intent i on i.id = o.intent
                where n.kind = 'unit' and n.value = ? and i.subject_key <> ? and i.not_after >= now()
                  and not exists (select 1 from revocation r where r.issuer_key = i.issuer_key and r.serial = i.serial))
            """;

    private final AgroalDataSource store;
    private final IssuedCertificates certificates;

    CertificateNames(AgroalDataSource store, IssuedCertificates certificates) {
        this.store = store;
        this.certificates = certificates;
    }

    /** Once in the life of an installation, before it issues. */
    @DoneBy(ProcessRole.AUTHORITY)
    void complete(@Observes InstallationOpened installation) {
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select 1 from certificate_name_complete")) {
                if (row.next()) {
                    return;
                }
            }
            indexEarlier();
            statement.execute("insert into certificate_name_complete default values on conflict do nothing");
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** Indexes what was issued before there was an index. A crash leaves the rest for the next start. */
    void indexEarlier() {
        try (Connection connection = store.getConnection()) {
            List<Sha256> page = unindexed(connection);
            while (!page.isEmpty()) {
                for (Sha256 fingerprint : page) {
                    index(connection, fingerprint);
                }
                page = unindexed(connection);
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private static List<Sha256> unindexed(Connection connection) throws SQLException {
        List<Sha256> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(UNINDEXED)) {
            query.setInt(1, BATCH);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Sha256(row.getString(1)));
                }
            }
        }
        return found;
    }

    /** All names of a certificate in one statement, so that none is half indexed. */
    private void index(Connection connection, Sha256 fingerprint) throws SQLException {
        List<CertificateName> names =
                CertificateName.of(certificates.find(fingerprint).orElseThrow().certificate());
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, fingerprint.hex());
            insert.setArray(2, CertificateName.array(connection, names, name -> name.kind()
                    .label()));
            insert.setArray(3, CertificateName.array(connection, names, CertificateName::value));
            insert.executeUpdate();
        }
    }

    /** Whether a certificate that counts gives this subject to a time-stamping unit with another key. */
    boolean isUnitOfAnother(DistinguishedName subject, Sha256 subjectKey) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(UNIT_OF_ANOTHER)) {
            query.setString(1, CertificateName.unit(subject).value());
            query.setString(2, subjectKey.hex());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }
}
