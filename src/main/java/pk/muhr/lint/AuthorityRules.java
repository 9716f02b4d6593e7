package pk.muhr.lint;

import static pk.muhr.lint.Rule.unless;
import static pk.muhr.lint.Rule.when;

import java.util.List;

import pk.muhr.policy.CertificateProfile.Kind;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyPurpose;

/** Rules for the certificates of authorities and of OCSP responders (BR §7.1.2.1, §7.1.2.6, §7.1.2.8). */
final class AuthorityRules {

    static final List<Rule<Subject>> ALL = List.of(
            when(
                    s -> s.is(Kind.AUTHORITY),
                    "ca-subject",
                    "BR §7.1.2.10.2",
                    s -> unless(
                            s.certificate()
                                                    .subject()
                                                    .values(AttributeType.COUNTRY)
                                                    .size()
                                            == 1
                                    && s.certificate()
                                                    .subject()
                                                    .values(AttributeType.ORGANIZATION)
                                                    .size()
                                            == 1
                                    && s.certificate()
                                                    .subject()
                                                    .values(AttributeType.COMMON_NAME)
                                                    .size()
                                            == 1
                                    && s.certificate()
                                            .subject()
                                            .values(AttributeType.ORGANIZATIONAL_UNIT)
                                            .isEmpty(),
                            "needs C, O and CN once each and no OU")),
            when(
                    s -> s.is(Kind.AUTHORITY),
                    "ca-signs-no-ocsp",
                    "incident 29 (2020), RFC 6960 §4.2.2.2",
                    s -> unless(
                            !s.certificate().keyPurposes().contains(KeyPurpose.OCSP_SIGNING.oid()),
                            "an authority's certificate must not have OCSPSigning")),
            when(
                    s -> s.is(Kind.AUTHORITY) && !s.isRoot(),
                    "ca-path-length",
                    "RFC 5280 §4.2.1.9",
                    s -> unless(
                            s.certificate().pathLength().isPresent()
                                    && (s.issuer().pathLength().isEmpty()
                                            || s.certificate().pathLength().getAsInt()
                                                    < s.issuer().pathLength().getAsInt()),
                            "must be shorter than the issuer's")),
            when(
                    s -> s.is(Kind.AUTHORITY) && !s.isRoot(),
                    "ca-name-constraints",
                    "RFC 5280 §4.2.1.10",
                    s -> unless(
                            s.certificate()
                                    .extension(Extensions.NAME_CONSTRAINTS)
                                    .map(e -> e.critical())
                                    .orElse(true),
                            "must be critical")),
            when(
                    s -> true,
                    "issuer-may-issue",
                    "RFC 5280 §6.1.4",
                    s -> unless(
                            s.issuer().isAuthority()
                                    && (!s.is(Kind.AUTHORITY)
                                            || s.isRoot()
                                            || s.issuer().pathLength().orElse(1) > 0),
                            "the issuer is no authority, or its path length is spent")),
            when(
                    s -> s.is(Kind.RESPONDER),
                    "responder-key-usage",
                    "BR §7.1.2.8",
                    s -> unless(
                            s.certificate().keyPurposes().equals(List.of(KeyPurpose.OCSP_SIGNING.oid())),
                            "extKeyUsage must be OCSPSigning alone")),
            when(
                    s -> s.is(Kind.RESPONDER),
                    "responder-no-check",
                    "BR §4.9.9, RFC 6960 §4.2.2.2.1",
                    s -> unless(
                            s.certificate()
                                    .extension(Extensions.OCSP_NO_CHECK)
                                    .map(e -> e.value().hex().equals("0500") && !e.critical())
                                    .orElse(false),
                            "ocsp-nocheck must be there, not critical, and hold NULL")),
            when(
                    s -> !s.is(Kind.RESPONDER),
                    "no-check-is-for-responders",
                    "RFC 6960 §4.2.2.2.1",
                    s -> unless(
                            s.certificate().extension(Extensions.OCSP_NO_CHECK).isEmpty(),
                            "ocsp-nocheck belongs to responders only")));

    private AuthorityRules() {}
}
