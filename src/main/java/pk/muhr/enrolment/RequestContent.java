package pk.muhr.enrolment;

import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import pk.muhr.policy.RequestedNames;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.Der;

/**
 * What a request asks for, as JSON on record. A person's number stays out of a table that nothing is deleted from: the
 * content's hash stands for it, and a certificate takes it from the proof of that person anyway.
 */
final class RequestContent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CSR = "csr";
    private static final String ALTERNATIVE_NAMES = "subjectAltName";

    private RequestContent() {}

    static String text(NewRequest request) {
        Map<String, Object> content = new TreeMap<>();
        content.put(CSR, Base64.getEncoder().encodeToString(request.csr().der().bytes()));
        request.names().ifPresent(names -> {
            names.attributes().entrySet().stream()
                    .filter(attribute -> attribute.getKey() != AttributeType.SERIAL_NUMBER)
                    .forEach(attribute -> content.put(attribute.getKey().label(), attribute.getValue()));
            content.put(ALTERNATIVE_NAMES, names.alternativeNames());
        });
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text is always JSON", e);
        }
    }

    static NewRequest of(RecordedRequest request, String text) {
        try {
            JsonNode content = JSON.readTree(text);
            return new NewRequest(
                    request.profile(),
                    CertificationRequest.of(
                            Der.of(Base64.getDecoder().decode(content.path(CSR).asText()))),
                    names(content),
                    request.contentHash());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the request " + request.id() + " on record is not JSON", e);
        }
    }

    private static Optional<RequestedNames> names(JsonNode content) {
        if (!content.has(ALTERNATIVE_NAMES)) {
            return Optional.empty();
        }
        Map<AttributeType, String> attributes = new EnumMap<>(AttributeType.class);
        for (AttributeType type : AttributeType.values()) {
            Optional.ofNullable(content.get(type.label())).ifPresent(value -> attributes.put(type, value.asText()));
        }
        Map<String, List<String>> alternative = JSON.convertValue(
                content.get(ALTERNATIVE_NAMES), new TypeReference<LinkedHashMap<String, List<String>>>() {});
        return Optional.of(new RequestedNames(attributes, alternative));
    }
}
