package pk.muhr.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.enrolment.Csrs;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.CertificationRequest;

/** What a profile says to a request, and what it never repeats. */
class RequestReadingTest {

    private static final PolicyBundle BUNDLE = PolicyBundle.read(Path.of("policies"));
    private static final CertificationRequest CSR =
            CertificationRequest.ofPem(Csrs.p256().pem());
    private static final Map<AttributeType, String> BODY = Map.of(
            AttributeType.COUNTRY, "PK",
            AttributeType.LOCALITY, "Islamabad",
            AttributeType.ORGANIZATION, "National Information Technology Board",
            AttributeType.ORGANIZATION_IDENTIFIER, "GOVPK");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "35202 12345671",
                "35202  1234567  1",
                "35202l2345671",
                "O520212345671",
                "35202\u200b12345671",
                "35202\u20131234567\u20131",
                "٣٥٢٠٢١٢٣٤٥٦٧١",
                "PASPK-A1234567",
                "PASXX-AB1234567",
                "AB1234567",
                "PNOIN-3520212345671",
                "TINPK-3520212345671"
            })
    void neverRepeatsAPersonsIdentifier(String number) {
        assertHidden(number, refused("digital-signature", CSR, person(number)));
        assertHidden(number, refused("eseal", CSR, names(Map.of(AttributeType.SERIAL_NUMBER, number), "dns")));
        CertificationRequest subject = CertificationRequest.ofPem(
                Csrs.p256().subject("serialNumber=" + number).pem());
        assertHidden(number, refused("eseal", subject, Optional.empty()));
    }

    /** Where no identifier is asked for, what looks like one is not repeated either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "35202-1234567-1",
                "35202 1234567 1",
                "35202l2345671",
                "35202\u200b12345671",
                "٣٥٢٠٢١٢٣٤٥٦٧١",
                "PASPK-AB1234567"
            })
    void neverRepeatsWhatLooksLikeAnIdentifier(String number) {
        Refusal refusal = refused("eseal", CSR, names(Map.of(AttributeType.COMMON_NAME, "Khan " + number), "dns"));
        assertThat(refusal.value()).isEqualTo("Khan [a person's number]");
    }

    /** A rule that repeats the value spells out what cannot be seen. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u2007", "\u200b", " \u00a0"})
    void neverRepeatsWhatLooksLikeAnIdentifierInItsAdvice(String between) {
        String number = String.join(between, "35202", "1234567", "1");
        Map<AttributeType, String> person = Map.of(
                AttributeType.GIVEN_NAME, "Ali " + number,
                AttributeType.SURNAME, "Khan",
                AttributeType.SERIAL_NUMBER, "42101-7654321-9");
        Refusal refusal = refused("digital-signature", CSR, names(person, "dns"));
        assertThat(refusal.rule()).isEqualTo("subject-text");
        assertThat(refusal.fix()).contains("[a person's number]");
        assertThat(refusal.value() + refusal.fix()).doesNotContain("35202", "1234567");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nBcc: x@y.pk", "\u001b[31m", "\u0000.pk", "\u202egov", "\u2028", "\u200b"})
    void repeatsNothingThatCannotBeSeen(String unseen) {
        for (Refusal refusal : List.of(
                refused("tls-server", CSR, names(Map.of(), "dns", "www" + unseen)),
                refused("tls-server", CSR, names(Map.of(AttributeType.COMMON_NAME, unseen), "dns", "www.gov.pk")),
                refused("tls-server", CSR, names(Map.of(), "ip" + unseen, "8.8.8.8")))) {
            assertThat(refusal.value() + refusal.fix())
                    .contains("\\u%04x".formatted((int) unseen.charAt(0)))
                    .doesNotContain(unseen)
                    .matches("[^\\p{C}\u2028]*");
        }
    }

    /** Nothing outside ASCII becomes a name by being lowered: the lower case of the Kelvin sign is k. */
    @Test
    void judgesANameBeforeItLowersIt() {
        assertThat(refused("tls-server", CSR, names(Map.of(), "dns", "\u212a.gov.pk"))
                        .rule())
                .isEqualTo("dns-name");
        assertThat(refused("tls-server", CSR, names(Map.of(AttributeType.COMMON_NAME, "\u212a.gov.pk"), "dns"))
                        .rule())
                .isEqualTo("dns-name");
        assertThat(refused(
                                "tls-server",
                                CSR,
                                names(Map.of(AttributeType.COMMON_NAME, "\u212a.gov.pk"), "dns", "k.gov.pk"))
                        .rule())
                .isEqualTo("common-name");
        assertThat(judged("tls-server", CSR, names(Map.of(AttributeType.COMMON_NAME, "K.gov.pk"), "dns", "k.GOV.pk")))
                .isInstanceOf(Judgement.Permitted.class);
    }

    @Test
    void namesTheLineThatDecides() {
        assertPlace("basicConstraints: ", Csrs.p256().asAuthority());
        assertPlace("keys: ", Csrs.rsa(3072).signedWith("SHA1withRSA"));
    }

    private static void assertPlace(String key, Csrs csr) {
        PolicyPlace place = refused("tls-server", CertificationRequest.ofPem(csr.pem()), Optional.empty())
                .place()
                .orElseThrow();
        assertThat(BUNDLE.files().get(place.file()).lines().toList().get(place.line() - 1))
                .startsWith(key);
    }

    private static void assertHidden(String number, Refusal refusal) {
        assertThat(refusal.value() + refusal.fix())
                .contains(RefusedNames.HIDDEN)
                .doesNotContain(number, number.substring(2, 7), "1234567");
    }

    private static Optional<RequestedNames> person(String number) {
        return names(
                Map.of(
                        AttributeType.GIVEN_NAME, "Ayesha",
                        AttributeType.SURNAME, "Khan",
                        AttributeType.SERIAL_NUMBER, number),
                "dns");
    }

    private static Optional<RequestedNames> names(
            Map<AttributeType, String> attributes, String kind, String... values) {
        return Optional.of(new RequestedNames(attributes, Map.of(kind, List.of(values))));
    }

    private static Refusal refused(String profile, CertificationRequest csr, Optional<RequestedNames> names) {
        return ((Judgement.Refused<SubscriberRequest>) judged(profile, csr, names)).refusal();
    }

    private static Judgement<SubscriberRequest> judged(
            String profile, CertificationRequest csr, Optional<RequestedNames> names) {
        return new RequestReading(BUNDLE.profile(new ProfileId(profile)).orElseThrow(), BUNDLE, BODY).judge(csr, names);
    }
}
