package pk.muhr.revocation.ocsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.KeyCustody;
import pk.muhr.issuance.Issuance;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.HierarchyPolicy.ResponderKeyPlace;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.SubjectPublicKey;

/** Certificates of delegated OCSP responders (RFC 6960 §4.2.2.2), issued like any other. */
@ApplicationScoped
class ResponderCertificates {

    private final KeyCustody custody;
    private final Issuance issuance;
    private final ActivePolicy policy;

    ResponderCertificates(KeyCustody custody, Issuance issuance, ActivePolicy policy) {
        this.custody = custody;
        this.issuance = issuance;
        this.policy = policy;
    }

    /**
     * Certifies a key that will answer for the authority.
     *
     * @param place where the key lives, which decides how long its certificate does
     * @throws pk.muhr.ca.AuthorityUnavailable when the authority cannot sign now
     */
    Certificate issue(CertificateAuthority authority, SubjectPublicKey key, ResponderKeyPlace place, Actor by) {
        custody.requireReachable(authority.id());
        CertificateProfile profile = policy.bundle().profile(place.profile()).orElseThrow();
        CertificateTemplate template =
                issuance.templates().responder(profile, subject(authority), key, authority.facts(), issuance.moment());
        return issuance.certifyResponder(authority, template, profile, by).certificate();
    }

    /** The authority's own name with another common name. */
    private static DistinguishedName subject(CertificateAuthority authority) {
        List<DistinguishedName.Attribute> attributes = new ArrayList<>();
        for (Map.Entry<AttributeType, String> entry :
                authority.definition().subject().entrySet()) {
            String value =
                    entry.getKey() == AttributeType.COMMON_NAME ? "OCSP responder " + authority.id() : entry.getValue();
            attributes.add(new DistinguishedName.Attribute(entry.getKey(), value));
        }
        return DistinguishedName.of(attributes);
    }
}
