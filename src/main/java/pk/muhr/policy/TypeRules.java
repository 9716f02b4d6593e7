package pk.muhr.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import pk.muhr.policy.CertificateProfile.AlternativeNames;
import pk.muhr.policy.CertificateProfile.CommonName;
import pk.muhr.policy.CertificateProfile.NaturalIdentifierForm;
import pk.muhr.policy.CertificateProfile.Subject;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.NameKind;

/** What the standard of each type says of the subject and the alternative names, so that no profile file can unsay it. */
final class TypeRules {

    private TypeRules() {}

    static void check(
            CertificateType type,
            Optional<Validation> validation,
            Subject subject,
            Optional<AlternativeNames> alternativeNames) {
        PolicyRule.require(
                type.permitsClearIdentifier()
                        || !subject.naturalIdentifier().equals(Optional.of(NaturalIdentifierForm.CLEAR)),
                "subject.naturalIdentifier of the type " + type.label()
                        + " cannot be clear: a person's number is hidden in it (normative reference 1.5)",
                "write opaque");
        switch (type) {
            case TLS_SERVER -> tlsServer(validation.orElseThrow(), subject, alternativeNames);
            case SMIME -> email(validation.orElseThrow(), subject, alternativeNames);
            case AUTHENTICATION_PERSON -> {
                needs(subject, AttributeType.COUNTRY, AttributeType.ORGANIZATION);
                needsPerson(subject);
                kinds(alternativeNames, NameKind.UPN, NameKind.EMAIL, NameKind.URI);
            }
            case AUTHENTICATION_DEVICE -> {
                needs(subject, AttributeType.COUNTRY, AttributeType.ORGANIZATION);
                noPerson(subject, "RFC 5280");
                kinds(alternativeNames, NameKind.DNS, NameKind.URI);
            }
            case DIGITAL_SIGNATURE -> {
                needs(subject, AttributeType.COUNTRY);
                needsPerson(subject);
                PolicyRule.require(
                        subject.ofPerson().contains(AttributeType.SERIAL_NUMBER),
                        "subject.fromPerson must hold serialNumber (EN 319 412-2 §4.2.4)");
                kinds(alternativeNames, NameKind.EMAIL);
            }
            case ESEAL -> {
                needs(
                        subject,
                        AttributeType.COUNTRY,
                        AttributeType.ORGANIZATION,
                        AttributeType.ORGANIZATION_IDENTIFIER);
                noPerson(subject, "EN 319 412-3 §4.2.1");
                commonName(subject, "EN 319 412-3 §4.2.1", CommonName.ORGANIZATION_NAME);
                kinds(alternativeNames, NameKind.EMAIL);
            }
            case CODE_SIGNER -> {
                needs(subject, AttributeType.COUNTRY, AttributeType.ORGANIZATION);
                locality(subject, "Code Signing BR §7.1.4.2.3 c, d");
                noPerson(subject, "Code Signing BR §7.1.4.2.3 a");
                commonName(subject, "Code Signing BR §7.1.4.2.2 a", CommonName.ORGANIZATION_NAME);
                kinds(alternativeNames);
            }
            case TIME_STAMPING_UNIT -> {
                needs(subject, AttributeType.COUNTRY, AttributeType.ORGANIZATION);
                noPerson(subject, "EN 319 422 §6");
                commonName(subject, "EN 319 422 §6", CommonName.UNIT);
                kinds(alternativeNames);
            }
            case OCSP_RESPONDER, ROOT_CA, DOMAIN_CA, ISSUING_CA ->
                commonName(subject, "BR §7.1.2.10.2", CommonName.GIVEN);
        }
    }

    private static void tlsServer(Validation validation, Subject subject, Optional<AlternativeNames> names) {
        PolicyRule.require(
                validation == Validation.DOMAIN || validation == Validation.ORGANIZATION,
                "validation of the type tls-server is domain or organization (BR §7.1.6.1)");
        noPerson(subject, "BR §7.1.2.7");
        commonName(subject, "BR §7.1.4.3", CommonName.ABSENT, CommonName.DNS_NAME);
        PolicyRule.require(names.isPresent(), "subjectAltName must be there (BR §7.1.2.7.12)");
        kinds(names, NameKind.DNS);
        PolicyRule.require(
                names.orElseThrow().mandatory().contains(NameKind.DNS),
                "subjectAltName.required must hold dns (BR §7.1.2.7.12)");
        PolicyRule.require(
                !subject.fromBody().contains(AttributeType.ORGANIZATIONAL_UNIT),
                "subject.fromBody of a server cannot hold organizationalUnitName (BR §7.1.2.7.2, §7.1.4.2)",
                "leave organizationalUnitName out");
        if (validation == Validation.ORGANIZATION) {
            needs(subject, AttributeType.COUNTRY, AttributeType.ORGANIZATION);
            locality(subject, "BR §7.1.2.7.4");
        } else {
            PolicyRule.require(
                    Set.of(AttributeType.COUNTRY).containsAll(subject.fromBody()),
                    "subject.fromBody of a domain-validated certificate holds countryName at most (BR §7.1.2.7.2)");
        }
    }

    private static void email(Validation validation, Subject subject, Optional<AlternativeNames> names) {
        PolicyRule.require(
                names.map(AlternativeNames::mandatory).orElse(List.of()).contains(NameKind.EMAIL),
                "subjectAltName.required must hold email (S/MIME BR §7.1.2.3 h)");
        kinds(names, NameKind.EMAIL);
        switch (validation) {
            case MAILBOX -> {
                PolicyRule.require(
                        subject.fromBody().isEmpty(),
                        "subject.fromBody of a mailbox-validated certificate is empty (S/MIME BR §7.1.4.2.3)");
                noPerson(subject, "S/MIME BR §7.1.4.2.3");
            }
            case ORGANIZATION -> {
                needs(subject, AttributeType.ORGANIZATION, AttributeType.ORGANIZATION_IDENTIFIER);
                noPerson(subject, "S/MIME BR §7.1.4.2.4");
            }
            case SPONSOR -> {
                needs(subject, AttributeType.ORGANIZATION, AttributeType.ORGANIZATION_IDENTIFIER);
                needsPerson(subject);
            }
            case DOMAIN ->
                PolicyRule.require(
                        false,
                        "validation of the type email-protection is mailbox, organization or sponsor"
                                + " (S/MIME BR §7.1.6.1)");
        }
    }

    private static void needs(Subject subject, AttributeType... types) {
        for (AttributeType type : types) {
            PolicyRule.require(subject.fromBody().contains(type), "subject.fromBody must hold " + type.label());
        }
    }

    private static void locality(Subject subject, String clause) {
        PolicyRule.require(
                subject.fromBody().contains(AttributeType.LOCALITY)
                        || subject.fromBody().contains(AttributeType.STATE_OR_PROVINCE),
                "subject.fromBody must hold localityName or stateOrProvinceName (" + clause + ")");
    }

    private static void needsPerson(Subject subject) {
        boolean named = subject.ofPerson().containsAll(List.of(AttributeType.GIVEN_NAME, AttributeType.SURNAME));
        boolean hidden = subject.ofPerson().contains(AttributeType.PSEUDONYM);
        PolicyRule.require(
                named != hidden,
                "subject.fromPerson must hold givenName and surname, or else pseudonym, and not both"
                        + " (EN 319 412-2 §4.2.4, S/MIME BR §7.1.4.2.2)");
    }

    private static void noPerson(Subject subject, String clause) {
        PolicyRule.require(subject.ofPerson().isEmpty(), "subject.fromPerson must be left out (" + clause + ")");
    }

    private static void commonName(Subject subject, String clause, CommonName... permitted) {
        PolicyRule.require(
                List.of(permitted).contains(subject.commonName()),
                "subject.commonName must be one of "
                        + List.of(permitted).stream().map(EnumLabels::of).toList() + " (" + clause + ")");
    }

    private static void kinds(Optional<AlternativeNames> names, NameKind... permitted) {
        names.ifPresent(given -> given.kinds()
                .forEach(kind -> PolicyRule.require(
                        List.of(permitted).contains(kind),
                        "subjectAltName.kinds cannot hold " + kind.label() + " in this type")));
    }
}
