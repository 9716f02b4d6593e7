package pk.muhr.enrolment.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import pk.muhr.policy.RequestedNames;

/** What a client sends: a profile, a PEM certification request and, if it chooses, names. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestDocument(
        @Schema(examples = "tls-server", required = true) String profile,

        @Schema(description = "PKCS #10 request in PEM, at most 64 KiB", required = true)
        String csr,

        Names names) {

    /** Names by the standards' names; what the profile does not give is refused. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Names(String commonName, AlternativeNames subjectAltName) {}

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
        return Optional.of(new RequestedNames(Optional.ofNullable(names.commonName()), byKind));
    }

    private static void put(Map<String, List<String>> byKind, String kind, List<String> values) {
        if (values != null && values.stream().allMatch(java.util.Objects::nonNull)) {
            byKind.put(kind, values);
        }
    }
}
