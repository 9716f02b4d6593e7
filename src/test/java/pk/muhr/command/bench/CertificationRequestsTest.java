package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;

import org.junit.jupiter.api.Test;

import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.GeneralNameText;

class CertificationRequestsTest {

    private final List<CertificationRequest> made = new CertificationRequests(new SecureRandom())
            .make(3).stream().map(CertificationRequest::ofPem).toList();

    @Test
    void proveThatTheyHoldTheirKey() {
        assertThat(made).hasSize(3).allMatch(CertificationRequest::provesPossession);
        assertThat(made).allSatisfy(csr -> assertThat(csr.key().label()).isEqualTo("P-256"));
    }

    @Test
    void eachAsksForANameAndAKeyOfItsOwn() {
        assertThat(made.stream().map(CertificationRequest::key)).doesNotHaveDuplicates();
        assertThat(made.stream().map(csr -> csr.alternativeNames().getFirst()).map(GeneralNameText::value))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.endsWith(".nitb.example.gov.pk"));
    }
}
