package pk.muhr.enrolment;

import java.nio.charset.StandardCharsets;
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

import pk.muhr.policy.ProfileId;
import pk.muhr.policy.RequestedNames;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.Der;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.Sha256;

/**
 * What a request asks for, as JSON on record. A person's number stays out of a table that nothing is deleted from: the
 * content's hash stands for it, and a certificate takes it from the proof of that person anyway.
 */
final class RequestContent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CSR = "csr";
    private static final String PROFILE = "profile";
    private static final String RENEWS = "renews";
    private static final String ALTERNATIVE_NAMES = "subjectAltName";

    private RequestContent() {}

    static String text(NewRequest request) {
        return json(content(request.csr(), request.names(), request.renews()));
    }

    /**
     * SHA-256 over all that is asked for, the person's number included, in one form: however a protocol or a client wrote
     * it, and read back from the record, the same request has the same hash.
     */
    static Sha256 hash(
            ProfileId profile, CertificationRequest csr, Optional<RequestedNames> names, Optional<Sha256> renews) {
        Map<String, Object> content = content(csr, names, renews);
        content.put(PROFILE, profile.value());
        names.flatMap(given -> given.attribute(AttributeType.SERIAL_NUMBER))
                .ifPresent(number -> content.put(AttributeType.SERIAL_NUMBER.label(), semantics(number)));
        return Sha256.of(json(content).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> content(
            CertificationRequest csr, Optional<RequestedNames> requested, Optional<Sha256> renews) {
        Map<String, Object> content = new TreeMap<>();
        content.put(CSR, Base64.getEncoder().encodeToString(csr.der().bytes()));
        renews.ifPresent(certificate -> content.put(RENEWS, certificate.hex()));
        requested.ifPresent(names -> {
            names.attributes().entrySet().stream()
                    .filter(attribute -> attribute.getKey() != AttributeType.SERIAL_NUMBER)
                    .forEach(attribute -> content.put(attribute.getKey().label(), attribute.getValue()));
            content.put(ALTERNATIVE_NAMES, new TreeMap<>(names.alternativeNames()));
        });
        return content;
    }

    private static String semantics(String number) {
        try {
            return NaturalIdentifier.of(number).semantics();
        } catch (IllegalArgumentException e) {
            return number; // the profile refuses it
        }
    }

    private static String json(Map<String, Object> content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text is always JSON", e);
        }
    }

    static NewRequest of(RecordedRequest request, String text) {
        try {
            JsonNode content = JSON.readTree(text);
            return NewRequest.of(
                    request.profile(),
                    CertificationRequest.of(
                            Der.of(Base64.getDecoder().decode(content.path(CSR).asText()))),
                    names(content),
                    Optional.ofNullable(content.get(RENEWS)).map(hash -> new Sha256(hash.asText())));
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
