package pk.muhr.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.ca.SignedCertificate;
import pk.muhr.identity.BodyId;
import pk.muhr.safety.InstallationOpened;
import pk.muhr.safety.Installations;

/** Names by which certificates are found, of those too that are older than the index. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CertificateNamesTest {

    private static final InstallationOpened OPENED = new InstallationOpened(Installations.Kind.DEVELOPMENT);

    @Inject
    Drafts drafts;

    @Inject
    Intents intents;

    @Inject
    CertificateNames names;

    @Inject
    CertificateSearch search;

    @Test
    void indexesWhatWasIssuedBeforeThereWasAnIndex() throws SQLException {
        SignedCertificate signed = withoutNames();
        IntentTable.named(signed, "organization", "ntnpk-1");
        names.complete(OPENED);
        assertThat(finds(signed)).as("the index is complete").isFalse();

        IntentTable.namesAreIncomplete();
        names.complete(OPENED);
        assertThat(finds(signed)).isTrue();
    }

    /** An installation has millions of certificates, and each commit waits for the disk. */
    @Test
    void commitsManyCertificatesAtOnce() throws SQLException {
        List<SignedCertificate> issued = List.of(withoutNames(), withoutNames(), withoutNames());
        IntentTable.namesAreIncomplete();
        names.complete(OPENED);
        assertThat(issued).allSatisfy(signed -> assertThat(finds(signed)).isTrue());
        String fingerprints = issued.stream()
                .map(signed -> signed.certificate().fingerprint().hex())
                .collect(Collectors.joining("', '", "'", "'"));
        try (Connection connection = TestInstallation.application().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(distinct xmin::text) from certificate_name"
                        + " where certificate_sha256 in (" + fingerprints + ")")) {
            row.next();
            assertThat(row.getInt(1)).as("the program's own job may do a part").isLessThan(issued.size());
        }
    }

    private SignedCertificate withoutNames() throws SQLException {
        IntentDraft draft = drafts.draft(IntentTable.request(), 1);
        Intent intent = intents.open(draft);
        SignedCertificate signed = drafts.authority().sign(draft.linted());
        IntentTable.issuedWithoutNames(intent, signed);
        return signed;
    }

    private boolean finds(SignedCertificate signed) {
        CertificateQuery query = new CertificateQuery(
                Optional.of(signed.certificate().dnsNames().getFirst()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return search.find(query, Optional.of(new BodyId("nitb")), 100).stream().anyMatch(found -> found.certificate()
                .fingerprint()
                .equals(signed.certificate().fingerprint()));
    }
}
