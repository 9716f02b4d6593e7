package pk.muhr.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The council's own floors are bound by the baselines, and where the public is to trust the root by more. */
class BaselineRequirementsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void shippedFloorsWouldDoForThePublic() {
        assertThat(problems("public", "", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "codeSigningMinimumRsaBits: 3072 | codeSigningMinimumRsaBits: 3071 | 4: codeSigningMinimumRsaBits is 3071"
                        + " | at least 3072 (CSBR §6.1.5.2): write 3072 or more",
                "codeSigningAuthorityMinimumRsaBits: 4096 | codeSigningAuthorityMinimumRsaBits: 4095"
                        + " | 5: codeSigningAuthorityMinimumRsaBits is 4095"
                        + " | at least 4096 (CSBR §6.1.5.1): write 4096 or more",
                "subscriberCrlMaximumDays: 10 | subscriberCrlMaximumDays: 11 | 8: subscriberCrlMaximumDays is 11"
                        + " | at most 10 (BR §7.2): write 10 or less",
                "authorityCrlMaximumDays: 366 | authorityCrlMaximumDays: 367 | 9: authorityCrlMaximumDays is 367"
                        + " | at most 366 (BR §7.2): write 366 or less",
                "ocspMaximumDays: 7 | ocspMaximumDays: 11 | 10: ocspMaximumDays is 11"
                        + " | at most 10 (BR §4.9.10): write 10 or less",
                "rootMinimumDays: 2922 | rootMinimumDays: 2921 | 47: rootMinimumDays is 2921"
                        + " | at least 2922 (BR §7.1.2.1.1): write 2922 or more",
                "timeStampingKeyMaximumDays: 454 | timeStampingKeyMaximumDays: 455"
                        + " | 49: timeStampingKeyMaximumDays is 455"
                        + " | at most 454 (CSBR §6.3.2: 15 months): write 454 or less",
                "emailDomainProofMaximumDays: 398 | emailDomainProofMaximumDays: 399"
                        + " | 59: emailDomainProofMaximumDays is 399"
                        + " | at most 398 (S/MIME BR §4.2.1): write 398 or less",
                "personProofMaximumDays: 825 | personProofMaximumDays: 826 | 60: personProofMaximumDays is 826"
                        + " | at most 825 (S/MIME BR §4.2.1): write 825 or less",
            })
    void refusesALooserNumber(String shipped, String looser, String begins, String ends) {
        String sentence = "floors.yaml:" + begins + ", and it is " + ends;
        assertThat(problems("public", shipped, looser)).contains(sentence);
        assertThat(problems("national", shipped, looser)).containsExactly(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{issuedFrom: 2020-09-01, days: 398} | {issuedFrom: 2020-09-01, days: 399}"
                        + " | 15: maximumDays.tls-server | 399 | 2020-09-01 | 398 | BR §6.3.2",
                "{issuedFrom: 2026-03-15, days: 200} | {issuedFrom: 2026-03-15, days: 201}"
                        + " | 16: maximumDays.tls-server | 201 | 2026-03-15 | 200 | BR §6.3.2",
                "{issuedFrom: 2027-03-15, days: 100} | {issuedFrom: 2027-03-16, days: 100}"
                        + " | 16: maximumDays.tls-server | 200 | 2027-03-15 | 100 | BR §6.3.2",
                "{issuedFrom: 2020-01-01, days: 366} | {issuedFrom: 2020-01-01, days: 367}"
                        + " | 38: maximumDays.ocsp-responder | 367 | 2020-01-01 | 366 | normative reference 4.10",
                "{issuedFrom: 2020-01-01, days: 7305} | {issuedFrom: 2020-01-01, days: 7306}"
                        + " | 43: maximumDays.domain-ca | 7306 | 2020-01-01 | 7305 | the Council's own limit",
                "{issuedFrom: 2020-01-01, days: 5475} | {issuedFrom: 2020-01-01, days: 5476}"
                        + " | 45: maximumDays.issuing-ca | 5476 | 2020-01-01 | 5475 | the Council's own limit",
                "{issuedFrom: 2029-03-15, days: 47} | {issuedFrom: 2029-03-15, days: 48}"
                        + " | 18: maximumDays.tls-server | 48 | 2029-03-15 | 47 | BR §6.3.2",
                "{issuedFrom: 2029-03-15, days: 47} | {issuedFrom: 2030-01-01, days: 47}"
                        + " | 17: maximumDays.tls-server | 100 | 2029-03-15 | 47 | BR §6.3.2",
                "{issuedFrom: 2023-09-01, days: 825} | {issuedFrom: 2023-09-01, days: 826}"
                        + " | 21: maximumDays.email-protection | 826 | 2023-09-01 | 825 | S/MIME BR §6.3.2",
                "{issuedFrom: 2026-03-01, days: 460} | {issuedFrom: 2026-03-01, days: 461}"
                        + " | 33: maximumDays.code-signing | 461 | 2026-03-01 | 460 | CSBR §6.3.2",
                "{issuedFrom: 2020-01-01, days: 4105} | {issuedFrom: 2020-01-01, days: 4110}"
                        + " | 36: maximumDays.time-stamping | 4110 | 2020-01-01 | 4109 | CSBR §6.3.2: 135 months",
                "{issuedFrom: 2020-01-01, days: 9132} | {issuedFrom: 2020-01-01, days: 9133}"
                        + " | 41: maximumDays.root-ca | 9133 | 2020-01-01 | 9132 | BR §7.1.2.1.1",
                "{issuedFrom: 2029-03-15, days: 10} | {issuedFrom: 2029-03-15, days: 11}"
                        + " | 55: domainProofMaximumDays | 11 | 2029-03-15 | 10 | BR §4.2.1",
            })
    void refusesALooserTable(
            String shipped, String looser, String place, int said, String day, int most, String clause) {
        for (String context : List.of("public", "national")) {
            assertThat(problems(context, shipped, looser))
                    .containsExactly("floors.yaml:" + place + " permits " + said + " days from " + day + " on, and "
                            + most + " is the most (" + clause + "): write {issuedFrom: " + day + ", days: " + most
                            + "}, or fewer days");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minimumRsaBits: 2048 | minimumRsaBits: 2047 | minimumRsaBits must be at least 2048 (BR §6.1.5)",
                "rsaExponent: 65537 | rsaExponent: 3 | rsaExponent must be 65537 (BR §6.1.6)",
                "minimumSerialBits: 128 | minimumSerialBits: 63 | minimumSerialBits must be 64 to 159 (BR §7.1)",
            })
    void refusesWeakKeysAndShortSerialNumbersInBothContexts(String shipped, String looser, String sentence) {
        for (String context : List.of("public", "national")) {
            assertThat(problems(context, shipped, looser))
                    .singleElement()
                    .asString()
                    .contains(sentence);
        }
    }

    @Test
    void asksMoreWhereThePublicIsToTrustTheRoot() {
        assertThat(problems("public", "ocspMaximumDays: 7", "ocspMaximumDays: 8"))
                .containsExactly("floors.yaml:10: ocspMaximumDays is 8; where trustContext is public, it is at most 7"
                        + " (Microsoft Trusted Root Program §3.2.2): write 7 or less");
        assertThat(problems("national", "ocspMaximumDays: 7", "ocspMaximumDays: 8"))
                .isEmpty();
        Map<String, String> files = changed("public", "", "");
        files.merge(
                "hierarchy.yaml",
                "",
                (text, _) -> text.replaceFirst(
                        "crl: \\{every: PT24H, validFor: PT96H",
                        "crl: {every: PT24H, validFor: PT96H, deltaEvery: PT1H"));
        assertThat(PolicyBundle.check(files, TODAY).problems())
                .extracting(PolicyProblem::toString)
                .containsExactly("hierarchy.yaml:68: crl.deltaEvery of gov-tls asks for delta lists; where trustContext"
                        + " is public, there are none (BR §7.2): leave it out");
    }

    /** A ballot that is newer than the bundle in force binds the next candidate. */
    @Test
    void aPublicBundleThatWasInForceIsNotHeldAgainstIt() {
        Map<String, String> files = changed("public", "ocspMaximumDays: 7", "ocspMaximumDays: 10");
        assertThat(PolicyBundle.check(files, TODAY).bundle()).isEmpty();
        assertThat(PolicyBundle.of(files).floors().ocspMaximumDays()).isEqualTo(10);
    }

    private static List<String> problems(String context, String from, String to) {
        return PolicyBundle.check(changed(context, from, to), TODAY).problems().stream()
                .map(PolicyProblem::toString)
                .toList();
    }

    private static Map<String, String> changed(String context, String from, String to) {
        Map<String, String> files = new TreeMap<>(PolicyBundle.filesIn(Path.of("policies")));
        assertThat(files.get("floors.yaml")).contains(from);
        files.merge(
                "floors.yaml", "", (text, _) -> text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
        files.merge("hierarchy.yaml", "", (text, _) -> text.replace(", deltaEvery: PT1H", "")
                .replace("trustContext: national", "trustContext: " + context));
        return files;
    }
}
