package pk.muhr.it.foreign;

import java.util.List;
import java.util.stream.Stream;

/**
 * A kind of certificate that subscribers ask for, as one profile gives it.
 *
 * @param type which of the seven it belongs to, in words for people
 * @param policy the certificate policy of ours under which it is issued
 * @param body who asks
 * @param names the {@code names} of the request, in JSON; {@code %s} stands for a mark that no other request has
 * @param keys the keys that the profile takes
 */
record Kind(String type, String profile, String policy, String body, String names, List<KeyKind> keys) {

    private static final List<KeyKind> ALL = List.of(KeyKind.values());
    private static final List<KeyKind> RSA = List.of(KeyKind.RSA_3072, KeyKind.RSA_4096);

    static final Kind TLS_SERVER = new Kind("TLS server", "tls-server", "2.999.1.1.2.1", "nitb", """
            {"subjectAltName": {"dns": ["www.nitb.example.gov.pk"]}}""", ALL);
    static final Kind TLS_SERVER_BRIEF = new Kind("TLS server", "tls-server-brief", "2.999.1.1.2.1", "nitb", """
            {"subjectAltName": {"dns": ["brief.nitb.example.gov.pk"]}}""", ALL);
    static final Kind EMAIL_PERSON = new Kind("e-mail", "email-protection", "2.999.1.1.3.1", "nitb", """
            {"givenName": "Ayesha", "surname": "Khan",
             "subjectAltName": {"email": ["ayesha.khan@nitb.example.gov.pk"]}}""", ALL);
    static final Kind EMAIL_ORGANIZATION =
            new Kind("e-mail", "email-protection-organization", "2.999.1.1.3.2", "nitb", """
            {"subjectAltName": {"email": ["info@nitb.example.gov.pk"]}}""", ALL);
    static final Kind EMAIL_MAILBOX = new Kind("e-mail", "email-protection-mailbox", "2.999.1.1.3.3", "nitb", """
            {"subjectAltName": {"email": ["info@nitb.example.gov.pk"]}}""", ALL);
    static final Kind AUTHENTICATION_PERSON =
            new Kind("authentication", "authentication-person", "2.999.1.1.4.1", "nitb", """
            {"givenName": "Ayesha", "surname": "Khan", "cnic": "35202-1234567-2",
             "subjectAltName": {"upn": ["ayesha.khan@nitb.example.gov.pk"]}}""", ALL);
    static final Kind AUTHENTICATION_DEVICE =
            new Kind("authentication", "authentication-device", "2.999.1.1.4.2", "nitb", """
            {"subjectAltName": {"dns": ["gateway.nitb.example.gov.pk"]}}""", ALL);
    static final Kind AUTHENTICATION_DEVICE_SHORT =
            new Kind("authentication", "authentication-device-short", "2.999.1.1.4.2", "nitb", """
            {"subjectAltName": {"dns": ["gateway.nitb.example.gov.pk"]}}""", ALL);
    static final Kind DIGITAL_SIGNATURE =
            new Kind("digital signature", "digital-signature", "2.999.1.1.5.1", "nitb", """
            {"givenName": "Ayesha", "surname": "Khan", "title": "Director", "cnic": "35202-1234567-2"}""", ALL);
    static final Kind ESEAL = new Kind("eSeal", "eseal", "2.999.1.1.6.1", "nitb", "{}", ALL);
    static final Kind ESEAL_COMMERCIAL = new Kind("eSeal", "eseal-commercial", "2.999.1.1.6.1", "textiles", "{}", ALL);
    static final Kind CODE_SIGNING = new Kind("code signing", "code-signing", "2.999.1.1.7.1", "nitb", "{}", RSA);
    static final Kind TIME_STAMPING = new Kind("time-stamping", "time-stamping", "2.999.1.1.8.1", "nitb", """
            {"commonName": "TSU %s"}""", ALL);

    /** All, in the order in which the table of {@code ./muhr accept} shows them. */
    static Stream<Kind> all() {
        return Stream.of(
                TLS_SERVER,
                TLS_SERVER_BRIEF,
                EMAIL_PERSON,
                EMAIL_ORGANIZATION,
                EMAIL_MAILBOX,
                AUTHENTICATION_PERSON,
                AUTHENTICATION_DEVICE,
                AUTHENTICATION_DEVICE_SHORT,
                DIGITAL_SIGNATURE,
                ESEAL,
                ESEAL_COMMERCIAL,
                CODE_SIGNING,
                TIME_STAMPING);
    }

    @Override
    public String toString() {
        return profile;
    }
}
