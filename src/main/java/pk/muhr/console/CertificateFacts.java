package pk.muhr.console;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.KeyUsage;
import pk.muhr.x509.SignatureAlgorithm;

/**
 * One certificate in words: the data of {@code console/facts.html}, which is included where {@code page} and {@code facts}
 * are known. Values are as the certificate has them; the template makes them inert.
 *
 * @param title what it is called: the common name, else the first other name, else the organisation
 */
public record CertificateFacts(Certificate certificate, String title) {

    /** A value and the key of the word for what it is; {@code name} is shown where {@code key} is empty. */
    public record Fact(String key, String name, String value) {}

    private static final Set<AttributeType> WORDED = EnumSet.complementOf(EnumSet.of(AttributeType.DOMAIN_COMPONENT));
    private static final Set<String> WORDED_NAMES = Set.of("dns", "email", "upn", "uri", "ip");

    /** Of this certificate. */
    public static CertificateFacts of(Certificate certificate) {
        String title = Stream.of(
                        certificate.subject().values(AttributeType.COMMON_NAME).stream(),
                        certificate.alternativeNames().stream().map(name -> name.value()),
                        certificate.subject().values(AttributeType.ORGANIZATION).stream())
                .flatMap(names -> names)
                .findFirst()
                .orElseGet(() -> certificate.subject().toString());
        return new CertificateFacts(certificate, title);
    }

    /** Whom it names. */
    public List<Fact> subject() {
        return attributes(certificate.subject());
    }

    /** Whom it says it is from. */
    public List<Fact> issuer() {
        return attributes(certificate.issuer());
    }

    /** The issuer in one line: its common name, else all of its name. */
    public String issuerTitle() {
        return certificate.issuer().values(AttributeType.COMMON_NAME).stream()
                .findFirst()
                .orElseGet(() -> certificate.issuer().toString());
    }

    /** Where it counts: hosts, mailboxes and the like. */
    public List<Fact> names() {
        return certificate.alternativeNames().stream()
                .map(name -> new Fact(
                        WORDED_NAMES.contains(name.kind()) ? "name" + capitalized(name.kind()) : "",
                        name.kind(),
                        name.value()))
                .toList();
    }

    /** What it is good for, as keys of words: of its extended key usage, else of an authority or a signature. */
    public List<String> purposes() {
        if (certificate.isAuthority()) {
            return List.of("purposeAuthority");
        }
        List<String> known = certificate.keyPurposes().stream()
                .map(CertificateFacts::purpose)
                .distinct()
                .toList();
        if (!known.isEmpty()) {
            return known;
        }
        return certificate.keyUsage().contains(KeyUsage.DIGITAL_SIGNATURE)
                        || certificate.keyUsage().contains(KeyUsage.NON_REPUDIATION)
                ? List.of("purposeSignature")
                : List.of("purposeOther");
    }

    /** The signature's algorithm; none where it is one that is not accepted. */
    public Optional<String> signature() {
        return certificate.signatureAlgorithm().map(SignatureAlgorithm::jcaName);
    }

    private static String purpose(String oid) {
        return Arrays.stream(KeyPurpose.values())
                .filter(purpose -> purpose.oid().equals(oid))
                .map(purpose -> switch (purpose) {
                    case SERVER_AUTH -> "purposeServer";
                    case CLIENT_AUTH, SMARTCARD_LOGON, PKINIT_CLIENT_AUTH -> "purposeLogOn";
                    case CODE_SIGNING -> "purposeCode";
                    case EMAIL_PROTECTION -> "purposeEmail";
                    case TIME_STAMPING -> "purposeTime";
                    case OCSP_SIGNING -> "purposeStatus";
                    case DOCUMENT_SIGNING, MS_DOCUMENT_SIGNING -> "purposeDocument";
                })
                .findFirst()
                .orElse("purposeOther");
    }

    private static List<Fact> attributes(DistinguishedName name) {
        return name.attributes().stream()
                .map(found -> new Fact(
                        WORDED.stream().anyMatch(type -> type.label().equals(found.name()))
                                ? "attribute" + capitalized(found.name())
                                : "",
                        found.name(),
                        found.value()))
                .toList();
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
