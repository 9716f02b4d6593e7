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

    private static final String ISSUED = """
            select o.certificate_sha256 from outcome o join intent i on i.id = o.intent
            where o.state = 'ISSUED' and i.request is not null and o.certificate_sha256 > ?
            order by o.certificate_sha256 limit ?
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

    /** Once in the life of an installation, before it issues. A crash leaves all of it for the next start. */
    @DoneBy(ProcessRole.AUTHORITY)
    void complete(@Observes InstallationOpened installation) {
        if (!isComplete()) {
            indexEarlier();
            try (Connection connection = store.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into certificate_name_complete default values on conflict do nothing");
            } catch (SQLException e) {
                throw new StoreFailed(e);
            }
        }
    }

    private boolean isComplete() {
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1 from certificate_name_complete")) {
            return row.next();
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** Indexes what was issued when there was no index, or not of every kind of name. */
    private void indexEarlier() {
        List<Sha256> page = issuedAfter("");
        while (!page.isEmpty()) {
            index(certificates.all(page));
            page = issuedAfter(page.getLast().hex());
        }
    }

    private List<Sha256> issuedAfter(String fingerprint) {
        List<Sha256> found = new ArrayList<>();
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(ISSUED)) {
            query.setString(1, fingerprint);
            query.setInt(2, BATCH);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Sha256(row.getString(1)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** In one transaction. */
    private void index(List<IssuedCertificate> page) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (IssuedCertificate issued : page) {
                List<CertificateName> names = CertificateName.of(issued.certificate());
                insert.setString(1, issued.certificate().fingerprint().hex());
                insert.setArray(2, CertificateName.array(connection, names, name -> name.kind()
                        .label()));
                insert.setArray(3, CertificateName.array(connection, names, CertificateName::value));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new StoreFailed(e);
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
