package pk.muhr.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import pk.muhr.lint.authentication.AuthenticationRules;
import pk.muhr.lint.authority.AuthorityRules;
import pk.muhr.lint.codesigning.CodeSigningRules;
import pk.muhr.lint.common.CommonRules;
import pk.muhr.lint.email.EmailRules;
import pk.muhr.lint.extension.ExtensionRules;
import pk.muhr.lint.key.KeyRules;
import pk.muhr.lint.name.NameRules;
import pk.muhr.lint.national.NationalRules;
import pk.muhr.lint.ocspresponse.OcspResponseRules;
import pk.muhr.lint.responder.ResponderRules;
import pk.muhr.lint.revocationlist.RevocationListRules;
import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;
import pk.muhr.lint.rule.RevocationEntryRule;
import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.lint.rule.Rule;
import pk.muhr.lint.signature.SignatureRules;
import pk.muhr.lint.timestamping.TimeStampingRules;
import pk.muhr.lint.tls.TlsServerRules;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.Finding;

/** The one list of all rules. */
final class Rules {

    /** Rules for certificates. */
    static final List<CertificateRule> CERTIFICATE = Stream.of(
                    CommonRules.all(),
                    ExtensionRules.all(),
                    NameRules.all(),
                    KeyRules.all(),
                    TlsServerRules.all(),
                    EmailRules.all(),
                    CodeSigningRules.all(),
                    TimeStampingRules.all(),
                    SignatureRules.all(),
                    AuthenticationRules.all(),
                    NationalRules.all(),
                    AuthorityRules.all(),
                    ResponderRules.all())
            .flatMap(List::stream)
            .toList();

    /** Rules for CRLs. */
    static final List<RevocationListRule> REVOCATION_LIST = RevocationListRules.all();

    /** Rules for the entries of CRLs. */
    static final List<RevocationEntryRule> REVOCATION_ENTRY = RevocationListRules.ofEntries();

    /** Rules for OCSP answers. */
    static final List<OcspResponseRule> OCSP_RESPONSE = OcspResponseRules.all();

    /** Those that can apply to certificates of a type, so that the others are not even asked. */
    private static final Map<CertificateType, CertificateRule[]> BY_TYPE = byType();

    private Rules() {}

    private static Map<CertificateType, CertificateRule[]> byType() {
        Map<CertificateType, CertificateRule[]> byType = new EnumMap<>(CertificateType.class);
        for (CertificateType type : CertificateType.values()) {
            byType.put(
                    type,
                    CERTIFICATE.stream().filter(rule -> rule.concerns(type)).toArray(CertificateRule[]::new));
        }
        return byType;
    }

    static List<Finding> findings(CertificateSubject subject) {
        return findings(BY_TYPE.get(subject.profile().type()), subject);
    }

    /** Of a list and of its entries, which were given to the scan. */
    static List<Finding> findings(RevocationListSubject subject, EntryScan entries) {
        List<Finding> found = new ArrayList<>(entries.findings());
        found.addAll(findings(REVOCATION_LIST.toArray(RevocationListRule[]::new), subject.counted(entries.count())));
        return found;
    }

    static List<Finding> findings(OcspResponseSubject subject) {
        return findings(OCSP_RESPONSE.toArray(OcspResponseRule[]::new), subject);
    }

    private static <T> List<Finding> findings(Rule<T>[] rules, T subject) {
        return Arrays.stream(rules)
                .map(rule -> rule.findingIn(subject))
                .flatMap(Optional::stream)
                .toList();
    }
}
