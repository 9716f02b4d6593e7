package pk.muhr.it;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import pk.muhr.enrolment.Csrs;

/**
 * A certificate that somebody of the Pakistan Bureau of Statistics wants.
 *
 * @param purpose for which openssl must accept it; {@code any} where it knows no purpose of that kind
 * @param names as the request chooses them
 */
record Wish(String profile, String purpose, Map<String, ?> names) {

    static final Wish TLS = new Wish("tls-server", "sslserver", alternative("dns", "www.pbs.example.gov.pk"));
    static final Wish CODE = new Wish("code-signing", "any", Map.of());

    static final Wish SIGNATURE = new Wish("digital-signature", "any", withNumber(Map.of()));

    /** One of each of the seven types. */
    static final List<Wish> ALL = List.of(
            TLS,
            new Wish(
                    "email-protection",
                    "smimesign",
                    ofZainab(alternative("email", "zainab.malik@pbs-post.example.gov.pk"))),
            new Wish(
                    "authentication-person",
                    "sslclient",
                    withNumber(alternative("upn", "zainab.malik@pbs.example.gov.pk"))),
            new Wish("eseal", "any", Map.of()),
            SIGNATURE,
            new Wish("time-stamping", "timestampsign", Map.of("commonName", "TSU 1")),
            CODE);

    private static Map<String, Object> alternative(String kind, String name) {
        return Map.of("subjectAltName", Map.of(kind, List.of(name)));
    }

    private static Map<String, Object> ofZainab(Map<String, Object> more) {
        Map<String, Object> names = new TreeMap<>(more);
        names.putAll(Map.of("givenName", "Zainab", "surname", "Malik"));
        return names;
    }

    private static Map<String, Object> withNumber(Map<String, Object> more) {
        Map<String, Object> names = ofZainab(more);
        names.put("cnic", "61101-2345678-4");
        return names;
    }

    /** With a new key that the profile takes. */
    Csrs csr() {
        return this == CODE ? Csrs.rsa(3072) : Csrs.p256();
    }

    /** The document that asks for it. */
    Map<String, Object> document(Csrs csr) {
        return Map.of("profile", profile, "csr", csr.pem(), "names", names);
    }

    @Override
    public String toString() {
        return profile;
    }
}
