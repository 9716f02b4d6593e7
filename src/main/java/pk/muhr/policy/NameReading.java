package pk.muhr.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import pk.muhr.policy.CertificateProfile.CommonName;
import pk.muhr.policy.SubscriberRequest.AlternativeNames;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NameKind;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.ServiceUri;
import pk.muhr.x509.SubjectPublicKey;
import pk.muhr.x509.UserPrincipalName;

/** Reads the names of a request: each in its own form, each only where the profile gives it. */
final class NameReading {

    private static final Pattern UNIT = Pattern.compile("TSU [A-Za-z0-9][A-Za-z0-9-]{0,39}");

    private final CertificateProfile profile;
    private final RefusedNames refused;
    private final Map<AttributeType, String> bodyAttributes;

    NameReading(CertificateProfile profile, RefusedNames refused, Map<AttributeType, String> bodyAttributes) {
        this.profile = profile;
        this.refused = refused;
        this.bodyAttributes = bodyAttributes;
    }

    /** Reads them, or declines. */
    SubscriberRequest read(SubjectPublicKey key, RequestedNames asked) {
        refuseForeignAttributes(asked);
        refuseForeignKinds(asked);
        AlternativeNames names = alternativeNames(asked);
        Optional<PersonClaim> person = person(asked);
        Optional<String> unit = commonName(asked, names, person);
        return new SubscriberRequest(key, names, person, unit);
    }

    private void refuseForeignAttributes(RequestedNames asked) {
        for (Map.Entry<AttributeType, String> attribute : asked.attributes().entrySet()) {
            AttributeType type = attribute.getKey();
            if (type != AttributeType.COMMON_NAME
                    && !profile.subject().ofPerson().contains(type)) {
                throw refused.declined(
                        "subject-attribute-not-permitted",
                        "subject",
                        "BR §7.1.4.2",
                        RefusedNames.shown(type.label(), attribute.getValue()),
                        "leave " + type.label() + " out: certificates of " + profile.id() + " do not carry it");
            }
        }
    }

    private void refuseForeignKinds(RequestedNames asked) {
        List<NameKind> given = profile.subjectAltName()
                .map(CertificateProfile.AlternativeNames::kinds)
                .orElse(List.of());
        asked.alternativeNames().forEach((kind, values) -> {
            if (!values.isEmpty() && given.stream().noneMatch(k -> k.label().equals(kind))) {
                throw refused.declined(
                        "name-kind-not-permitted",
                        "subjectAltName",
                        "RFC 5280 §4.2.1.6",
                        kind + ":" + values.getFirst(),
                        given.isEmpty()
                                ? "ask for no alternative names"
                                : "ask for names of these kinds only: " + given);
            }
        });
    }

    private AlternativeNames alternativeNames(RequestedNames asked) {
        List<NameKind> kinds = profile.subjectAltName()
                .map(CertificateProfile.AlternativeNames::kinds)
                .orElse(List.of());
        AlternativeNames names = new AlternativeNames(
                dns(asked, kinds),
                mailboxes(asked, kinds),
                parsed(asked.names(NameKind.UPN.label()), "user-principal-name", UserPrincipalName::new),
                parsed(asked.names(NameKind.URI.label()), "uri", ServiceUri::new));
        profile.subjectAltName().ifPresent(given -> refuseCount(given, names));
        return names;
    }

    private void refuseCount(CertificateProfile.AlternativeNames given, AlternativeNames names) {
        int count = names.dns().size()
                + names.email().size()
                + names.upn().size()
                + names.uri().size();
        if (count > given.maximum()) {
            throw refused.declined(
                    "name-count",
                    "subjectAltName",
                    "policy subjectAltName.maximum",
                    count + " names",
                    "ask for at most " + given.maximum() + " names");
        }
        Map<NameKind, List<?>> byKind = Map.of(
                NameKind.DNS, names.dns(),
                NameKind.EMAIL, names.email(),
                NameKind.UPN, names.upn(),
                NameKind.URI, names.uri());
        for (NameKind kind : given.mandatory()) {
            if (byKind.get(kind).isEmpty()) {
                throw refused.declined(
                        "name-count",
                        "subjectAltName",
                        "RFC 5280 §4.2.1.6",
                        "0 names of the kind " + kind,
                        "ask for 1 to " + given.maximum() + " names of the kind " + kind);
            }
        }
    }

    /** Where no DNS name is asked for, the common name stands for one. */
    private List<DnsName> dns(RequestedNames asked, List<NameKind> kinds) {
        if (!kinds.contains(NameKind.DNS)) {
            return List.of();
        }
        List<String> texts = asked.names(NameKind.DNS.label());
        if (texts.isEmpty()) {
            texts = asked.attribute(AttributeType.COMMON_NAME).stream().toList();
        }
        List<DnsName> names = parsed(texts, "dns-name", DnsName::new);
        for (DnsName name : names) {
            if (name.isWildcard() && !profile.subjectAltName().orElseThrow().wildcards()) {
                throw refused.declined(
                        "wildcard-not-permitted", "subjectAltName", "BR §3.2.2.6", name.value(), "name each host");
            }
        }
        return names;
    }

    private List<EmailAddress> mailboxes(RequestedNames asked, List<NameKind> kinds) {
        if (!kinds.contains(NameKind.EMAIL)) {
            return List.of();
        }
        List<String> texts = asked.names(NameKind.EMAIL.label());
        if (texts.isEmpty() && profile.subject().commonName() == CommonName.EMAIL) {
            texts = asked.attribute(AttributeType.COMMON_NAME).stream().toList();
        }
        return parsed(texts, "email-address", EmailAddress::new);
    }

    private <T> List<T> parsed(List<String> texts, String rule, Function<String, T> form) {
        Set<T> accepted = new LinkedHashSet<>();
        for (String text : texts) {
            try {
                accepted.add(form.apply(text));
            } catch (IllegalArgumentException e) {
                throw refused.declined(rule, "subjectAltName", "RFC 5280 §4.2.1.6", text, e.getMessage());
            }
        }
        return new ArrayList<>(accepted);
    }

    private Optional<PersonClaim> person(RequestedNames asked) {
        List<AttributeType> given = profile.subject().ofPerson();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        for (AttributeType type : given) {
            if (type != AttributeType.TITLE && asked.attribute(type).isEmpty()) {
                throw refused.declined(
                        "person-incomplete",
                        "subject",
                        "EN 319 412-2 §4.2.4, S/MIME BR §7.1.4.2",
                        "no " + member(type),
                        "name the person: this profile needs "
                                + given.stream()
                                        .filter(needed -> needed != AttributeType.TITLE)
                                        .map(NameReading::member)
                                        .toList());
            }
        }
        return Optional.of(new PersonClaim(
                text(asked, AttributeType.GIVEN_NAME),
                text(asked, AttributeType.SURNAME),
                text(asked, AttributeType.TITLE),
                text(asked, AttributeType.PSEUDONYM),
                asked.attribute(AttributeType.SERIAL_NUMBER).map(this::identifier)));
    }

    /** How a request calls the attribute. */
    private static String member(AttributeType type) {
        return type == AttributeType.SERIAL_NUMBER ? "cnic" : type.label();
    }

    private Optional<String> text(RequestedNames asked, AttributeType type) {
        return asked.attribute(type).map(value -> {
            try {
                String legible = new LegibleText(value).value();
                if (legible.codePointCount(0, legible.length()) > type.upperBound()) {
                    throw new IllegalArgumentException(type.label() + " is longer than " + type.upperBound()
                            + " characters (RFC 5280 appendix A.1)");
                }
                return legible;
            } catch (IllegalArgumentException e) {
                throw refused.declined(
                        "subject-text", "subject", "RFC 5280 appendix A.1, UTS 39", value, e.getMessage());
            }
        });
    }

    private NaturalIdentifier identifier(String written) {
        try {
            return NaturalIdentifier.of(written);
        } catch (IllegalArgumentException e) {
            throw refused.declined(
                    "natural-identifier", "subject", "EN 319 412-1 §5.1.3", RefusedNames.HIDDEN, e.getMessage());
        }
    }

    /** A common name that is asked for must be the one that the certificate will have; gives a unit's. */
    private Optional<String> commonName(RequestedNames asked, AlternativeNames names, Optional<PersonClaim> person) {
        Optional<String> wanted = asked.attribute(AttributeType.COMMON_NAME);
        List<String> possible =
                switch (profile.subject().commonName()) {
                    case ABSENT, DNS_NAME ->
                        names.dns().stream().map(DnsName::value).toList();
                    case EMAIL ->
                        names.email().stream().map(EmailAddress::value).toList();
                    case PERSONAL_NAME -> List.of(personalName(person.orElseThrow()));
                    case ORGANIZATION_NAME -> List.of(bodyAttributes.get(AttributeType.ORGANIZATION));
                    case UNIT -> {
                        String unit = wanted.orElse("");
                        yield UNIT.matcher(unit).matches() ? List.of(unit) : List.of();
                    }
                    case GIVEN -> List.of();
                };
        boolean unit = profile.subject().commonName() == CommonName.UNIT;
        boolean agrees =
                wanted.isEmpty() || possible.contains(wanted.get()) || possible.contains(lowered(wanted.get()));
        if (!agrees || unit && possible.isEmpty()) {
            throw refused.declined(
                    "common-name",
                    "subject",
                    "BR §7.1.4.3, RFC 5280 §4.1.2.6",
                    wanted.orElse("no common name"),
                    unit
                            ? "name the unit TSU and a mark of up to 40 letters, digits and hyphens, such as TSU 1"
                            : "leave the common name out; the certificate can only say one of " + possible);
        }
        return unit ? wanted : Optional.empty();
    }

    /** Letters of ASCII only: elsewhere the lower case of a letter may be another one, as of U+212A (RFC 4343 §3). */
    private static String lowered(String name) {
        return name.chars().allMatch(character -> character <= '~') ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** Given name and surname, or the pseudonym (EN 319 412-2 §4.2.4). */
    static String personalName(PersonClaim person) {
        return person.pseudonym()
                .orElseGet(() -> person.givenName().orElseThrow() + " "
                        + person.surname().orElseThrow());
    }
}
