package pk.muhr.console.subscriber;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.RequestedNames;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.NameKind;

/**
 * The second step: which names a profile lets its requester choose, and what was typed.
 *
 * @param typed by the names of the fields, which are those of the API
 */
public record NamesForm(CertificateProfile profile, Map<String, String> typed) {

    /** What a text may hold; a form of a browser never sends more. */
    private static final int LONGEST = 12_000;

    /** A field of the form; {@code key} names its words. */
    public record Field(String name, String key, String value, boolean required, boolean several) {

        /** The key of the sentence that explains it. */
        public String hint() {
            return key + "Hint";
        }
    }

    /** With what came of these fields; whatever else came is left out. */
    static NamesForm of(CertificateProfile profile, Map<String, String> sent) {
        Map<String, String> typed = new LinkedHashMap<>();
        fields(profile, Map.of()).forEach(field -> {
            String value = sent.getOrDefault(field.name(), "");
            typed.put(field.name(), value.substring(0, Math.min(value.length(), LONGEST)));
        });
        return new NamesForm(profile, typed);
    }

    /** The fields to fill in. */
    public List<Field> fields() {
        return fields(profile, typed);
    }

    /** Whether there is nothing to choose: the body's record says it all. */
    public boolean isEmpty() {
        return fields().isEmpty();
    }

    private static List<Field> fields(CertificateProfile profile, Map<String, String> typed) {
        List<Field> fields = new ArrayList<>();
        if (profile.subject().commonName() == CertificateProfile.CommonName.UNIT) {
            fields.add(field(typed, "commonName", true, false));
        }
        for (AttributeType type : profile.subject().ofPerson()) {
            boolean required = type != AttributeType.TITLE && type != AttributeType.PSEUDONYM;
            fields.add(field(typed, name(type), required, false));
        }
        profile.subjectAltName().ifPresent(names -> names.kinds()
                .forEach(kind -> fields.add(field(
                        typed,
                        kind.label(),
                        names.mandatory().contains(kind),
                        names.maximum() > 1 && kind != NameKind.UPN))));
        return fields;
    }

    private static Field field(Map<String, String> typed, String name, boolean required, boolean several) {
        return new Field(name, "name" + Words.capitalized(name), typed.getOrDefault(name, ""), required, several);
    }

    /** What a person's number is called in the API. */
    private static String name(AttributeType type) {
        return type == AttributeType.SERIAL_NUMBER ? "cnic" : type.label();
    }

    /** The names that a request asks for; blank fields ask for nothing. */
    RequestedNames requested() {
        Map<AttributeType, String> attributes = new EnumMap<>(AttributeType.class);
        Stream.concat(Stream.of(AttributeType.COMMON_NAME), AttributeType.ofPerson().stream())
                .filter(type -> !text(name(type)).isEmpty())
                .forEach(type -> attributes.put(type, text(name(type))));
        Map<String, List<String>> alternative = new LinkedHashMap<>();
        for (NameKind kind : NameKind.values()) {
            List<String> names = Arrays.stream(text(kind.label()).split("[\\s,;]+"))
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
            if (!names.isEmpty()) {
                alternative.put(kind.label(), names);
            }
        }
        return new RequestedNames(attributes, alternative);
    }

    private String text(String field) {
        return typed.getOrDefault(field, "").strip();
    }
}
