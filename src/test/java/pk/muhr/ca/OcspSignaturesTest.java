package pk.muhr.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.AuditRecords;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.Tokens;
import pk.muhr.x509.Der;

/** As many OCSP signatures on record as the token made. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class OcspSignaturesTest {

    @Inject
    OcspSignatures signatures;

    @Inject
    OcspSigners signers;

    @Inject
    Hierarchy hierarchy;

    @Inject
    Tokens tokens;

    @Inject
    AuditRecords audit;

    @Test
    void recordsAsManySignaturesAsTheTokenMade() {
        long before = audit.count();
        hierarchy.authorities().forEach(authority -> {
            OcspSigner signer = signers.of(authority.id()).orElseThrow();
            for (int i = 0; i < 25; i++) {
                signer.sign(Der.of(new byte[] {(byte) i}), true);
            }
        });
        signatures.flush();
        assertThat(audit.count())
                .isGreaterThanOrEqualTo(before + hierarchy.authorities().size());
        assertThat(recordedOfToken())
                .isEqualTo(tokens.token(new TokenLabel("muhr-status")).signatures());
        long after = audit.count();
        signatures.flush();
        assertThat(audit.count()).isEqualTo(after);
    }

    /** All but what the one key in memory made, which no token counts. */
    private long recordedOfToken() {
        long sum = 0;
        long seq = 0;
        List<AuditRecord> page = audit.since(seq, 1000);
        while (!page.isEmpty()) {
            sum += page.stream()
                    .filter(record -> record.event().event().equals("OCSP_SIGNED"))
                    .filter(record -> !record.event().authority().orElseThrow().equals("gov-authentication-g1"))
                    .mapToLong(record -> Long.parseLong(
                            record.event().details().get("signatures").toString()))
                    .sum();
            seq = page.getLast().seq();
            page = audit.since(seq, 1000);
        }
        return sum;
    }
}
