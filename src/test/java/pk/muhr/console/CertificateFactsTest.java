package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;

/** What a certificate is said to be, in both languages. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CertificateFactsTest {

    @Inject
    @Location("console/facts.html")
    Template template;

    private String shown(CertificateFacts facts, Language language) {
        Frame page =
                new Frame(language, Optional.empty(), Optional.empty(), "", "/", ZoneId.of("Asia/Karachi"), List.of());
        return page.show(template.data("page", page, "facts", facts));
    }

    @Test
    void saysWhoWhatForAndUntilWhen() {
        String pem = Api.askForHost("nitb").path("certificate.pem");
        CertificateFacts facts =
                CertificateFacts.of(Certificate.of(Pem.parse(pem).content()));
        assertThat(facts.title()).isEqualTo("www.nitb.example.gov.pk");
        assertThat(shown(facts, Language.ENGLISH))
                .contains(
                        "www.nitb.example.gov.pk",
                        "Web sites and other servers",
                        facts.certificate().serial().hex(),
                        facts.certificate().fingerprint().hex());
        assertThat(shown(facts, Language.URDU)).contains("معتبر تا", "ویب سائٹیں");
        assertThat(facts.issuer()).extracting(CertificateFacts.Fact::key).doesNotContain("");
    }
}
