package pk.muhr.enrolment.rest;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import pk.muhr.policy.Refusal;
import pk.muhr.policy.RequestedNames;
import pk.muhr.x509.AttributeType;

/** What a client sends: a profile, a PEM certification request and, if it chooses, names. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestDocument(
        @Schema(examples = "tls-server", required = true) String profile,

        @Schema(description = "PKCS #10 request in PEM, at most 64 KiB", required = true)
        String csr,

        Names names) {

    /** Names by the standards' names; what the profile does not give is refused. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Names(
            String commonName,
            String givenName,
            String surname,
            String title,
            String cnic,
            String pseudonym,
            AlternativeNames subjectAltName) {

        private Map<AttributeType, String> attributes() {
            Map<AttributeType, String> given = new EnumMap<>(AttributeType.class);
            put(given, AttributeType.COMMON_NAME, commonName);
            put(given, AttributeType.GIVEN_NAME, givenName);
            put(given, AttributeType.SURNAME, surname);
            put(given, AttributeType.TITLE, title);
            put(given, AttributeType.SERIAL_NUMBER, cnic);
            put(given, AttributeType.PSEUDONYM, pseudonym);
            return given;
        }

        private static void put(Map<AttributeType, String> given, AttributeType type, String value) {
            if (value != null) {
                given.put(type, value);
            }
        }
    }

    /** Alternative names by kind. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AlternativeNames(
            List<String> dns, List<String> email, List<String> upn, List<String> uri, List<String> ip) {}

    /** The names in the domain's form; empty when the client left them out. */
    Optional<RequestedNames> requestedNames() {
        if (names == null) {
            return Optional.empty();
        }
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        if (names.subjectAltName() != null) {
            put(byKind, "dns", names.subjectAltName().dns());
            put(byKind, "email", names.subjectAltName().email());
            put(byKind, "upn", names.subjectAltName().upn());
            put(byKind, "uri", names.subjectAltName().uri());
            put(byKind, "ip", names.subjectAltName().ip());
        }
        return Optional.of(new RequestedNames(names.attributes(), byKind));
    }

    private static void put(Map<String, List<String>> byKind, String kind, List<String> values) {
        if (values != null && values.stream().anyMatch(java.util.Objects::isNull)) {
            throw Refusals.problem(new Refusal.MalformedRequest(
                    "subjectAltName." + kind + " holds null", "leave out what you do not ask for"));
        }
        if (values != null) {
            byKind.put(kind, values);
        }
    }
}
