package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyQualifierId;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** Policies are not critical; the only qualifier is the address of our practice statement. */
final class PolicyQualifiers extends CertificateRule {

    PolicyQualifiers() {
        super("policy-qualifiers", "RFC 5280 §4.2.1.4, BR §7.1.2.7.9, §7.1.2.10.5", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        if (!s.has(Extensions.CERTIFICATE_POLICIES)) {
            return Optional.empty();
        }
        String cps = s.bundle().certificatePolicy().cps().toString();
        boolean right = s.has(Extensions.CERTIFICATE_POLICIES, false);
        CertificatePolicies policies = CertificatePolicies.getInstance(s.value(Extensions.CERTIFICATE_POLICIES));
        for (PolicyInformation policy : policies.getPolicyInformation()) {
            if (policy.getPolicyQualifiers() != null) {
                for (ASN1Encodable each : policy.getPolicyQualifiers()) {
                    PolicyQualifierInfo qualifier = PolicyQualifierInfo.getInstance(each);
                    right &= PolicyQualifierId.id_qt_cps.equals(qualifier.getPolicyQualifierId())
                            && ASN1IA5String.getInstance(qualifier.getQualifier())
                                    .getString()
                                    .equals(cps);
                }
            }
        }
        return unless(right, () -> "certificatePolicies must not be critical and hold no qualifier but " + cps);
    }
}
