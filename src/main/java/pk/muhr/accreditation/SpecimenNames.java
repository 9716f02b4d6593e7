package pk.muhr.accreditation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PersonClaim;
import pk.muhr.policy.PersonFacts;
import pk.muhr.policy.SubscriberRequest;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.NameKind;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.OrganizationIdentifier;
import pk.muhr.x509.ServiceUri;
import pk.muhr.x509.SubjectPublicKey;
import pk.muhr.x509.UserPrincipalName;

/**
 * Whom a specimen is for: a body that stands in the first register of its domain, one of its people, and names that lie
 * where the issuing authority may issue.
 *
 * @param issuer who would issue
 * @param domain in which it stands
 */
record SpecimenNames(HierarchyPolicy.Authority issuer, Optional<HierarchyPolicy.Domain> domain) {

    private static final String ELSEWHERE = "specimen.org.pk";
    private static final String TITLE = "Director";

    /** A request for every kind of name that the profile permits, as far as its count goes; those it needs first. */
    SubscriberRequest request(CertificateProfile profile, SubjectPublicKey key) {
        List<NameKind> kinds = profile.subjectAltName()
                .map(names -> Stream.concat(names.mandatory().stream(), names.kinds().stream())
                        .distinct()
                        .limit(names.maximum())
                        .toList())
                .orElse(List.of());
        return new SubscriberRequest(
                key,
                new SubscriberRequest.AlternativeNames(
                        kinds.contains(NameKind.DNS) ? List.of(new DnsName("specimen." + host())) : List.of(),
                        kinds.contains(NameKind.EMAIL) ? List.of(mailbox()) : List.of(),
                        kinds.contains(NameKind.UPN)
                                ? List.of(new UserPrincipalName(mailbox().value()))
                                : List.of(),
                        kinds.contains(NameKind.URI)
                                ? List.of(new ServiceUri("spiffe://" + host() + "/specimen"))
                                : List.of()),
                person(profile)
                        .map(facts -> new PersonClaim(
                                Optional.ofNullable(facts.attributes().get(AttributeType.GIVEN_NAME)),
                                Optional.ofNullable(facts.attributes().get(AttributeType.SURNAME)),
                                Optional.of(TITLE),
                                Optional.ofNullable(facts.attributes().get(AttributeType.PSEUDONYM)),
                                Optional.empty())),
                Optional.of("Specimen Unit")
                        .filter(unit -> profile.subject().commonName() == CertificateProfile.CommonName.UNIT));
    }

    /** What the record of the body would supply. */
    Map<AttributeType, String> body() {
        Map<AttributeType, String> body = new HashMap<>(Map.of(
                AttributeType.COUNTRY, "PK",
                AttributeType.STATE_OR_PROVINCE, "Islamabad Capital Territory",
                AttributeType.LOCALITY, "Islamabad",
                AttributeType.ORGANIZATION, "Specimen Organisation",
                AttributeType.ORGANIZATIONAL_UNIT, "Specimen Department"));
        domain.flatMap(served -> served.organizationIdentifiers().stream().findFirst())
                .ifPresent(scheme -> body.put(AttributeType.ORGANIZATION_IDENTIFIER, identifier(scheme)));
        return body;
    }

    /** What would be proved of the person, in profiles for people. */
    Optional<PersonFacts> person(CertificateProfile profile) {
        List<AttributeType> asked = profile.subject().ofPerson();
        Map<AttributeType, String> attributes = new HashMap<>(Map.of(AttributeType.TITLE, TITLE));
        if (asked.contains(AttributeType.PSEUDONYM)) {
            attributes.put(AttributeType.PSEUDONYM, "Specimen");
        } else {
            attributes.put(AttributeType.GIVEN_NAME, "Ayesha");
            attributes.put(AttributeType.SURNAME, "Specimen");
        }
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(new PersonFacts(
                        attributes,
                        new NaturalIdentifier.Cnic("3520212345671"),
                        "0123456789abcdef".repeat(4),
                        List.of(mailbox()),
                        Optional.of(new UserPrincipalName(mailbox().value())),
                        Optional.of("S-1-5-21-1-2-3-1001"),
                        new UUID(0, 0)));
    }

    private String host() {
        return issuer.permittedDnsNames()
                .or(() -> domain.flatMap(HierarchyPolicy.Domain::dnsNames))
                .flatMap(names -> names.stream().findFirst())
                .orElse(ELSEWHERE);
    }

    private EmailAddress mailbox() {
        String domain = issuer.permittedEmailDomains()
                .flatMap(names -> names.stream().findFirst())
                .orElseGet(this::host);
        return new EmailAddress("specimen@" + (domain.startsWith(".") ? "specimen" + domain : domain));
    }

    private static String identifier(OrganizationIdentifier.Scheme scheme) {
        return switch (scheme) {
            case GOV -> "GOVPK";
            case NTR -> "NTRPK-0012345";
            case VAT -> "VATPK-1234567890123";
            case LEI -> "LEIXG-5493001KJTIIGC8Y1R12";
        };
    }
}
