package pk.muhr.revocation.ocsp;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.OcspSigner;
import pk.muhr.policy.HierarchyPolicy.OcspSchedule;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationReason;

/** Writes answers in DER (RFC 6960 §4.2.1). What is the same in every answer of a responder is computed once. */
final class ResponseEncoding {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final ASN1ObjectIdentifier CRL = OCSPObjectIdentifiers.id_pkix_ocsp_crl;
    private static final ASN1ObjectIdentifier ARCHIVE_CUTOFF = OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff;

    /** What is said of a number that was never used where the policy wants it revoked (RFC 6960 §2.2, §4.4.8). */
    private static final CertStatus NEVER_USED =
            new CertStatus(new RevokedInfo(time(Instant.EPOCH), CRLReason.lookup(CRLReason.certificateHold)));

    private static final Extension EXTENDED_REVOKE =
            extension(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke, DERNull.INSTANCE);

    private static final int SEQUENCE = 0x30;
    private static final int CONTEXT_0 = 0xa0;
    private static final int BIT_STRING = 3;
    private static final int OCTET_STRING = 4;
    private static final byte[] NO_UNUSED_BITS = {0};
    private static final byte[] SUCCESSFUL = {0x0a, 1, 0}; // ENUMERATED
    private static final byte[] OCSP_BASIC =
            Der.of(OCSPObjectIdentifiers.id_pkix_ocsp_basic).bytes();
    private static final byte[] ALGORITHM =
            Der.of(OcspSigner.ALGORITHM.identifier()).bytes();

    private final OcspSigner signer;
    private final CertificateAuthority authority;
    private final Optional<Extension> crl;
    private final ResponderID responder;
    private final OcspRecords.Responder by;
    private final byte[] certificates;

    /** What is said of one certificate. */
    record Said(AskedCertificate asked, CertificateStatus status) {}

    ResponseEncoding(OcspSigner signer, CertificateAuthority authority) {
        this.signer = signer;
        this.authority = authority;
        this.crl = schedule()
                .crlReferences()
                .filter(wanted -> wanted)
                .map(_ -> crl(authority.facts().crl().whole()));
        this.responder = new ResponderID(new DEROctetString(keyHash(signer.certificate())));
        this.by = OcspRecords.Responder.of(authority, signer);
        this.certificates =
                tlv(CONTEXT_0, tlv(SEQUENCE, signer.certificate().der().bytes()));
    }

    /** Whether these are still who answers and what the policy says of it. */
    boolean isOf(OcspSigner answering, CertificateAuthority asked) {
        return signer == answering && authority == asked;
    }

    /** Who answers, for the record. */
    OcspRecords.Responder by() {
        return by;
    }

    private OcspSchedule schedule() {
        return authority.definition().ocsp();
    }

    /** The part that is signed. */
    Der data(List<Said> all, ResponseTimes times, Optional<Der> nonce) {
        ASN1EncodableVector responses = new ASN1EncodableVector(all.size());
        for (Said one : all) {
            responses.add(new SingleResponse(
                    one.asked().id(),
                    status(one.status()),
                    time(times.thisUpdate()),
                    time(times.nextUpdate()),
                    extensions(one.status(), times)));
        }
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        nonce.ifPresent(value ->
                extensions.addExtension(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, value.bytes())));
        if (all.stream().anyMatch(one -> isNeverUsed(one.status()))) {
            extensions.addExtension(EXTENDED_REVOKE);
        }
        return Der.of(
                new ResponseData(responder, time(times.producedAt()), new DERSequence(responses), written(extensions)));
    }

    /**
     * What the policy asks to be said besides: since when statuses are kept (RFC 6960 §4.4.4), and the CRL that has the
     * revocation too (§4.4.2). Of a number that was never used nothing is said.
     */
    private Extensions extensions(CertificateStatus status, ResponseTimes times) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        if (!(status instanceof CertificateStatus.Unknown)) {
            schedule()
                    .archiveCutoff()
                    .ifPresent(kept -> extensions.addExtension(
                            extension(ARCHIVE_CUTOFF, time(times.producedAt().minus(kept)))));
        }
        if (status instanceof CertificateStatus.Revoked) {
            crl.ifPresent(extensions::addExtension);
        }
        return written(extensions);
    }

    private static Extensions written(ExtensionsGenerator extensions) {
        return extensions.isEmpty() ? null : extensions.generate();
    }

    /** A number whose signing is under way stays unknown: revoked now, it could not be good in a moment. */
    private boolean isNeverUsed(CertificateStatus status) {
        return schedule().revokesUnused() && status instanceof CertificateStatus.Unknown(boolean intended) && !intended;
    }

    private static Extension crl(URI address) {
        return extension(CRL, new DERSequence(new DERTaggedObject(true, 0, new DERIA5String(address.toString()))));
    }

    private static Extension extension(ASN1ObjectIdentifier oid, ASN1Encodable value) {
        return new Extension(oid, false, Der.of(value).bytes());
    }

    /** The whole answer, with the responder's certificate in it. */
    Der answer(Der data, Der signature) {
        byte[] basic = tlv(
                SEQUENCE, data.bytes(), ALGORITHM, tlv(BIT_STRING, NO_UNUSED_BITS, signature.bytes()), certificates);
        return Der.of(tlv(SEQUENCE, SUCCESSFUL, tlv(CONTEXT_0, tlv(SEQUENCE, OCSP_BASIC, tlv(OCTET_STRING, basic)))));
    }

    /** Written by hand: nothing is read again that was just written. */
    private static byte[] tlv(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        int octets = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
        byte[] all = new byte[2 + octets + length];
        all[0] = (byte) tag;
        all[1] = (byte) (octets == 0 ? length : 0x80 + octets);
        int at = 2;
        for (int left = octets - 1; left >= 0; left--) {
            all[at++] = (byte) (length >> 8 * left);
        }
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** No reason is given where the CRL gives none either (RFC 5280 §5.3.1). */
    private CertStatus status(CertificateStatus status) {
        return isNeverUsed(status)
                ? NEVER_USED
                : switch (status) {
                    case CertificateStatus.Good() -> new CertStatus();
                    case CertificateStatus.Revoked(Instant at, RevocationReason reason) ->
                        new CertStatus(new RevokedInfo(
                                time(at),
                                reason == RevocationReason.UNSPECIFIED ? null : CRLReason.lookup(reason.code())));
                    case CertificateStatus.Unknown _ -> new CertStatus(2, DERNull.INSTANCE);
                };
    }

    private static ASN1GeneralizedTime time(Instant instant) {
        return new DERGeneralizedTime(TIME.format(instant));
    }

    /** SHA-1 by the standard's word: it names the key and protects nothing (RFC 6960 §4.2.1, KeyHash). */
    private static byte[] keyHash(Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(certificate.key().keyBits());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
