package pk.muhr.lint;

import static pk.muhr.lint.Rule.unless;
import static pk.muhr.lint.Rule.when;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.GeneralNameText;
import pk.muhr.x509.Validity;

/** Rules for TLS server certificates (BR §7.1.2.7). */
final class TlsServerRules {

    private static final Set<String> SUBJECT = Set.of(
            AttributeType.COUNTRY.label(),
            AttributeType.STATE_OR_PROVINCE.label(),
            AttributeType.LOCALITY.label(),
            AttributeType.ORGANIZATION.label(),
            AttributeType.COMMON_NAME.label());

    static final List<Rule<Subject>> ALL = List.of(
            when(Subject::isTlsServer, "tls-validity", "BR §6.3.2", TlsServerRules::validity),
            when(
                    Subject::isTlsServer,
                    "tls-names-present",
                    "BR §7.1.2.7.12",
                    s -> unless(
                            !s.certificate().alternativeNames().isEmpty()
                                    && CommonRules.critical(s, Extensions.SUBJECT_ALTERNATIVE_NAME, false),
                            "subjectAltName must hold a name and not be critical")),
            when(
                    Subject::isTlsServer,
                    "tls-names-dns-only",
                    "BR §7.1.2.7.12",
                    s -> s.certificate().alternativeNames().stream()
                            .filter(name -> !name.isDns())
                            .map(name -> name.kind() + ":" + name.value())
                            .findFirst()),
            when(Subject::isTlsServer, "tls-names-form", "BR §7.1.4.2.1, RFC 5890", TlsServerRules::nameForm),
            when(Subject::isTlsServer, "tls-names-once", "BR §7.1.4.2.1", TlsServerRules::namesOnce),
            when(
                    Subject::isTlsServer,
                    "tls-names-count",
                    "BR §7.1.2.7.12",
                    s -> unless(
                            s.certificate().dnsNames().size()
                                    <= s.profile()
                                            .subjectAltName()
                                            .orElseThrow()
                                            .maximum(),
                            s.certificate().dnsNames().size() + " names")),
            when(
                    Subject::isTlsServer,
                    "tls-common-name",
                    "BR §7.1.4.3",
                    s -> s.certificate().subject().values(AttributeType.COMMON_NAME).stream()
                            .filter(cn -> !s.certificate().dnsNames().contains(cn))
                            .findFirst()),
            when(Subject::isTlsServer, "tls-subject", "BR §7.1.2.7.4", TlsServerRules::subject));

    private TlsServerRules() {}

    private static Optional<String> validity(Subject s) {
        Duration most = s.bundle().floors().tlsServerMaximum(s.certificate().notBefore());
        Duration length =
                new Validity(s.certificate().notBefore(), s.certificate().notAfter()).length();
        return unless(
                length.compareTo(most) <= 0, length.toDays() + " days; at most " + most.toDays() + " on that day");
    }

    private static Optional<String> nameForm(Subject s) {
        for (GeneralNameText name : s.certificate().alternativeNames()) {
            try {
                if (!new DnsName(name.value()).value().equals(name.value())) {
                    return Optional.of(name.value() + " is not in canonical form");
                }
            } catch (IllegalArgumentException e) {
                return Optional.of(name.value() + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> namesOnce(Subject s) {
        Set<String> seen = new HashSet<>();
        return s.certificate().dnsNames().stream()
                .filter(name -> !seen.add(name))
                .findFirst();
    }

    /** Organisation validated: country, organisation, and a province or a locality; each once, nothing else. */
    private static Optional<String> subject(Subject s) {
        List<String> types = s.certificate().subject().attributes().stream()
                .map(DistinguishedName.Found::name)
                .toList();
        Set<String> set = new HashSet<>(types);
        boolean right = set.size() == types.size()
                && SUBJECT.containsAll(set)
                && set.contains(AttributeType.COUNTRY.label())
                && set.contains(AttributeType.ORGANIZATION.label())
                && (set.contains(AttributeType.STATE_OR_PROVINCE.label())
                        || set.contains(AttributeType.LOCALITY.label()));
        return unless(right, "subject holds " + types);
    }
}
