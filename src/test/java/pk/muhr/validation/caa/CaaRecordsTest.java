package pk.muhr.validation.caa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The record sets of RFC 8659 §4, and what else a zone may say. */
class CaaRecordsTest {

    private static final Set<String> CA1 = Set.of("ca1.example.net");
    private static final Set<String> CA2 = Set.of("ca2.example.org", "ca3.example.org");

    // --- RFC 8659 §4.2 ---

    @Test
    void letsTheNamedOneCertify() {
        permits("0 issue \"ca1.example.net\"", CA1);
        forbids("0 issue \"ca1.example.net\"", CA2);
    }

    @Test
    void letsEachOfTheNamedOnesCertify() {
        permits("0 issue \"ca1.example.net\"\n0 issue \"ca2.example.org\"", CA2);
        permits("0 issue \"ca1.example.net; account=230123\"", CA1);
        permits("0 issue \"ca1.example.net; policy=ev\"\n0 issue \";\"", CA1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                "",
                " ",
                "%%%%%",
                "ca1.example.net policy=ev",
                "ca1.example.net; =",
                "ca1-.example.net",
                "ca1.example.net.",
                ".ca1.example.net",
                "ca1.example.net; a=b c",
                "; ca1.example.net",
                "*.example.net",
                "http://ca1.example.net",
                "ca1_.example.net"
            })
    void letsNobodyCertifyWhereNobodyIsNamed(String value) {
        forbids("0 issue \"" + value + "\"", CA1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ca1.example.net",
                "CA1.Example.NET",
                " ca1.example.net ",
                "ca1.example.net;",
                "ca1.example.net ; ",
                "ca1.example.net; a=",
                "ca1.example.net;a=b;c=d",
                "ca1.example.net; a-b = c:/%40 ; d=e "
            })
    void readsEverySpelling(String value) {
        permits("0 issue \"" + value + "\"", CA1);
    }

    @Test
    void knowsTagsInEverySpelling() {
        forbids("0 ISSUE \"ca1.example.net\"", CA2);
        permits("128 Issue \"ca1.example.net\"", CA1);
    }

    // --- RFC 8659 §4.3 ---

    @Test
    void wildcardsFollowIssuewildWhereItIs() {
        String records = "0 issue \"ca1.example.net\"\n0 issuewild \"ca2.example.org\"";
        assertThat(records(records).forbidsHost(true, CA1)).isPresent();
        assertThat(records(records).forbidsHost(true, CA2)).isEmpty();
        assertThat(records(records).forbidsHost(false, CA1)).isEmpty();
        assertThat(records(records).forbidsHost(false, CA2)).isPresent();
    }

    @Test
    void wildcardsFollowIssueOtherwise() {
        assertThat(records("0 issue \"ca1.example.net\"").forbidsHost(true, CA1))
                .isEmpty();
        assertThat(records("0 issue \"ca1.example.net\"").forbidsHost(true, CA2))
                .isPresent();
        assertThat(records("0 issuewild \";\"").forbidsHost(true, CA1)).isPresent();
        assertThat(records("0 issuewild \";\"").forbidsHost(false, CA1)).isEmpty();
    }

    // --- RFC 9495 ---

    @Test
    void mailboxesFollowIssuemailAlone() {
        String records = "0 issue \"ca1.example.net\"\n0 issuewild \";\"\n0 IssueMail \"ca2.example.org\"";
        assertThat(records(records).forbidsMailboxes(CA1).orElseThrow()).contains("ca2.example.org");
        assertThat(records(records).forbidsMailboxes(CA2)).isEmpty();
        assertThat(records("0 issue \";\"").forbidsMailboxes(CA1)).isEmpty();
        assertThat(records("0 issuemail \";\"").forbidsMailboxes(CA1)).isPresent();
        assertThat(records("0 issuemail \"%%%%%\"").forbidsMailboxes(CA1)).isPresent();
    }

    @Test
    void hostsDoNotFollowIssuemail() {
        permits("128 issuemail \";\"", CA1);
        forbids("0 issue \";\"\n0 issuemail \"ca1.example.net\"", CA1);
    }

    @Test
    void aCriticalPropertyThatIsNotKnownForbidsMailboxesToo() {
        assertThat(records("128 tbs \"Unknown\"").forbidsMailboxes(CA1)).isPresent();
        assertThat(records("128 issuemail \"ca1.example.net\"").forbidsMailboxes(CA1))
                .isEmpty();
    }

    // --- RFC 8659 §4.4, §4.5, §4.1 ---

    @Test
    void reportsForbidNothing() {
        permits("0 iodef \"mailto:security@example.com\"", CA1);
        permits("128 iodef \"https://iodef.example.com/\"", CA1);
    }

    @Test
    void aCriticalPropertyThatIsNotKnownForbids() {
        String records = "0 issue \"ca1.example.net\"\n128 tbs \"Unknown\"";
        assertThat(records(records).forbidsHost(false, CA1).orElseThrow()).contains("tbs");
        assertThat(records(records).forbidsHost(true, CA1)).isPresent();
        permits("0 issue \"ca1.example.net\"\n0 tbs \"Unknown\"", CA1);
        permits("0 issue \"ca1.example.net\"\n127 tbs \"Unknown\"", CA1);
    }

    @Test
    void aPolicyWithoutIdentifiersIsNamedByNobody() {
        forbids("0 issue \"ca1.example.net\"", Set.of());
        permits("0 iodef \"mailto:a@example.com\"", Set.of());
    }

    private static void permits(String records, Set<String> identifiers) {
        assertThat(records(records).forbidsHost(false, identifiers)).as(records).isEmpty();
    }

    private static void forbids(String records, Set<String> identifiers) {
        assertThat(records(records).forbidsHost(false, identifiers)).as(records).isPresent();
    }

    private static CaaRecords records(String lines) {
        StringBuilder zone = new StringBuilder("$TTL 60\n");
        lines.lines().forEach(line -> zone.append("@ CAA ").append(line).append('\n'));
        List<CAARecord> found = new ArrayList<>();
        try (Master master = new Master(
                new ByteArrayInputStream(zone.toString().getBytes(StandardCharsets.UTF_8)),
                Name.fromConstantString("dept.gov.pk."))) {
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                found.add((CAARecord) record);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new CaaRecords("dept.gov.pk", found);
    }
}
