package pk.muhr.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.ws.rs.core.Response;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;

/** What a page refuses is on record, by whom and by which rule, as what the API refuses. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RefusedFormsTest {

    private static final String CERTIFICATES = "/office/certificates/";

    @Test
    void noPageAnswersWithAStatusOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("pk.muhr.console..")
                .and()
                .doNotHaveSimpleName("ProblemPage") // makes the answer to what was put on record
                .should()
                .callMethod(Response.class, "status", int.class)
                .orShould()
                .callMethod(Response.class, "status", Response.Status.class)
                .because("Visitors.again puts a refusal on record")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("pk.muhr.console"));
    }

    @Test
    void anUnmeantRevocationByAnOfficer() throws Exception {
        assertRecorded(
                "dev-revocation-officer",
                "not-confirmed",
                () -> form(
                        Browser.of(Role.REVOCATION_OFFICER),
                        CERTIFICATES + issued(),
                        Map.of("act", "revoke", "reason", "superseded", "invalidity", "")));
    }

    @Test
    void aTimeThatNobodyUnderstands() throws Exception {
        assertRecorded(
                "dev-revocation-officer",
                "invalidity-malformed",
                () -> form(
                        Browser.of(Role.REVOCATION_OFFICER),
                        CERTIFICATES + issued(),
                        Map.of("act", "revoke", "reason", "superseded", "mean", "yes", "invalidity", "<b>")));
    }

    @Test
    void aRevocationByItsBodyWithoutAReason() throws Exception {
        assertRecorded(
                "dev-subscriber-ntc",
                "no-reason",
                () -> form(Browser.subscriber("ntc"), "/my/certificates/" + issued() + "/revocation", Map.of()));
    }

    @Test
    void aPolicyWithoutFiles() throws Exception {
        Browser authority = Browser.of(Role.POLICY_AUTHORITY);
        assertRecorded("dev-policy-authority", "policy-files", () -> authority
                .form()
                .multiPart("form-token", authority.token())
                .multiPart("files", "not a policy.exe", new byte[] {1}, "application/octet-stream")
                .post("/administration/policy/proposal")
                .statusCode());
    }

    @Test
    void anExportOfATimeThatIsNone() throws Exception {
        assertRecorded(
                "dev-auditor",
                "parameter-malformed",
                () -> form(Browser.of(Role.AUDITOR), "/audit/export", Map.of("format", "zip", "from", "yesterday")));
    }

    /** An act, and the status of its answer. */
    private interface Act {
        int status();
    }

    private static void assertRecorded(String by, String rule, Act act) throws Exception {
        String count = "select count(*) from audit_record where event = 'REQUEST_REFUSED' and actor = '" + by
                + "' and details ->> 'rule' = '" + rule + "'";
        int before = Integer.parseInt(TestInstallation.stored(count));
        assertThat(act.status()).isIn(400, 409, 422);
        assertThat(TestInstallation.stored(count)).isEqualTo("" + (before + 1));
    }

    private static int form(Browser browser, String address, Map<String, String> fields) {
        return browser.form()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("form-token", browser.token())
                .formParams(fields)
                .post(address)
                .statusCode();
    }

    private static String issued() {
        return Api.askForHost("ntc").path("certificate.id");
    }
}
