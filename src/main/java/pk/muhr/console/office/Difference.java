package pk.muhr.console.office;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import pk.muhr.enrolment.NewRequest;
import pk.muhr.policy.RequestedNames;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.KeyUsage;
import pk.muhr.x509.NameKind;

/**
 * What a request asked for, beside what comes.
 *
 * @param key of the word for what it is about; empty where {@code factKey} or {@code name} says it
 * @param factKey of its word among those of a certificate's facts
 * @param verdictKey of the word for how the two stand
 */
public record Difference(String key, String factKey, String name, String asked, String given, String verdictKey) {

    private static final Pattern UNDERSCORE = Pattern.compile("_(.)");

    /** Everything that one of them says, in the order of the names. */
    static List<Difference> between(NewRequest request, Certificate certificate) {
        CertificationRequest csr = request.csr();
        List<Difference> found = new ArrayList<>();
        Map<String, String> given = attributes(certificate.subject().attributes());
        Map<String, String> asked = request.names()
                .map(Difference::attributes)
                .orElseGet(() -> attributes(csr.subject().attributes()));
        union(asked.keySet(), given.keySet())
                .forEach(name -> found.add(of(
                        "",
                        word("attribute", name),
                        name,
                        asked.getOrDefault(name, ""),
                        given.getOrDefault(name, ""))));
        for (NameKind kind : NameKind.values()) {
            String wanted = joined(
                    request.names().map(names -> names.names(kind.label())).orElseGet(() -> named(csr, kind)));
            String comes = joined(certificate.names(kind));
            if (!wanted.isEmpty() || !comes.isEmpty()) {
                found.add(of("", word("name", kind.label()), kind.label(), wanted, comes));
            }
        }
        found.add(
                of("differenceKey", "", "", csr.key().label(), certificate.key().label()));
        found.add(of("differenceUsage", "", "", usages(csr.keyUsage()), usages(certificate.keyUsage())));
        found.add(of("differencePurposes", "", "", purposes(csr.keyPurposes()), purposes(certificate.keyPurposes())));
        return found;
    }

    private static Difference of(String key, String factKey, String name, String asked, String given) {
        String verdict = asked.equals(given)
                ? "differenceSame"
                : asked.isEmpty() ? "differenceAdded" : given.isEmpty() ? "differenceDropped" : "differenceChanged";
        return new Difference(key, factKey, name, asked, given, verdict);
    }

    /** The key of the word for a kind of attribute or name; empty for one without. */
    private static String word(String beginning, String name) {
        boolean known = beginning.equals("name")
                || Arrays.stream(AttributeType.values())
                        .filter(type -> type != AttributeType.DOMAIN_COMPONENT)
                        .anyMatch(type -> type.label().equals(name));
        return known ? beginning + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) : "";
    }

    private static Map<String, String> attributes(RequestedNames names) {
        Map<String, String> found = new TreeMap<>();
        names.attributes().forEach((type, value) -> found.put(type.label(), value));
        return found;
    }

    private static Map<String, String> attributes(List<DistinguishedName.Found> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        found -> found.name(),
                        found -> found.value(),
                        (one, other) -> one + ", " + other,
                        TreeMap::new));
    }

    private static List<String> named(CertificationRequest csr, NameKind kind) {
        return csr.alternativeNames().stream()
                .filter(name -> name.kind().equals(kind.label()))
                .map(name -> name.value())
                .toList();
    }

    private static String usages(Set<KeyUsage> usages) {
        return joined(usages.stream().map(usage -> label(usage.name())).toList());
    }

    private static String purposes(List<String> oids) {
        return joined(oids.stream()
                .map(oid -> Arrays.stream(KeyPurpose.values())
                        .filter(known -> known.oid().equals(oid))
                        .map(known -> label(known.name()))
                        .findFirst()
                        .orElse(oid))
                .toList());
    }

    /** As the standards write it: {@code digitalSignature}. */
    private static String label(String constant) {
        String words = constant.toLowerCase(Locale.ROOT);
        return UNDERSCORE.matcher(words).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    private static String joined(List<String> values) {
        return values.stream().sorted().collect(Collectors.joining(", "));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /** Whether both say the same. */
    public boolean same() {
        return verdictKey.equals("differenceSame");
    }
}
