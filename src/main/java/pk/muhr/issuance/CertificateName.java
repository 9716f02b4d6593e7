package pk.muhr.issuance;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.NameKind;

/**
 * Something that a certificate is found by.
 *
 * @param value in lower case
 */
record CertificateName(Kind kind, String value) {

    /** What it is. */
    enum Kind {
        DNS,
        EMAIL,
        UPN,
        URI,
        ORGANIZATION,
        /** A person's number, hidden behind its keyed hash; one in the clear is found by the person's proof. */
        PERSON,
        /** The whole subject of a time-stamping unit. */
        UNIT,
        /** The common name; the whole subject where nothing else stands in the certificate. */
        NAME;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CertificateName {
        value = value.toLowerCase(Locale.ROOT);
    }

    /** The subject of a time-stamping unit. */
    static CertificateName unit(DistinguishedName subject) {
        return new CertificateName(Kind.UNIT, subject.toString());
    }

    /** All of a certificate's, each once. */
    static List<CertificateName> of(Certificate certificate) {
        List<CertificateName> found = new ArrayList<>();
        certificate.dnsNames().forEach(name -> found.add(new CertificateName(Kind.DNS, name)));
        certificate.names(NameKind.EMAIL).forEach(name -> found.add(new CertificateName(Kind.EMAIL, name)));
        certificate.names(NameKind.UPN).forEach(name -> found.add(new CertificateName(Kind.UPN, name)));
        certificate.names(NameKind.URI).forEach(name -> found.add(new CertificateName(Kind.URI, name)));
        certificate
                .subject()
                .values(AttributeType.ORGANIZATION_IDENTIFIER)
                .forEach(identifier -> found.add(new CertificateName(Kind.ORGANIZATION, identifier)));
        certificate.subject().values(AttributeType.SERIAL_NUMBER).stream()
                .filter(number -> number.matches("[0-9a-f]{64}"))
                .forEach(number -> found.add(new CertificateName(Kind.PERSON, number)));
        if (certificate.keyPurposes().contains(KeyPurpose.TIME_STAMPING.oid())) {
            found.add(unit(certificate.subject()));
        }
        certificate
                .subject()
                .values(AttributeType.COMMON_NAME)
                .forEach(name -> found.add(new CertificateName(Kind.NAME, name)));
        if (found.isEmpty()) {
            found.add(new CertificateName(Kind.NAME, certificate.subject().toString()));
        }
        return found.stream().distinct().toList();
    }

    /** One part of many names, for a statement. */
    static Array array(Connection connection, List<CertificateName> names, Function<CertificateName, String> part)
            throws SQLException {
        return connection.createArrayOf("text", names.stream().map(part).toArray());
    }
}
